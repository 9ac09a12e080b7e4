"""A dataset in a vault: by the commands it does what a plain one does, and without a passphrase it says nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from pathlib import Path

import pytest

from swit_data import store
from swit_data.errors import DatasetError, LockedError, WrongPassphraseError
from swit_data.store import holders, recovery_code, slots
from swit_data.store.passphrases import WORDS, words_of
from swit_data.wording import languages
from tests.store.monitor import Monitor, everything
from tests.vaults import OTHER, PASSPHRASE, cheap, opened

FIRST = ("u1 kenya yes", "u2 kenya no", "u3 UKR yes")


@pytest.fixture
def sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Monitor:
    """Return somebody whose dataset lies in a vault."""
    cheap(monkeypatch)
    monitor = Monitor(tmp_path, capsys, sealed=True)
    assert monitor.take(*FIRST).code == 0
    return monitor


def lying(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_can_be_done_with_a_plain_dataset_can_be_done_with_this_one(sealed: Monitor) -> None:
    first = sealed.said()
    assert sealed.take("u2 kenya yes", "u4 UKR no").code == 0
    second = sealed.said()
    assert (len(first), len(second)) == (3, 4)
    assert "undo can go back to it" in sealed.run("history", sealed.folder).out
    assert sealed.run("undo", sealed.folder).code == 0
    assert sealed.said() == first
    backup = sealed.place / "b.zip"
    assert sealed.run("backup", sealed.folder, backup).code == 0
    assert sealed.run("withdraw", sealed.folder, "u1").code == 0
    assert len(sealed.said()) == 2
    assert sealed.run("restore", sealed.folder, backup).code == 0
    assert len(sealed.said()) == 2  # who was withdrawn stays out
    assert sealed.run("restore", sealed.place / "elsewhere", backup).code == 0
    assert sealed.said(sealed.place / "elsewhere") == first
    assert sealed.temporary() == []
    assert "imported already" in sealed.take(*FIRST).out
    assert sealed.run("release", sealed.folder, sealed.place / "out").code == 3


def test_a_text_is_changed_through_the_store(
    sealed: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sealed.run("edit", sealed.folder, "--print", "dataset.toml").out
    assert 'organisation = ""' in text
    changed = text.replace('organisation = ""', 'organisation = "Our own name"')
    monkeypatch.setattr("sys.stdin", __import__("io").StringIO(changed))
    assert sealed.run("edit", sealed.folder, "--take", "dataset.toml").code == 0
    with opened(sealed.folder):
        assert store.open_dataset(sealed.folder).dataset.rounds[0].organisation == "Our own name"
    assert not (sealed.folder / "dataset.toml").exists()


def test_without_its_passphrase_nothing_is_said_and_nothing_changed(
    sealed: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lying(sealed.folder)
    with pytest.raises(LockedError, match="this dataset is locked"):
        store.open_dataset(sealed.folder)
    commands = ("history", "undo", "unlock", "recovery -o -", "holder list", "withdraw u1")
    monkeypatch.setattr(holders, "_FREE", 10**6)
    for passphrase, told in ((OTHER, "does not open the dataset"), (None, "no terminal to ask at")):
        monkeypatch.delenv("SWIT_PASSPHRASE")
        if passphrase:
            monkeypatch.setenv("SWIT_PASSPHRASE", passphrase)
        for command in commands:
            name, *more = command.split()
            words = [name, *more[:1], sealed.folder] if name == "holder" else [name, sealed.folder]
            said = sealed.run(*words, *(more if name not in ("holder",) else ()))
            assert (said.code, said.out) == (2, ""), command
            assert told in said.err
        monkeypatch.setenv("SWIT_PASSPHRASE", OTHER)
    (sealed.folder / ".tries").unlink()
    assert lying(sealed.folder) == before


def test_an_import_into_a_new_dataset_says_what_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monitor = Monitor(tmp_path, capsys, sealed=True)
    monkeypatch.delenv("SWIT_PASSPHRASE", raising=False)
    told = monitor.take(*FIRST)
    assert told.code == 2
    assert "never as an argument" in told.err
    assert not monitor.folder.exists()
    cheap(monkeypatch, "sunny")
    assert "Too weak" in monitor.take(*FIRST).err
    assert not store.exists(monitor.folder)


def test_a_passphrase_comes_by_a_file_descriptor(
    sealed: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SWIT_PASSPHRASE")
    read, write = os.pipe()
    os.write(write, f"{PASSPHRASE}\n".encode())
    os.close(write)
    assert "import" in sealed.run("history", sealed.folder, "--passphrase-fd", read).out
    os.close(read)


def test_two_people_and_a_sheet_open_it(sealed: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sealed.said()
    monkeypatch.setenv("SWIT_NEW_PASSPHRASE", OTHER)
    assert "1, chair" in sealed.run("holder", "add", sealed.folder, "chair").out
    sheet = sealed.place / "sheet.txt"
    assert sealed.run("recovery", sealed.folder, "-o", sheet, "--language", "uk").code == 0
    code = next(line.strip() for line in sheet.read_text("utf-8").splitlines() if "-" in line[:12])
    for way in (PASSPHRASE, OTHER, code.lower().replace("-", " ")):
        with opened(sealed.folder, way):
            assert sealed.said() == said
    monkeypatch.setenv("SWIT_PASSPHRASE", OTHER)
    monkeypatch.setenv("SWIT_NEW_PASSPHRASE", f"{OTHER} today")
    assert sealed.run("change-passphrase", sealed.folder).code == 0
    monkeypatch.setenv("SWIT_PASSPHRASE", code)
    assert "the recovery sheet" in sealed.run("unlock", sealed.folder).out
    assert sealed.run("holder", "remove", sealed.folder, "1").code == 0
    assert "only holder" in sealed.run("holder", "remove", sealed.folder, "chair").err
    for way in (PASSPHRASE, OTHER):
        with pytest.raises(WrongPassphraseError), opened(sealed.folder, way):
            pass
    with opened(sealed.folder, f"{OTHER} today"):
        assert len(store.open_dataset(sealed.folder).table("answers")) == 3
    assert "chair" not in (sealed.folder / "vault.json").read_text("utf-8")


def test_a_typo_in_a_code_is_named_by_its_group() -> None:
    code = recovery_code.new_code()
    assert recovery_code.secret_of(code) == recovery_code.secret_of(code.lower().replace("0", "o"))
    groups = code.split("-")
    for place in range(8):
        for letter in range(5):
            for other in set(recovery_code.LETTERS) - {groups[place][letter]}:
                wrong = groups[place][:letter] + other + groups[place][letter + 1 :]
                with pytest.raises(DatasetError, match=f"Group {place + 1} "):
                    recovery_code.secret_of(
                        "-".join((*groups[:place], wrong, *groups[place + 1 :]))
                    )
    swapped = "-".join((groups[1], groups[0], *groups[2:]))
    if groups[0] != groups[1]:
        with pytest.raises(DatasetError, match="Group 1, 2 "):
            recovery_code.secret_of(swapped)


def test_every_flipped_bit_and_swapped_file_is_refused(sealed: Monitor) -> None:
    sealed.take("u4 kenya yes")
    folder = sealed.folder / "sealed"
    of_answers = sorted((folder / "parquet").glob("answers-*"))
    assert len(of_answers) == 3
    good = {path: path.read_bytes() for path in of_answers}
    for path, content in good.items():
        for place in range(0, len(content), 37):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with opened(sealed.folder):
                vault = store.vault_of(sealed.folder)
                assert vault
                with pytest.raises(ValueError, match="seal"):
                    vault.unseal(f"parquet/{path.name}", path.read_bytes())
        path.write_bytes(content)
    for one, other in zip(of_answers, of_answers[1:] + of_answers[:1], strict=True):
        one.write_bytes(good[other])
    with opened(sealed.folder):
        assert len(store.open_dataset(sealed.folder).damaged) == 2
    for path, content in good.items():
        path.write_bytes(content)
    last, before = (folder / "manifests" / f"manifest-0000000{n}.json" for n in (2, 1))
    shutil.copy(before, last)
    assert (
        "is damaged or missing"
        in sealed.run("history", sealed.folder).out
        + sealed.run("release", sealed.folder, sealed.place / "out").err
    )


def test_a_file_of_another_dataset_with_the_same_passphrase_is_refused(sealed: Monitor) -> None:
    mine = next((sealed.folder / "sealed" / "parquet").glob("answers-*"))
    with opened(sealed.folder):
        vault = store.vault_of(sealed.folder)
        assert vault
        other = store.Vault.new()
        with pytest.raises(ValueError, match="seal"):
            other.unseal(f"parquet/{mine.name}", mine.read_bytes())


def test_vault_json_has_a_copy_and_what_asks_too_much_is_refused(sealed: Monitor) -> None:
    file = sealed.folder / "vault.json"
    good = file.read_bytes()
    for bad in (b"", good[:-20], good.replace(b'"salt": "', b'"salt": "0')):
        file.write_bytes(bad)
        assert len(sealed.said()) == 3
    sealed.take("u9 kenya yes")
    assert file.read_bytes() == good
    found = json.loads(good)["content"]
    found["slots"][0]["kdf"]["memory"] = 2**31
    dear = {"content": found, "sha256": slots._fingerprint(found)}
    with pytest.raises(ValueError, match="another way"):
        slots.from_bytes(json.dumps(dear).encode())
    for place in (file, sealed.folder / "sealed" / "vault.json"):
        place.write_bytes(b"{}")
    assert "vault.json, which holds the key" in sealed.run("history", sealed.folder).err


@pytest.fixture
def moved(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> tuple[Monitor, dict[str, bytes]]:
    """Return somebody whose plain dataset was moved into a vault, and what lay on the disk before."""
    cheap(monkeypatch)
    monitor.take(*FIRST)
    monitor.take("u4 kenya yes")
    (monitor.folder / "mine.txt").write_text("of its owner", "utf-8")
    store.put_private(monitor.folder, ".signing-key", b"s" * 32)
    before = lying(monitor.folder)
    told = monitor.run("lock", monitor.folder)
    assert told.code == 0
    assert "flash disk" in told.out
    return monitor, before


def test_a_plain_dataset_moves_into_a_vault(moved: tuple[Monitor, dict[str, bytes]]) -> None:
    monitor, _ = moved
    left = {name for name in lying(monitor.folder) if not name.startswith("sealed/")}
    assert left == {".lock", "mine.txt", "vault.json"}
    assert len(said := monitor.said()) == 4
    assert "vault already" in monitor.run("lock", monitor.folder).out
    backup = monitor.place / "dataset.before-vault.swit-backup.zip"
    assert monitor.run("restore", monitor.place / "again", backup).code == 0
    assert monitor.said(monitor.place / "again") == said
    with opened(monitor.place / "again"):
        assert store.read_private(monitor.place / "again", ".signing-key") == b"s" * 32
    assert monitor.run("undo", monitor.folder).code == 0
    assert len(monitor.said()) == 3


def test_and_out_of_it_again(moved: tuple[Monitor, dict[str, bytes]]) -> None:
    monitor, before = moved
    assert monitor.run("unlock", monitor.folder, "--plain").code == 0
    assert lying(monitor.folder) == before
    assert not (monitor.folder / "sealed").exists()
    assert len(monitor.said()) == 4


def unreadable_once(step: int, patch: pytest.MonkeyPatch) -> list[int]:
    """Let the n-th file that is read whole fail to be read, once; what is returned is 0 or less when it did."""
    left, read = [step], Path.read_bytes

    def failing(path: Path) -> bytes:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return read(path)

    patch.setattr(Path, "read_bytes", failing)
    return left


def test_a_move_leaves_nothing_out_that_cannot_be_read(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the battery: the last list could not be read once, and the move went on without it."""
    cheap(monkeypatch)
    monitor.take(*FIRST)
    begin, said = shutil.copytree(monitor.folder, monitor.place / "begin"), monitor.said()
    for step in range(1, 100):
        shutil.rmtree(monitor.folder)
        shutil.copytree(begin, monitor.folder)
        with monkeypatch.context() as patch:
            left = unreadable_once(step, patch)
            told = monitor.run("lock", monitor.folder, "--backup", monitor.place / f"{step}.zip")
        assert store.is_vault(monitor.folder) == (told.code == 0), step
        assert monitor.said() == said, step
        with opened(monitor.folder):
            assert len(store.key_of(monitor.folder)) == 32, step
        if left[0] > 0:
            break
    assert step > 20


def test_a_backup_under_a_passphrase_of_its_own(
    sealed: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, file = sealed.said(), sealed.place / "own.zip"
    monkeypatch.setenv("SWIT_NEW_PASSPHRASE", OTHER)
    assert sealed.run("backup", sealed.folder, file, "--own-passphrase").code == 0
    assert "does not open the backup" in sealed.run("restore", sealed.place / "new", file).err
    assert not (sealed.place / "new").exists()
    monkeypatch.setenv("SWIT_PASSPHRASE", OTHER)
    assert sealed.run("restore", sealed.place / "new", file).code == 0
    with opened(sealed.place / "new", OTHER):
        assert everything(sealed.place / "new") == said
    content = file.read_bytes()
    for place in range(0, len(content), 997):
        file.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        told = sealed.run("restore", sealed.place / "bad", file)
        assert told.code == 2
        assert not (sealed.place / "bad").exists()


def test_forget_destroys_the_key_with_its_owners_word(sealed: Monitor) -> None:
    backup = sealed.place / "b.zip"
    sealed.run("backup", sealed.folder, backup)
    slots_before = (sealed.folder / "vault.json").read_bytes()
    assert sealed.run("forget", sealed.folder).code == 3
    assert sealed.run("forget", sealed.folder, "--word", "data").code == 3
    assert len(sealed.said()) == 3
    told = sealed.run("forget", sealed.folder, "--word", "dataset")
    assert told.code == 0
    assert "KoboToolbox" in told.out
    there = lying(sealed.folder)
    assert set(there) == {".lock", "vault.json"}
    assert json.loads(there["vault.json"])["content"]["slots"] == []
    assert slots_before != there["vault.json"]
    assert "was destroyed" in sealed.run("history", sealed.folder).err
    assert sealed.run("restore", sealed.place / "again", backup).code == 0  # as its last words say
    plain = sealed.place / "plain"
    plain.mkdir()
    assert "no key to destroy" in sealed.run("forget", plain, "--word", "plain").err


def test_a_program_that_crashes_leaves_no_memory_on_the_disk(sealed: Monitor) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    sealed.run("history", sealed.folder)
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, before[1])


def test_wrong_passphrases_are_slowed_across_processes(
    sealed: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    for _ in range(6):
        with pytest.raises(WrongPassphraseError), opened(sealed.folder, OTHER):
            pass
    assert [round(each) for each in waited] == [0, 0, 1, 2, 4]
    with opened(sealed.folder):
        pass
    assert not (sealed.folder / ".tries").exists()


@pytest.mark.parametrize("language", languages())
def test_a_passphrase_is_drawn_from_the_projects_own_words(language: str) -> None:
    words = words_of(language)
    assert len(set(words)) == len(words) >= 1024
    assert words == words_of(language)
    found = store.drawn(language)
    assert len(found.split()) == WORDS
    assert set(found.split()) <= set(words)
    assert store.drawn_bits(language) >= 60
    assert store.bits(found) >= store.LEAST_BITS


@pytest.mark.parametrize(
    ("passphrase", "least", "most"),
    [
        ("", 0, 0),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", 0, 4),
        ("12345678901234567890", 0, 10),
        ("sunny sunny sunny sunny", 0, 12),
        ("password", 0, 18),
        (PASSPHRASE, 45, 60),
    ],
)
def test_strength_is_estimated_low(passphrase: str, least: int, most: int) -> None:
    assert least <= store.bits(passphrase) <= most


def test_what_people_get_costs_an_attacker_memory() -> None:
    assert slots.COST.memory >= 64 * 1024  # KiB
    assert (slots.COST.passes, slots.COST.lanes) >= (3, 4)
