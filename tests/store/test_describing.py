"""What owners write in the app: kept like everything else, refused in a sentence, never over somebody else's words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from swit_data import store
from swit_data.dataset import Ask, Dataset, Narrative
from swit_data.errors import DatasetError
from swit_data.store import manifest as manifests
from tests.store.monitor import Monitor

FIRST = ("u1 kenya yes", "u2 UKR no")
TOLD = Narrative("KEN", "1", "recommendation", "en", "Ask us first.", "approved")
PROMISED = Ask(
    *("KEN", "1", "ask-1", "en", "ngo", "Give us a month.", "promised", "approved"),
    promise="A month, from May on.",
    promised_by="Head office",
    promised_month="2026-04",
    due="2026-12",
)


@pytest.fixture
def written(monitor: Monitor) -> Monitor:
    monitor.take(*FIRST)
    save(monitor, narratives=(TOLD,), asks=(PROMISED,))
    return monitor


def dataset_of(monitor: Monitor) -> Dataset:
    return store.open_dataset(monitor.folder).dataset


def save(
    monitor: Monitor,
    *,
    narratives: tuple[Narrative, ...] = (),
    asks: tuple[Ask, ...] = (),
    number: int = 0,
) -> store.Saved:
    number = number or store.open_dataset(monitor.folder).number
    return store.describe(
        monitor.folder, number, narratives=narratives, asks=asks, who="Our network"
    )


def refused(monitor: Monitor, *asks: Ask) -> str:
    """Return why asks are refused, after checking that nothing was changed."""
    before = store.history(monitor.folder)
    with pytest.raises(DatasetError) as error:
        save(monitor, asks=asks)
    assert store.history(monitor.folder) == before
    return str(error.value)


def test_what_is_written_is_kept_beside_the_answers(written: Monitor) -> None:
    found = dataset_of(written)
    assert (found.narratives, found.asks) == ((TOLD,), (PROMISED,))
    assert 'promised_by = "Head office"' in (written.folder / "asks.toml").read_text("utf-8")
    last = store.history(written.folder)[-1]
    assert (last.what, last.who) == ("edit", "Our network")
    assert len(written.said()) == 2
    assert written.temporary() == []


def test_the_same_again_is_no_new_state_and_all_of_it_can_go(written: Monitor) -> None:
    assert not save(written, narratives=(TOLD,), asks=(PROMISED,)).changed
    assert save(written).changed
    assert not (written.folder / "asks.toml").exists()
    assert not (written.folder / "narratives.toml").exists()


def test_undo_import_withdrawal_and_backup_keep_what_was_written(written: Monitor) -> None:
    save(written, narratives=(TOLD,))
    assert written.run("undo", written.folder).code == 0
    assert dataset_of(written).asks == (PROMISED,)
    assert written.take("u3 kenya yes").code == 0
    assert written.run("backup", written.folder, written.place / "b.zip").code == 0
    assert written.run("withdraw", written.folder, "u1").code == 0
    assert dataset_of(written).asks == (PROMISED,)
    again = written.place / "again"
    store.restore(again, written.place / "b.zip")
    assert store.open_dataset(again).dataset.asks == (PROMISED,)


def test_two_windows_do_not_write_over_each_other(written: Monitor) -> None:
    seen = store.open_dataset(written.folder).number
    save(written, narratives=(replace(TOLD, text="Theirs"),), asks=(PROMISED,))
    with pytest.raises(DatasetError, match="was changed since you began"):
        save(written, narratives=(replace(TOLD, text="Ours"),), number=seen)
    assert [n.text for n in dataset_of(written).narratives] == ["Theirs"]


def test_an_edit_by_hand_in_between_is_not_written_over(written: Monitor) -> None:
    number = store.open_dataset(written.folder).number
    path = written.folder / "asks.toml"
    path.write_text(path.read_text("utf-8").replace("A month", "Two months"), "utf-8")
    with pytest.raises(DatasetError, match=r"asks\.toml is not as it was saved"):
        save(written, number=number)
    assert written.run("edit", written.folder).out == "Taken in: asks.toml.\n"
    assert dataset_of(written).asks[0].promise == "Two months, from May on."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stakeholder_type": "ministry"}, "“stakeholder_type” is “ministry”; allowed: "),
        ({"target": "police"}, "“target” is “police”; allowed: "),
        ({"indicators": ("nothing",)}, "“indicators” is “nothing”; allowed: "),
        ({"indicators": "trust"}, "“indicators” is “trust”; allowed: a list of texts"),
        ({"status": "done"}, "allowed: asked, promised, kept, broken, overtaken"),
        ({"approval": "yes"}, "allowed: draft, approved"),
        ({"code": "ask 1"}, "“code” is “ask 1”; allowed: letters A-Z"),
        ({"round": "9"}, "“pilot, round” is “KEN 9”; allowed: "),
        ({"ask": " "}, "allowed: what was asked, in words"),
        ({"due": "May 2026"}, "“due” is “May 2026”; allowed: a month such as 2018-05"),
        ({"promised_month": "2026-13"}, "“promised_month” is “2026-13”"),
        ({"due": "2026-03"}, "due in 2026-03, before it was promised in 2026-04"),
        ({"promised_by": ""}, "a promise needs its words, the office that made it"),
        ({"promised_month": ""}, "and the month in which it did"),
        ({"status": "kept", "promise": ""}, "a promise needs its words"),
        ({"status": "asked"}, "there is a promise, so the status is not “asked”"),
    ],
)
def test_a_value_that_is_not_allowed_is_named(
    written: Monitor, change: dict[str, object], said: str
) -> None:
    found = refused(written, replace(PROMISED, **change))  # type: ignore[arg-type]
    assert found.startswith("asks.toml, ask number 1: ")
    assert said in found


def test_the_languages_of_an_ask_say_the_same(written: Monitor) -> None:
    other = replace(PROMISED, language="uk", ask="Дайте нам місяць.")
    assert save(written, asks=(PROMISED, other)).changed
    assert "twice in the language “en”" in refused(written, PROMISED, PROMISED)
    later = replace(other, due="2027-01")
    assert "“due” of “ask-1” is not the same in the languages" in refused(written, PROMISED, later)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 2_001, "it has 2001 letters; at most 2000"),
        ("one \u202etwo", r"signs that cannot be seen (U+202E)"),
        ("one\x00two", "U+0000"),
        ("zero\u200bwidth", "U+200B"),
        ("call +254 712 345 678", "a telephone number"),
        ("call 0712-345-678.", "a telephone number"),
        ("write to minister@health.example now", "an e-mail address"),
        ("at -1.28333, 36.81667", "coordinates"),
    ],
)
def test_a_text_that_hides_or_leads_to_somebody_is_refused(
    written: Monitor, text: str, said: str
) -> None:
    assert said in refused(written, replace(PROMISED, verdict=text))
    path = written.folder / "narratives.toml"
    row = '[[narratives]]\npilot = "KEN"\nround = "1"\nsection = "context"\nlanguage = "en"\n'
    path.write_text(f'{row}text = {json.dumps(text)}\nstatus = "draft"\n', "utf-8")
    told = written.run("edit", written.folder)
    assert told.code == 2
    assert said in told.err


@pytest.mark.parametrize(
    "text",
    [
        "From 2018-03 to 2019-03, 1 250 000 UAH and 48 people; 10.5 %, 3.25 of 100",
        "Two lines\n\n- and a list\n=1+1 <b>#panic</b> ![x](y)",
        "می‌خواهیم",
        "Постанова 1303 від 17.08.1998 №5",
    ],
)
def test_a_plain_text_is_kept_as_it_is(written: Monitor, text: str) -> None:
    save(written, asks=(replace(PROMISED, verdict=text),))
    assert dataset_of(written).asks[0].verdict == text


def test_a_damaged_dataset_loses_no_text(written: Monitor) -> None:
    number = store.open_dataset(written.folder).number
    for path in (written.folder / "parquet").glob("answers-*"):
        path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DatasetError, match="nothing was changed"):
        save(written, number=number)
    assert "Head office" in (written.folder / "asks.toml").read_text("utf-8")


def test_a_dataset_from_before_there_were_asks_opens(monitor: Monitor) -> None:
    monitor.take(*FIRST)
    number = store.open_dataset(monitor.folder).number
    assert "asks.toml" not in manifests.read(monitor.folder, number).description
    assert dataset_of(monitor).asks == ()
    assert monitor.take("u3 kenya yes").code == 0
