"""A release on disk: what is written, what is refused, and what two owners' releases say side by side."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swit_data.dataset import Ask, Fact, Narrative, Round
from swit_data.errors import ReleaseError
from swit_data.release import decide, join, make, verify, write
from swit_data.released import open_release, pilot_folders, read_release
from swit_data.released.tables import TABLES
from swit_data.store import open_dataset
from tests.drawn import SMALL, Drawn, answers, asked, dataset, framework, people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from swit_data.framework import Framework

FILES = sorted([*(f"{name}.parquet" for name in TABLES), f"frameworks/{SMALL.hash}.toml"])
CANARY = "canary"  # in every respondent's id and branch

SAID = """
respondent stakeholder_type target indicator answer
{p}1-{p}8  ngo              clinic C1a       yes
{p}9-{p}12 ngo              clinic C1a       no
{p}1-{p}12 ngo              clinic P1a       partly
{p}1-{p}7  government       health C1a       yes
{p}8-{p}12 government       health C1a       dont_know
{p}13      ngo              clinic C1a       yes
"""
ABOUT = """
respondent stakeholder_type target
{p}1-{p}13 ngo              clinic
{p}1-{p}12 government       health,police
"""


def owned(
    *pilots: str, shown_to: str = "network", title: str = "Ours", measured: Framework = SMALL
) -> Drawn:
    """Return a dataset of one owner: in each pilot twelve people, and an institution with consent."""
    rounds = [
        Round(code, "1", measured.hash, shown_to=shown_to, organisation=title) for code in pilots
    ]
    facts = [
        Fact(c, "1", "government", "health", "C2f", "yes", "The law", "2026-01") for c in pilots
    ]
    described = replace(
        dataset(measured, rounds, facts),
        title=title,
        asks=tuple(
            Ask(
                *(code, "1", number, "en", "government", f"{text} ask", "promised", approval),
                indicators=("C1a", "P1a"),
                promise="Soon",
                promised_by="An office",
                promised_month="2026-04",
                due="2026-12",
                target="health",
            )
            for code in pilots
            for number, text, approval in (("a", "Ours", "approved"), ("b", CANARY, "draft"))
        ),
        narratives=tuple(
            Narrative(code, "1", "about", "en", text, status)
            for code in pilots
            for text, status in (("Said", "approved"), (f"{CANARY} not yet read", "draft"))
        ),
    )
    drawn = Drawn(described, [], [], [])
    for code in pilots:
        prefix = f"{CANARY}{code}"
        everybody = people(13, prefix, pilot=code, branch=f"{CANARY} branch")
        institution = {"class": "institution", "stakeholder_type": "ngo", "consent_on_record": True}
        drawn.respondents.extend([*everybody[:12], everybody[12] | institution])
        drawn.answers.extend(answers(SAID.format(p=prefix), code))
        drawn.asked.extend(asked(ABOUT.format(p=prefix)))
    return drawn


def released(folder: Path, drawn: Drawn) -> Path:
    """Store a dataset, make its release by the user's door, and return the release folder."""
    stored = drawn.store(folder / "dataset")
    write(folder / "out", stored.dataset, make(stored))
    return folder / "out"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("made"), owned("AAA", "BBB"))


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "copied")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return releases of another owner's pilot CCC, by how far they may be shown."""
    made: dict[str, Path] = {}

    def of(shown_to: str) -> Path:
        if shown_to not in made:
            drawn = owned("CCC", shown_to=shown_to, title="Theirs")
            made[shown_to] = released(tmp_path_factory.mktemp(shown_to), drawn)
        return made[shown_to]

    return of


def contents(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in sorted(found.items())}


def forge(pilot: Path, name: str, content: bytes) -> None:
    """Replace a file and its fingerprint: damage that no fingerprint shows."""
    before = hashlib.sha256((pilot / name).read_bytes()).hexdigest()
    (pilot / name).write_bytes(content)
    reword(pilot, before, hashlib.sha256(content).hexdigest())


def reword(pilot: Path, before: str, after: str) -> None:
    text = (pilot / "release.toml").read_text("utf-8")
    assert before in text
    (pilot / "release.toml").write_text(text.replace(before, after), "utf-8")


def refused(out: Path, name: str = "release.toml") -> None:
    """Check that AAA is refused with the sentence by every door, and BBB still shown."""
    with pytest.raises(ReleaseError, match=f"AAA: the file {name} of this release is damaged"):
        read_release(out / "AAA")
    release, problems = open_release(out)
    assert release.pilots == ("BBB",)
    assert len(problems) == 1
    assert problems[0].endswith("the other pilots can still be shown.")
    joined = join([out], out.parent / "joined")
    assert [path.name for path in (out.parent / "joined").iterdir()] == ["BBB"]
    assert joined.folders == (out.parent / "joined" / "BBB",)
    assert [str(problem) for problem in joined.problems] == list(problems)
    with pytest.raises(ReleaseError, match="damaged"):
        join([out / "AAA"], out.parent / "nothing")
    assert not (out.parent / "nothing").exists()


def test_a_folder_a_pilot_complete_in_itself(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == ["AAA", "BBB"]
    for pilot in made.iterdir():
        assert sorted(contents(pilot)) == sorted([*FILES, "release.toml"])
        listed = (pilot / "release.toml").read_text("utf-8")
        for name in FILES:
            assert hashlib.sha256((pilot / name).read_bytes()).hexdigest() in listed


def test_what_is_read_is_what_was_made(made: Path) -> None:
    drawn = owned("AAA", "BBB")
    tables = make(drawn.store(made.parent / "again"))
    assert tables["scores"].filter(pa.compute.is_valid(tables["scores"]["low"])).num_rows
    for pilot in ("AAA", "BBB"):
        part = read_release(made / pilot)
        assert (part.pilot, part.shown_to, part.provenance) == (pilot, "network", "collected")
        assert part.frameworks == {SMALL.hash: SMALL}
        for name, table in tables.items():
            assert part.tables[name].cast(TABLES[name]) == table.filter(
                pa.compute.equal(table["pilot"], pilot)
            )
            assert part.tables[name].num_rows


def test_the_same_answers_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    stored = owned("AAA", "BBB").store(tmp_path / "dataset")
    shuffled = {}
    for name in stored.files:
        table = stored.table(name)
        shuffled[name] = (tmp_path / f"{name}.parquet",)
        pq.write_table(table.take(list(reversed(range(len(table))))), shuffled[name][0])
    for files in (stored.files, shuffled):
        again = replace(stored, files=files)
        write(tmp_path / "out", again.dataset, make(again))
        assert contents(tmp_path / "out") == contents(made)


def test_no_answer_and_no_respondent_is_in_a_release(made: Path) -> None:
    dataset_folder = made.parent / "dataset"
    assert CANARY in str(pq.read_table(next(dataset_folder.rglob("respondents*"))).to_pylist())
    for name, content in contents(made).items():
        assert CANARY.encode() not in content
        if name.endswith(".parquet"):
            table = pq.read_table(pa.BufferReader(content))
            assert CANARY not in f"{table.to_pylist()} {table.schema.to_string()}"
            assert not {"respondent", "branch", "gender"} & set(table.column_names)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["flipped", "missing", "truncated", "empty"])
def test_a_damaged_file_is_named(out: Path, name: str, damage: str) -> None:
    path = out / "AAA" / name
    content = bytearray(path.read_bytes())
    path.unlink()
    if damage == "flipped":
        content[len(content) // 2] ^= 1
    if damage != "missing":
        keep = {"flipped": len(content), "truncated": len(content) - 1, "empty": 0}[damage]
        path.write_bytes(content[:keep])
    refused(out, name)


def test_a_release_toml_that_is_gone_is_missed(out: Path) -> None:
    (out / "AAA" / "release.toml").unlink()
    with pytest.raises(ReleaseError, match=r"there is no release here \(no release.toml\)"):
        read_release(out / "AAA")
    release, problems = open_release(out)
    assert release.pilots == ("BBB",)
    assert "AAA: there is no release here" in problems[0]


def test_a_flipped_bit_in_release_toml_changes_nothing_that_is_read(out: Path) -> None:
    path = out / "AAA" / "release.toml"
    content, good = path.read_bytes(), read_release(out / "AAA")
    for place in range(0, len(content), 7):
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        try:
            found = read_release(out / "AAA")
        except ReleaseError as error:
            assert "AAA: the file" in str(error)  # noqa: PT017 - refused, or the same
        else:
            # `dataset` only says who the owner is; another one keeps pilots apart, never together.
            again = replace(found, fingerprint=good.fingerprint, dataset=good.dataset)
            assert again == good, flipped


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('shown_to = "network"', 'shown_to = "public"'),
        ('shown_to = "network"', 'shown_to = "own_meetinG"'),
        ('provenance = "collected"', 'provenance = "illustrative"'),
        ('pilot = "AAA"', 'pilot = "BBB"'),
        ('pilot = "AAA"', 'pilot = "../../outside"'),
        ("[[files]]", "[[filed]]"),
        ("[[files]]\nfile", "[[files]]\nfolder"),
        ('file = "pairs.parquet"', "file = 7"),
        ('file = "pairs.parquet"', 'file = "../BBB/pairs.parquet"'),
        ('file = "pairs.parquet"', 'file = "../../outside.parquet"'),
        ('file = "pairs.parquet"', 'file = "/etc/hostname"'),
        ('file = "pairs.parquet"', 'file = "pairs.parquet\\u0000"'),
        ('file = "frameworks/', 'file = "frameworks/../frameworks/'),
        (f'file = "frameworks/{SMALL.hash}.toml"', 'file = "scores.parquet"'),
        ('pilot = "AAA"', 'pilot = ["AAA"]'),
        ("k = 5", "k = = 5"),
    ],
)
def test_a_release_toml_that_says_something_else_is_refused(
    out: Path, before: str, after: str
) -> None:
    reword(out / "AAA", before, after)
    refused(out, ".*")


def test_a_file_outside_is_not_read_through_a_link(out: Path) -> None:
    path = out / "AAA" / "pairs.parquet"
    path.rename(out.parent / "outside.parquet")
    path.symlink_to(out.parent / "outside.parquet")
    refused(out)


def test_a_further_file_is_refused(out: Path) -> None:
    content = b"answers"
    (out / "AAA" / "answers.parquet").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    with (out / "AAA" / "release.toml").open("a") as file:
        file.write(f'\n[[files]]\nfile = "answers.parquet"\nsha256 = "{digest}"\n')
    refused(out)


def rewritten(out: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    buffer = pa.BufferOutputStream()
    pq.write_table(change(pq.read_table(out / "AAA" / f"{name}.parquet")), buffer)
    forge(out / "AAA", f"{name}.parquet", buffer.getvalue().to_pybytes())


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.append_column("respondent", pa.array(["r"] * len(table))),
        lambda table: table.drop_columns(["score"]),
        lambda table: table.rename_columns({"score": "points"}),
        lambda table: table.set_column(8, "score", pa.array(["much"] * len(table))),
        lambda table: table.select([1, 0, *range(2, table.num_columns)]),
    ],
    ids=["foreign", "missing", "renamed", "of another kind", "out of order"],
)
def test_other_columns_are_refused(out: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    rewritten(out, "scores", change)
    refused(out, "scores.parquet")


def test_rows_of_another_pilot_are_refused(out: Path) -> None:
    theirs = pq.read_table(out / "BBB" / "scores.parquet")
    rewritten(out, "scores", lambda table: pa.concat_tables([table, theirs]))
    refused(out)


def test_a_pilot_that_is_no_name_of_a_folder_is_refused(out: Path) -> None:
    outside = "../outside"
    for name, schema in TABLES.items():
        place = schema.get_field_index("pilot")

        def renamed(table: pa.Table, place: int = place) -> pa.Table:
            return table.set_column(place, "pilot", pa.array([outside] * len(table)))

        rewritten(out, name, renamed)
    reword(out / "AAA", 'pilot = "AAA"', f'pilot = "{outside}"')
    refused(out)


def test_a_file_that_is_no_parquet_is_refused(out: Path) -> None:
    forge(out / "AAA", "scores.parquet", b"PAR1 not really PAR1")
    refused(out, "scores.parquet")


def test_a_framework_that_cannot_be_read_is_said(out: Path) -> None:
    forge(out / "AAA", f"frameworks/{SMALL.hash}.toml", b"[framework]\n")
    release, problems = open_release(out)
    assert release.pilots == ("BBB",)
    assert problems[0].startswith(f"AAA/frameworks/{SMALL.hash}.toml: ")


def test_two_owners_side_by_side_are_each_what_they_are_alone(
    made: Path, foreign: Callable[[str], Path], tmp_path: Path
) -> None:
    theirs = foreign("network")
    done = join([made, theirs / "CCC"], tmp_path / "joined")
    assert [folder.name for folder in done.folders] == ["AAA", "BBB", "CCC"]
    assert done.problems == ()
    assert contents(tmp_path / "joined") == contents(made) | contents(theirs)
    joined, problems = open_release(tmp_path / "joined")
    assert (joined.pilots, problems) == (("AAA", "BBB", "CCC"), ())
    alone = [open_release(folder)[0] for folder in (made / "AAA", made / "BBB", theirs)]
    assert [release.pilots for release in alone] == [("AAA",), ("BBB",), ("CCC",)]
    for name in TABLES:
        own = [row for one in alone for row in one.tables[name].to_pylist()]
        assert joined.tables[name].to_pylist() == own
    assert len({joined.fingerprint, *(one.fingerprint for one in alone)}) == 4


def test_a_pilot_is_the_same_whatever_its_dataset_holds_beside_it(
    made: Path, tmp_path: Path
) -> None:
    alone = released(tmp_path, owned("BBB"))
    assert read_release(alone / "BBB").tables == read_release(made / "BBB").tables


def test_an_owners_own_meeting_is_kept_apart_from_others(
    made: Path, foreign: Callable[[str], Path], tmp_path: Path
) -> None:
    theirs = foreign("own_meeting")
    assert open_release(theirs)[0].pilots == ("CCC",)
    for order in ([made, theirs], [theirs, made]):
        with pytest.raises(ReleaseError, match="CCC: its owner shows it in its own meeting only"):
            join(order, tmp_path / "joined")
    assert not (tmp_path / "joined").exists()
    beside = shutil.copytree(made, tmp_path / "beside")
    shutil.copytree(theirs / "CCC", beside / "CCC")
    release, problems = open_release(beside)
    assert release.pilots == ("AAA", "BBB")
    assert "CCC" not in release.frame("scores")["pilot"].unique()
    assert [problem[:3] for problem in problems] == ["CCC"]


def test_an_owners_own_pilots_may_stand_side_by_side_in_its_meeting(tmp_path: Path) -> None:
    out = released(tmp_path, owned("AAA", "BBB", shown_to="own_meeting"))
    release, problems = open_release(out)
    assert (release.pilots, problems) == (("AAA", "BBB"), ())


def test_the_narrowest_circle_of_a_pilots_rounds_holds(tmp_path: Path) -> None:
    drawn = owned("AAA", shown_to="public")
    narrow = replace(drawn.dataset.rounds[0], round="0", shown_to="own_meeting")
    two = replace(drawn.dataset, rounds=(narrow, *drawn.dataset.rounds))
    assert (
        read_release(released(tmp_path, replace(drawn, dataset=two)) / "AAA").shown_to
        == "own_meeting"
    )


def test_a_pilot_that_stands_twice_is_refused(out: Path) -> None:
    with pytest.raises(ReleaseError, match=r"AAA stands in .* and in .* Leave one of them out"):
        join([out, out / "AAA"], out.parent / "joined")
    assert not (out.parent / "joined").exists()


def test_a_copy_of_a_pilot_beside_it_is_named_and_the_pilots_stand(out: Path) -> None:
    shutil.copytree(out / "AAA", out / "AAA (copy)")
    release, problems = open_release(out)
    assert release.pilots == ("AAA", "BBB")
    assert len(problems) == 1
    assert re.fullmatch(
        r"AAA stands in .*/AAA and in .*/AAA \(copy\)\. Leave one of them out\.", problems[0]
    )


def test_of_two_releases_of_a_pilot_none_is_shown_and_the_others_stand(
    out: Path, tmp_path: Path
) -> None:
    older = released(tmp_path / "older", owned("AAA", title="Older"))
    shutil.copytree(older / "AAA", out / "AAA (2)")
    release, problems = open_release(out)
    assert release.pilots == ("BBB",)
    assert len(problems) == 1
    assert "AAA stands in" in problems[0]
    with pytest.raises(ReleaseError, match="AAA stands in"):
        verify(out)
    shutil.rmtree(out / "BBB")
    with pytest.raises(ReleaseError, match="AAA stands in"):
        open_release(out)


def test_a_release_toml_above_the_pilots_does_not_hide_them(out: Path) -> None:
    shutil.copy(out / "AAA" / "release.toml", out / "release.toml")
    release, problems = open_release(out)
    assert release.pilots == ("AAA", "BBB")
    assert [out.name in problem for problem in problems] == [True]


def test_pilots_of_two_surveys_are_refused(made: Path, tmp_path: Path) -> None:
    other = framework(SMALL.content.decode().replace('code = "small"', 'code = "other"'))
    theirs = released(tmp_path, owned("CCC", title="Theirs", measured=other))
    join([made, theirs], tmp_path / "joined")
    with pytest.raises(ReleaseError, match=r"belong to different surveys \(other, small\)"):
        open_release(tmp_path / "joined")


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    drawn = owned("AAA")
    rounds = (replace(drawn.dataset.rounds[0], pilot="../outside"),)
    with pytest.raises(ReleaseError, match=r"the pilot is '\.\./outside'"):
        write(tmp_path / "out", replace(drawn.dataset, rounds=rounds), {})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_releases_says_so(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ReleaseError, match="there is no release here"):
            open_release(folder)


def whole_releases(out: Path) -> dict[str, str]:
    """Return the fingerprint of each pilot's release that can be read: the others were refused with a sentence."""
    found = {}
    for path in pilot_folders(out):
        release = read_release(path)
        found[release.pilot] = release.fingerprint
    return found


def cut_off(broken: int, job: Callable[[], object]) -> int:
    """Run a job whose n-th rename, sync or deletion fails, and everything after it; 0: none. Return how many it did."""
    with pytest.MonkeyPatch.context() as patch:
        counted = steps(patch, broken)
        if not broken:
            job()
            return counted()
        with pytest.raises(ReleaseError, match="could not be written"):
            job()
    return counted()


def steps(monkeypatch: pytest.MonkeyPatch, broken: int) -> Callable[[], int]:
    count = 0

    def failing(call: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **named: object) -> object:
            nonlocal count
            count += 1
            if broken and count >= broken:
                raise OSError(28, "No space left on device")
            return call(*given, **named)

        return step

    for name in ("replace", "fsync", "unlink", "rmdir", "mkdir"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    return lambda: count


def test_a_crash_at_any_step_leaves_the_old_or_the_new_release(made: Path, tmp_path: Path) -> None:
    stored = owned("AAA", "BBB", title="Corrected").store(tmp_path / "dataset")
    tables = make(stored)
    out = shutil.copytree(made, tmp_path / "out")
    old = whole_releases(out)
    counted = cut_off(0, lambda: write(out, stored.dataset, tables))
    new, seen = whole_releases(out), set()
    assert set(old.values()).isdisjoint(new.values())
    for broken in range(1, counted + 1):
        place = shutil.copytree(made, tmp_path / f"out{broken}")
        cut_off(broken, partial(write, place, stored.dataset, tables))
        found = whole_releases(place)
        assert all(found[pilot] in (old[pilot], new[pilot]) for pilot in ("AAA", "BBB"))
        seen.add(tuple(found[pilot] == new[pilot] for pilot in sorted(found)))
        write(place, stored.dataset, tables)
        assert contents(place) == contents(out)
    assert seen == {(False, False), (True, False), (True, True)}


def test_a_pilot_that_is_no_longer_released_is_taken_away(made: Path, tmp_path: Path) -> None:
    out = shutil.copytree(made, tmp_path / "out")
    theirs = released(tmp_path / "theirs", owned("CCC", title="Theirs"))
    join([theirs], out)
    stored = owned("AAA").store(tmp_path / "dataset")
    write(out, stored.dataset, make(stored))
    assert set(whole_releases(out)) == {"AAA", "CCC"}
    assert sorted(path.name for path in out.iterdir()) == ["AAA", "CCC"]


def test_what_somebody_put_beside_a_release_stays(made: Path, tmp_path: Path) -> None:
    out = shutil.copytree(made, tmp_path / "out")
    for pilot in ("AAA", "BBB"):
        (out / pilot / "minutes.txt").write_text("of the meeting", "utf-8")
    stored = owned("AAA").store(tmp_path / "dataset")
    write(out, stored.dataset, make(stored))
    assert (out / "AAA" / "minutes.txt").read_text("utf-8") == "of the meeting"
    assert [path.name for path in (out / "BBB").iterdir()] == ["minutes.txt"]
    assert set(whole_releases(out)) == {"AAA"}


def test_a_damaged_pilot_is_not_released_as_if_it_had_no_answers(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    stored = owned("AAA", "BBB").store(folder)
    file = stored.files["answers"][0]
    file.write_bytes(file.read_bytes()[:-1])
    decision = decide(open_dataset(folder))
    assert "AAA round 1 is damaged; restore it from a backup." in map(str, decision.refusals)
    with pytest.raises(ReleaseError, match="AAA round 1 is damaged"):
        decision.approve(tmp_path / "out", "2026-11")
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    stored = owned("AAA").store(tmp_path / "dataset")
    (tmp_path / "out").write_text("a file, no folder", "utf-8")
    with pytest.raises(ReleaseError, match="the release could not be written"):
        write(tmp_path / "out", stored.dataset, make(stored))


@pytest.mark.parametrize("columns", [True, False])
def test_nothing_is_clear_in_a_release_of_an_older_engine(out: Path, *, columns: bool) -> None:
    """Its intervals knew less of branches; its tables lack the column that says so."""
    now = read_release(out / "AAA")

    def older(table: pa.Table) -> pa.Table:
        if "clear" in table.column_names:
            place = table.column_names.index("clear")
            table = table.set_column(place, "clear", pa.array([True] * len(table)))
        return table if columns else table.drop_columns(["may_be_clear"])

    for name in ("scores", "pairs"):
        rewritten(out, name, older)
    reword(out / "AAA", 'engine = "3"', 'engine = "2"')
    then = read_release(out / "AAA")
    for name in ("scores", "pairs"):
        assert then.tables[name].column_names == TABLES[name].names
        assert set(then.tables[name]["may_be_clear"].to_pylist()) == {False}
    assert set(then.tables["pairs"]["clear"].to_pylist()) == {False}
    assert then.tables["scores"]["score"].equals(now.tables["scores"]["score"])
