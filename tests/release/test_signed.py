"""Who made a release, by the commands' door: signed, learnt, forged, replayed; a key that is lost or made anew."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sys
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from swit_data.__main__ import main
from tests.release import signed
from tests.release.test_decision import APPROVED, KEPT, NOT_KEPT, REFUSED
from tests.release.test_folder import contents, owned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = Any


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed.made(tmp_path_factory.mktemp("signed"))


@pytest.fixture
def releases(once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(once, tmp_path / "releases")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def digits(folder: Path) -> str:
    """Return the digits of a release's key, worked out from docs/release.md alone."""
    key = tomllib.loads((folder / "signature.toml").read_text("utf-8"))["key"]
    number = int(hashlib.sha256(b"swit key 1" + bytes.fromhex(key)).hexdigest(), 16)
    last = str(number)[-30:]
    return " ".join(last[n : n + 5] for n in range(0, 30, 5))


def learn(run: Run, releases: Path) -> None:
    folder = releases / "newer"
    spoken = digits(folder / "AAA").replace(" ", "-")
    code, said = run("keys", "learn", folder, "--as", "Ours", "--digits", spoken)
    assert code == KEPT, said


def test_what_is_signed_is_release_toml_its_pilot_its_rounds_and_when(releases: Path) -> None:
    folder = releases / "newer" / "AAA"
    told = tomllib.loads((folder / "signature.toml").read_text("utf-8"))
    sha256 = hashlib.sha256((folder / "release.toml").read_bytes()).hexdigest()
    facts = (
        f'{{"day":"{told["day"]}","key":"{told["key"]}","number":{told["number"]},"pilot":"AAA",'
        f'"release":"{sha256}","rounds":["1"]}}'
    )
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told["key"]))
    key.verify(bytes.fromhex(told["signature"]), f"swit release signature 1\n{facts}".encode())
    assert (releases / "data" / ".signing-key").stat().st_mode & 0o077 == 0


def test_a_release_has_the_same_bytes_but_for_who_signed_it(releases: Path) -> None:
    first, newer = (contents(releases / name) for name in ("first", "newer"))
    other = {name for name in first if first[name] != newer[name]}
    assert other == {"AAA/signature.toml", "BBB/signature.toml"}


def test_a_key_is_not_known_before_its_digits_were_compared(
    run: Run, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = digits(releases / "newer" / "AAA")
    code, said = run("verify", releases / "newer")
    assert code == KEPT
    assert said.count(f"Signed by a key that this computer does not know ({own})") == 2
    wrong = digits(releases / "theirs" / "AAA")
    code, said = run("keys", "learn", releases / "newer", "--as", "Ours", "--digits", wrong)
    assert code == REFUSED
    assert "are not the digits of the key that signed this release" in said
    code, said = run("keys", "learn", releases / "newer", "--as", "Ours")
    assert (code, own in said, "nobody can answer here" in said) == (NOT_KEPT, True, True)
    assert "No key is known here" in run("keys")[1]
    monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
    assert run("keys", "learn", releases / "newer", "--as", "Ours", "--pilot", "AAA")[0] == KEPT
    said = run("verify", releases / "newer")[1]
    assert f"Signed by a key that this computer knows as “Ours” ({own})" in said
    assert f"knows as “Ours”, but for AAA ({own})" in said
    assert f"AAA: Ours, {own}" in run("keys", "list")[1]


class Terminal(io.StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


@pytest.mark.parametrize("forge", signed.FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_release_is_named_and_left_out(
    run: Run, releases: Path, forge: Callable[[Path], None]
) -> None:
    learn(run, releases)
    forge(releases)
    code, said = run("verify", releases / "newer")
    assert code == REFUSED
    assert signed.FORGERIES[forge] in said
    assert "BBB: whole and safe." in said
    code, said = run("join", releases / "newer", "-o", releases / "together")
    assert code == REFUSED
    assert signed.FORGERIES[forge] in said
    assert [path.name for path in (releases / "together").iterdir()] == ["BBB"]


def test_a_newer_release_that_was_seen_makes_the_first_an_older_one(
    run: Run, releases: Path
) -> None:
    own = digits(releases / "first" / "AAA")
    run("keys", "learn", releases / "first", "--as", "Ours", "--digits", own)
    assert run("verify", releases / "first")[0] == KEPT
    assert run("verify", releases / "newer")[0] == KEPT
    code, said = run("verify", releases / "first")
    assert (code, said.count("this is an older release, signed on")) == (REFUSED, 2)
    run("keys", "forget", "AAA")
    code, said = run("verify", releases / "first")
    assert (code, said.count("this is an older release, signed on")) == (REFUSED, 1)


def test_joined_releases_keep_their_signatures(run: Run, releases: Path) -> None:
    run("join", releases / "newer", "-o", releases / "together", "--only", "AAA")
    assert contents(releases / "together" / "AAA") == contents(releases / "newer" / "AAA")
    unsigned = shutil.copytree(releases / "first", releases / "unsigned")
    (unsigned / "AAA" / "signature.toml").unlink()
    code, said = run("join", unsigned, "-o", releases / "together", "--only", "AAA")
    assert (code, "Not signed: the release itself does not prove who made it." in said) == (0, True)
    assert not (releases / "together" / "AAA" / "signature.toml").exists()
    assert run("verify", releases / "together")[0] == KEPT


def test_a_lost_key_stops_the_release_and_a_new_one_is_another(
    run: Run, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(run, releases)
    (releases / "data" / ".signing-key").unlink()
    again = ("release", releases / "data", releases / "newer", *APPROVED)
    code, said = run(*again)
    assert (code, "the key that signs its releases is gone" in said) == (REFUSED, True)
    assert run("verify", releases / "newer")[0] == KEPT
    assert run("keys", "new", releases / "data")[0] == KEPT
    assert run("keys", "new", releases / "data")[0] == NOT_KEPT  # it has one, and nobody answers
    code, said = run(*again)
    assert (code, digits(releases / "newer" / "AAA") in said) == (KEPT, True)
    code, said = run("verify", releases / "newer")
    assert (code, said.count("signed by another key")) == (REFUSED, 2)
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    code, said = run("keys", "learn", releases / "newer", "--as", "Ours")
    assert (code, "You know another key of AAA, as Ours" in said) == (KEPT, True)
    assert run("verify", releases / "newer")[0] == KEPT


def test_a_damaged_key_signs_nothing(run: Run, releases: Path) -> None:
    path = releases / "data" / ".signing-key"
    content = bytearray(path.read_bytes())
    content[5] ^= 1
    path.write_bytes(content)
    before = contents(releases / "newer"), sorted((releases / "data" / "ledger").iterdir())
    code, said = run("release", releases / "data", releases / "newer", *APPROVED)
    assert (code, "(.signing-key) is damaged" in said) == (REFUSED, True)
    after = contents(releases / "newer"), sorted((releases / "data" / "ledger").iterdir())
    assert after == before


def test_known_keys_that_cannot_be_read_are_no_empty_list(
    run: Run, releases: Path, home: Path
) -> None:
    learn(run, releases)
    kept = home / "known_keys.json"
    assert kept.stat().st_mode & 0o077 == 0
    assert sorted(row["pilot"] for row in json.loads(kept.read_text())["keys"]) == ["AAA", "BBB"]
    kept.write_bytes(kept.read_bytes()[:-9])
    for words in (("verify", releases / "newer"), ("keys",)):
        code, said = run(*words)
        assert (code, "which holds the keys that you learnt" in said) == (REFUSED, True)


def test_illustrative_data_is_nobodys(run: Run, tmp_path: Path) -> None:
    drawn = owned("AAA")
    invented = replace(drawn.dataset, provenance="illustrative")
    replace(drawn, dataset=invented).store(tmp_path / "data")
    run("release", tmp_path / "data", tmp_path / "out", "--approve")
    code, said = run("verify", tmp_path / "out")
    assert (code, "Not signed: these numbers are invented, and nobody's." in said) == (KEPT, True)
    assert not (tmp_path / "data" / ".signing-key").exists()
