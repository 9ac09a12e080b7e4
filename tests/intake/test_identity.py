"""What must not come in is refused by name, never shown, and not lifted by any option."""

from __future__ import annotations

from pathlib import Path

import pytest

from swit_data.intake.checking import identity
from swit_data.intake.checking.personal_words import WORDS, personal_words
from tests.intake.field import WIDE, Field
from tests.intake.test_bad_files import refused
from tests.intake.test_rows import THREE, wide


def with_column(header: str, *values: str) -> str:
    """Return the three interviews with a further column."""
    first, *rows = THREE.splitlines()
    return "\n".join(
        [f"{first},{header}", *(f'{r},"{v}"' for r, v in zip(rows, values, strict=True)), ""]
    )


@pytest.mark.parametrize(
    ("header", "value", "what"),
    [
        ("_place_latitude", "-1.2921", "coordinates"),
        ("_geolocation", "[-1.2921, 36.8219]", "coordinates"),
        ("gps", "-1.2921 36.8219 1700 4.5", "coordinates"),
        ("where_we_met", "-1.2921 36.8219 0 0", "coordinates"),
        ("fingerprint", "Rk1SACAyMAAAAAD", "biometric data"),
        ("photo_of_id", "1623423.jpg", "pictures, video or voices"),
        ("voice_note", "note.m4a", "pictures, video or voices"),
        ("_attachments", "[{'filename': 'a.jpg'}]", "pictures, video or voices"),
        ("phone", "+254 712 345 678", "telephone numbers"),
        ("телефон", "050 123 45 67", "telephone numbers"),
        ("whatsapp_number", "0712345678", "telephone numbers"),
        ("contact_email", "a@b.org", "e-mail addresses"),
        ("about/phone_number", "+254 712 345 678", "telephone numbers"),
        ("about/email", "a@b.org", "e-mail addresses"),
        ("respondent_contact", "712345678", "telephone numbers"),
        ("respondent_contact", "a@b.org", "e-mail addresses"),
        ("e_mail_address", "a@b.org", "e-mail addresses"),
        ("how_to_reach", "0712 345 678", "telephone numbers"),
        ("how_to_reach", "a@b.org", "e-mail addresses"),
        ("national_id", "A1234567", "numbers of identity papers"),
        ("passport", "FE123456", "numbers of identity papers"),
        ("respondent_name", "Maria", "names of people"),
        ("full_name", "Maria Silva", "names of people"),
        ("ім'я", "Олена", "names of people"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--accept-valid",)])
def test_what_identifies_is_refused_and_never_shown(
    field: Field, header: str, value: str, what: str, options: tuple[str, ...]
) -> None:
    err = refused(field.take(with_column(header, "", value, ""), *options))
    assert f"column “{header}” holds {what}" in err
    assert "Take the question out of the form, delete the column" in err
    assert value not in err


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("phone_type", ("smartphone", "none", "")),
        ("has_phone", ("yes", "no", "dont_know")),
        ("may_photo", ("yes", "no", "")),
        ("fingerprint", ("", "", "")),
        ("_place_latitude", ("", "", "")),
        ("_attachments", ("[]", "", "[]")),
        ("_geolocation", ("[null, null]", "", "")),
        ("deviceid", ("356938035643809", "", "")),
        ("nombre_de_participantes", ("8", "12", "9")),
        ("household", ("712345678901", "44", "")),
        ("formdef_version", ("1805101200", "", "")),
        ("phonenumber", ("+254712345678", "", "")),
        ("name_of_service", ("clinic", "clinic", "")),
        ("day", ("2026-03-02", "", "2026-03-02T10:00:00+03:00")),
        ("remarks2", ("call +254712345678", "", "")),
    ],
)
def test_choices_and_the_tools_own_columns_are_no_identity(
    field: Field, header: str, values: tuple[str, ...]
) -> None:
    outcome = field.take(with_column(header, *values))
    assert outcome.code == 0, outcome.err
    kept = b"".join(path.read_bytes() for path in outcome.folder.rglob("*") if path.is_file())
    for value in values:
        assert len(value) < 10 or value.encode() not in kept


@pytest.mark.parametrize("value", ["+254 712 345 678", "0712345678", "maria@example.org"])
@pytest.mark.parametrize("options", [(), ("--accept-valid",)])
def test_a_telephone_number_in_a_column_that_would_be_kept(
    field: Field, value: str, options: tuple[str, ...]
) -> None:
    for text, framework in (
        (THREE.replace("gov,yes,yes,", f"gov,yes,{value},"), None),
        (wide(f"1,sw,,,,,{value},woman,health,yes,,,,,u1"), WIDE),
    ):
        more = {"framework": framework} if framework else {}
        err = refused(field.take(text, *options, **more))
        assert (
            "row 2: this looks like a telephone number, an e-mail address or a place (not shown here)"
            in err
        )
        assert value not in err


def test_a_date_is_no_telephone_number(field: Field) -> None:
    err = refused(field.take(THREE.replace("gov,yes,yes,", "gov,yes,2026-03-02,")))
    assert "“2026-03-02” is not allowed" in err


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the file of words, which imports read then."""
    copy = tmp_path / "personal_words.toml"
    copy.write_bytes(WORDS.read_bytes())
    monkeypatch.setattr(identity, "WORDS", copy)
    return copy


def test_a_word_that_a_researcher_adds_is_refused(field: Field, words: Path) -> None:
    text = words.read_text("utf-8")
    words.write_text(text.replace("names = [", 'names = [\n  "Tauf-Name", "ta\'aluf",', 1), "utf-8")
    for header in ("tauf_name", "nameTauf", "TAALUF"):
        assert "holds names of people" in refused(field.take(with_column(header, "", "Maria", "")))
    assert field.take(with_column("tauf", "", "Maria", "")).code == 0


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("places =", "place =", "“place” is ['latitude'"),
        ("names = [", "more = [", "“more” is ['name'"),
        ("names = [", "names = []\nmore = [", "“more” is ['name'"),
        ('  "jina",', "  3,", "“names” is ['name'"),
        (
            '  "jina",',
            '  "77",',
            "“names” is '77'; allowed: words of letters, as a header holds them",
        ),
        ('  "jina",', '  "nama",', "“names” is 'nama'; allowed: each value once"),
        ("names = [", "names = ", "this is not a TOML file"),
        ("names = [", "names = []\n#", "this is not a TOML file"),
    ],
)
def test_a_mistake_in_the_words_is_a_sentence(
    field: Field, words: Path, before: str, after: str, sentence: str
) -> None:
    text = words.read_text("utf-8")
    assert text.count(f"\n{before}") == 1
    words.write_text(text.replace(f"\n{before}", f"\n{after}"), "utf-8")
    err = refused(field.take(THREE))
    assert err.startswith("personal_words.toml: ")
    assert sentence in err


def test_a_list_that_is_not_there_or_no_file_is_a_sentence(field: Field, words: Path) -> None:
    words.write_text(words.read_text("utf-8").partition("\nnames =")[0], "utf-8")
    assert "“names” is missing; allowed: a list of texts" in refused(field.take(THREE))
    personal_words.cache_clear()
    words.unlink()
    assert "personal_words.toml: this file cannot be read" in refused(field.take(THREE))
