"""What is installed is what the lock names: the list of packages, the careful path, the stick for each system."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from maintaining.stick import lines_for
from swit_data.ui.elements import PLOTLY

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
CAREFUL = "--require-hashes --only-binary :all: -r requirements.lock"
MAKE_AGAIN = (
    "cyclonedx-py requirements --output-reproducible --of JSON -o sbom.cdx.json requirements.lock"
)
Package = tuple[str, str, frozenset[str]]


def locked(text: str) -> Iterator[Package]:
    """Give name, version and hashes of each entry of a lock, read line by line."""
    name = version = ""
    hashes: set[str] = set()
    for line in [*text.splitlines(), "end==0"]:
        if found := re.match(r"([\w.-]+)==([\w.]+)", line):
            if name:
                yield name, version, frozenset(hashes)
            name, version, hashes = *found.groups(), set()
        elif found := re.fullmatch(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?", line):
            hashes.add(found[1])


def listed() -> Iterator[Package]:
    for part in json.loads((ROOT / "sbom.cdx.json").read_text("utf-8"))["components"]:
        sums = [each for place in part["externalReferences"] for each in place["hashes"]]
        assert {each["alg"] for each in sums} == {"SHA-256"}
        assert part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}"
        yield part["name"], part["version"], frozenset(each["content"] for each in sums)


def test_the_list_of_packages_is_that_of_the_lock() -> None:
    differs = set(listed()) ^ set(locked(LOCK))
    names = sorted({f"{name} {version}" for name, version, _ in differs})
    assert not names, (
        f"The lock has changed: {MAKE_AGAIN} (docs/maintaining.md). It differs in {names}"
    )


def test_the_list_of_packages_is_the_same_each_time_it_is_made() -> None:
    listing = json.loads((ROOT / "sbom.cdx.json").read_text("utf-8"))
    assert "serialNumber" not in listing
    assert "timestamp" not in listing["metadata"]
    assert MAKE_AGAIN in (ROOT / "docs" / "maintaining.md").read_text("utf-8")


def test_the_plotly_of_the_browser_is_the_published_one_of_the_version_that_checks_figures() -> (
    None
):
    file = ROOT / "static" / PLOTLY.rpartition("/")[2]
    version = get_plotlyjs_version()
    assert file.name == f"plotly-basic-{version}.min.js"
    content = file.read_bytes()
    assert f"plotly.js (basic - minified) v{version}".encode() in content[:200]
    told = (ROOT / "docs" / "maintaining.md").read_text("utf-8")
    assert f"`static/{file.name}`" in told
    assert f"SHA-256: `{sha256(content).hexdigest()}`" in told


@pytest.mark.parametrize("page", ["README.md", "docs/maintaining.md", "docs/from-a-stick.md"])
def test_the_careful_path_is_told_in_full(page: str) -> None:
    assert CAREFUL in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("system", ["linux", "windows", "macos", "macos-intel"])
@pytest.mark.parametrize("python", ["3.11", "3.14"])
def test_a_stick_holds_what_that_system_installs(system: str, python: str) -> None:
    """Of the shipped lock; by hand: two numpys, watchdog on all but a Mac, uvloop not on Windows; the rest for all."""
    other_numpy = "2.5.5" if python == "3.11" else "2.4.6"
    meant = {
        (name, version, hashes)
        for name, version, hashes in locked(LOCK)
        if (name, version) != ("numpy", other_numpy)
        and not (name == "watchdog" and system.startswith("macos"))
        and not (name == "uvloop" and system == "windows")
    }
    lines = lines_for(LOCK, system, python)
    assert set(locked(lines)) == meant
    assert ";" not in lines
