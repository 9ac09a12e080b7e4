"""Where a dataset may lie: warned of what would send answers away or let two computers write at once."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from swit_data import store
from swit_data.store.locations import is_bad_on_windows, is_network, is_outside, is_synchronised

HOME = "C:\\Users\\Anna"


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(HOME, "OneDrive", "assessment"),
        PureWindowsPath(HOME, "OneDrive - Network of Sex Workers", "assessment"),
        PureWindowsPath(HOME, "Dropbox (Team)", "assessment"),
        PureWindowsPath("G:\\", "My Drive", "assessment"),
        PureWindowsPath(HOME, "iCloudDrive", "assessment"),
        PurePosixPath("/home/anna/Nextcloud/assessment"),
        PurePosixPath("/home/anna/ownCloud/assessment"),
        PurePosixPath("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/assessment"),
        PurePosixPath("/Users/anna/Library/CloudStorage/GoogleDrive-anna@example.org/My Drive/a"),
        PurePosixPath("/Users/anna/Google Drive/assessment"),
    ],
    ids=str,
)
def test_a_synchronised_folder_is_known(path: PureWindowsPath | PurePosixPath) -> None:
    assert is_synchronised(path, {})


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(HOME, "AppData", "Local", "swit-dashboard", "datasets"),
        PurePosixPath("/home/anna/.local/share/swit-dashboard/datasets"),
        PurePosixPath("/home/anna/megafon/inbox/dropboxes"),
    ],
    ids=str,
)
def test_a_folder_of_this_computer_is_not(path: PureWindowsPath | PurePosixPath) -> None:
    assert not is_synchronised(path, {})
    assert not is_network(path, {"/": "ext4", "C:": "local"})
    assert not is_bad_on_windows(path, windows=True)


def test_a_renamed_onedrive_is_known_by_its_variable() -> None:
    path = PureWindowsPath("D:\\Arbeit\\assessment")
    assert is_synchronised(path, {"OneDriveCommercial": "D:\\Arbeit"})
    assert not is_synchronised(path, {"OneDriveCommercial": "D:\\Anderes", "OneDrive": ""})


def test_a_network_folder_is_known() -> None:
    assert is_network(PureWindowsPath("\\\\server\\share\\assessment"), {})
    assert is_network(PureWindowsPath("Z:\\assessment"), {"Z:": "remote"})
    assert not is_network(PureWindowsPath("Z:\\assessment"), {"Y:": "remote"})
    mounts = {"/": "ext4", "/mnt/office": "cifs", "/mnt/office/local": "ext4", "/s": "fuse.sshfs"}
    assert is_network(PurePosixPath("/mnt/office/a"), mounts)
    assert is_network(PurePosixPath("/s/a"), mounts)
    assert not is_network(PurePosixPath("/mnt/office/local/a"), mounts)
    assert not is_network(PurePosixPath("/home/a"), mounts)


def test_windows_closes_a_persons_own_folder_alone() -> None:
    home = PureWindowsPath(HOME)
    assert not is_outside(PureWindowsPath("c:\\users\\anna\\AppData\\Local\\swit-dashboard"), home)
    assert is_outside(PureWindowsPath("C:\\data\\assessment"), home)
    assert is_outside(PureWindowsPath("D:\\Users\\Anna\\assessment"), home)
    assert is_outside(PureWindowsPath("C:\\Users\\Annabel\\assessment"), home)


@pytest.mark.parametrize("name", ["CON", "nul.txt", "LPT1", "ends with dot.", "blank ", "x" * 200])
def test_what_windows_cannot_have(name: str) -> None:
    path = PureWindowsPath("C:\\", "data", name)
    assert is_bad_on_windows(path, windows=True)
    assert not is_bad_on_windows(path, windows=False)


def test_the_warning_is_a_sentence_that_names_the_folder(tmp_path: Path) -> None:
    assert store.place_warning(tmp_path / "assessment") is None
    synced = store.place_warning(tmp_path / "Dropbox" / "assessment")
    assert str(synced).startswith(f"{tmp_path / 'Dropbox' / 'assessment'} is synchronised with")
    (tmp_path / "code" / ".git").mkdir(parents=True)
    kept = store.place_warning(tmp_path / "code" / "assessment")
    assert "inside a folder under version control" in str(kept)


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    try:
        (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    except OSError:  # Windows without the right to make links
        pytest.skip("no links here")
    assert store.place_warning(tmp_path / "plain" / "assessment") is not None


def test_the_default_place_is_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SWIT_HOME", raising=False)
    checkout = Path(__file__).resolve().parents[2]
    assert checkout not in store.default_folder().parents
    monkeypatch.setenv("SWIT_HOME", str(Path("/somewhere")))
    assert store.default_folder() == Path("/somewhere/datasets")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kenya 2026", "Kenya-2026"),
        ("  ../../x  ", "x"),
        ("con", "con-"),
        ("", "dataset"),
        ("///", "dataset"),
        ("Оцінка", "Оцінка"),
        ("x" * 100, "x" * 40),
    ],
)
def test_a_folder_is_named_plainly(typed: str, name: str) -> None:
    assert store.folder_name(typed) == name
