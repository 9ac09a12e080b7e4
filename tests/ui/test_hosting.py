"""The one opening beyond this computer, without a socket; tests/deploy runs it behind a real nginx."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.types import Scope

from swit_data.errors import SwitError
from swit_data.release.illustrative import FOLDER, READY
from swit_data.ui import environment, hosting, server
from swit_data.wording import Wording
from tests.ui.test_pages import lines, open_page, text_of
from tests.ui.test_server import answer, headers_of, scope_of

ORIGIN = "https://name.example"
HOST = "name.example"
EVERYWHERE = ("0.0.0.0", "::", "None", "203.0.113.7", "169.254.1.1", "127.0.0.2", "app")  # noqa: S104


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SWIT_PUBLIC_ORIGIN", ORIGIN)
    monkeypatch.setenv("SWIT_RELEASE", str(READY))
    yield
    st.cache_resource.clear()


def window(**headers: str) -> str:
    return str(answer(scope_of("websocket", **headers))[0]["type"])


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize(
    ("scope", "status"),
    [
        (scope_of(host=HOST), 200),
        (scope_of(), 421),  # 127.0.0.1:8501
        (scope_of(host="name.example:443"), 421),
        (scope_of(host="other.example"), 421),
        (scope_of(host="name.example.evil.example"), 421),
        ({**scope_of(host=HOST), "method": "PUT"}, 404),
        ({**scope_of(host=HOST), "method": "POST"}, 404),
        (scope_of(host=HOST, path="/_stcore/metrics"), 404),
        (scope_of(host=HOST, path="/auth/login"), 404),
    ],
)
def test_one_name_may_read(scope: Scope, status: int) -> None:
    assert answer(scope)[0]["status"] == status


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize(
    ("origin", "host", "sent"),
    [
        (ORIGIN, HOST, "websocket.accept"),
        ("http://name.example", HOST, "websocket.close"),
        ("https://name.example:8443", HOST, "websocket.close"),
        ("https://other.example", HOST, "websocket.close"),
        ("null", HOST, "websocket.close"),
        ("http://127.0.0.1:8501", "127.0.0.1:8501", "websocket.close"),
        ("https://other.example", "other.example", "websocket.close"),
    ],
)
def test_one_origin_may_connect(origin: str, host: str, sent: str) -> None:
    assert window(origin=origin, host=host) == sent


@pytest.mark.usefixtures("hosted")
def test_no_origin_may_not_connect() -> None:
    assert window(host=HOST) == "websocket.close"


@pytest.mark.usefixtures("hosted")
def test_pages_speak_with_the_one_name_and_streamlit_with_itself() -> None:
    policy = headers_of(answer(scope_of(host=HOST)))["content-security-policy"]
    assert "connect-src 'self' wss://name.example;" in policy
    given = hosting.inside(scope_of(host=HOST, origin=ORIGIN, cookie="a=b"))["headers"]
    known = {"host": "127.0.0.1", "origin": "http://127.0.0.1", "cookie": "a=b"}
    assert given == [(name.encode(), value.encode()) for name, value in known.items()]


def test_on_a_laptop_nothing_is_opened() -> None:
    assert hosting.host() == ""
    environment.check()
    scope = {**scope_of(origin=ORIGIN), "method": "PUT"}
    assert hosting.inside(scope) is scope
    assert not hosting.closed(scope)
    assert answer(scope_of(host=HOST))[0]["status"] == 421
    options = {**server.REQUIRED, "server.address": "10.77.0.3"}
    with pytest.raises(SwitError, match=r"server\.address"):
        server.check_options(options.__getitem__)


def refusal(address: str = "127.0.0.1") -> str:
    """Return why the server does not start."""
    with pytest.raises(SwitError) as told:
        environment.check({"server.address": address}.__getitem__)
    return str(told.value)


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize(
    "value",
    [
        "name.example",
        "http://name.example",
        "https://name.example/",
        "https://name.example/swit",
        "https://Name.example",
        "https://name.example:443",
        "https://name.example:99999",
        "https://name.example https://other.example",
        "https://*.example",
        "https://localhost",
        "https://203.0.113.7",
        "https://user@name.example",
        "https://name.example\n",
        "*",
    ],
)
def test_a_name_that_browsers_do_not_say_is_refused(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWIT_PUBLIC_ORIGIN", value)
    assert "Allowed is the one address under which browsers open it" in refusal()


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_interface_is_refused(address: str) -> None:
    assert "server.address" in refusal(address)
    options = {**server.REQUIRED, "server.address": address}
    with pytest.raises(SwitError, match=r"server\.address"):
        server.check_options(options.__getitem__)


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("address", ["127.0.0.1", "10.77.0.3", "172.18.0.2", "192.168.7.7"])
def test_a_private_network_is_allowed(address: str) -> None:
    options = {**server.REQUIRED, "server.address": address}
    environment.check(options.__getitem__)
    server.check_options(options.__getitem__)


@pytest.mark.usefixtures("hosted")
def test_releases_alone_are_hosted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SWIT_RELEASE")
    assert "it shows releases alone. Name one in SWIT_RELEASE" in refusal()


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("where", ["home", "named", "is_release", "around", "under"])
def test_no_answers_may_lie_there(
    where: str, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = home / "datasets" / "own" if where == "home" else tmp_path / "here" / "own"
    shutil.copytree(FOLDER, place)
    release = {"is_release": place, "around": place / "out", "under": place.parent}
    if where in release:
        monkeypatch.setenv("SWIT_RELEASE", str(release[where]))
    if where == "named":
        monkeypatch.setenv("SWIT_DATASET", str(place))
    assert f"there is a dataset at {place}" in refusal()


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("value", ["s3://key:secret@bucket/a", "https://name.example/release"])
def test_a_release_that_lies_nowhere_ends_the_start(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWIT_RELEASE", value)
    with pytest.raises(SystemExit, match="no address of a release in object storage") as told:
        server.prepare()
    assert "secret" not in str(told.value)


@pytest.mark.usefixtures("hosted", "whole_app")
@pytest.mark.parametrize("page", ["data", "texts", "translations"])
def test_owners_pages_are_not_there(page: str) -> None:
    opened = open_page(page, lang="en", unfolded=False)
    assert not opened.exception
    assert text_of(opened, "h1") != Wording.of("en").text(f"{page}.headline")
    assert not opened.get("file_uploader")


@pytest.mark.usefixtures("hosted", "whole_app")
def test_a_meeting_takes_no_file_in_and_says_where_its_notes_are() -> None:
    opened = open_page("meeting", lang="en")
    assert not opened.exception
    assert not opened.get("file_uploader")
    assert ("small", Wording.of("en").text("story.hosted")) in lines(opened)
