"""The frame and the server in a real browser: headers, refusals, language, the URL, back and forward."""

from __future__ import annotations

import base64
import http.client
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import stand as stand_in
from tests.browser.conftest import Server, Visit, free_port, serving, settle, turn_to

ROUTES = {
    "/": 200,
    "/compare": 200,
    "/compare?pilots=KEN": 200,
    "/nowhere": 200,  # Streamlit's page says that there is no such page
    "/app/static/mark.svg": 200,
    "/app/static/noto-sans-latin.woff2": 200,
    "/app/static/nothing.svg": 404,
    "/_stcore/health": 200,
    "/_stcore/host-config": 200,
    "/media/nothing.csv": 404,
    "/_stcore/metrics": 404,
    "/_stcore/script-health-check": 404,
    "/_stcore/agent/openapi.json": 404,
    "/_stcore/agent/mcp": 404,
    "/auth/login": 404,
    "/oauth2callback": 404,
    "/..%2f..%2fetc/passwd": 400,
}

OTHER_MISTAKES = [
    "pilots=atlantis",
    "round=-1",
    "pilots=" + "x" * 10_000,
    "level=%00",
    "stakeholder=%27%3B+DROP+TABLE+x",
    "no_such=1",
]


def ask(
    server: Server, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(method, path, headers={"Host": server.host} | (headers or {}))
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def shake_hands(server: Server, **headers: str) -> int:
    wanted = {
        "Host": server.host,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "streamlit",
        "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
    }
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET", "/_stcore/stream", headers=wanted | headers)
        return connection.getresponse().status
    finally:
        connection.close()


def script_of(server: Server) -> str:
    page = ask(server, "/")[2].decode()
    return "/" + str(re.findall(r'src="\./(static/js/index[^"]+)"', page)[0])


@pytest.mark.parametrize(("path", "status"), ROUTES.items())
def test_every_route_has_the_headers(stand: Server, path: str, status: int) -> None:
    found, headers, _ = ask(stand, path)
    assert found == status
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert not {"server", "access-control-allow-origin", "x-powered-by"} & set(headers)
    kept = path.endswith("latin.woff2")
    assert headers["cache-control"] == ("public, max-age=86400" if kept else "no-store")


def test_scripts_are_our_own_and_the_one_inline_script_by_its_hash(stand: Server) -> None:
    policy = ask(stand, "/")[1]["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert re.fullmatch(r"'self' blob: 'sha256-[A-Za-z0-9+/]{43}='", rules["script-src"])
    assert rules["connect-src"] == f"'self' ws://{stand.host}"
    assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
    assert "unsafe-eval" not in policy
    assert "http" not in policy.replace("ws://", "")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1"]
)
def test_another_host_is_refused(stand: Server, host: str) -> None:
    status, headers, body = ask(stand, "/", {"Host": host.format(port=stand.port)})
    assert status == 421
    assert b"<html" not in body
    assert "evil" not in headers["content-security-policy"]


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
def test_this_computer_is_answered(stand: Server, host: str) -> None:
    own = host.format(port=stand.port)
    assert ask(stand, "/", {"Host": own})[0] == 200
    assert shake_hands(stand, Host=own, Origin=f"http://{own}") == 101


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://localhost:{port}",  # another origin than the Host it asks
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
def test_a_page_of_another_origin_cannot_connect(stand: Server, origin: str) -> None:
    assert shake_hands(stand, Origin=origin.format(port=stand.port)) == 403


def test_a_program_without_origin_cannot_connect(stand: Server) -> None:
    assert shake_hands(stand) == 403
    assert shake_hands(stand, Host="evil.example", Origin="http://evil.example") == 403


def test_scripts_are_compressed_and_kept(stand: Server) -> None:
    path = script_of(stand)
    _, headers, packed = ask(stand, path, {"Accept-Encoding": "gzip"})
    _, plain_headers, plain = ask(stand, path)
    assert headers["content-encoding"] == "gzip"
    assert len(packed) < len(plain) / 2
    assert "content-encoding" not in plain_headers
    assert headers["cache-control"] == "public, immutable, max-age=31536000"
    assert "accept-encoding" in headers["vary"].lower()
    font = ask(stand, "/app/static/noto-sans-cyrillic.woff2", {"Accept-Encoding": "gzip"})[1]
    assert "content-encoding" not in font
    assert ask(stand, "/static/js/nothing.js")[1]["cache-control"] == "no-store"


def test_upload_needs_its_token(stand: Server) -> None:
    assert ask(stand, "/_stcore/upload_file/a/b", method="PUT")[0] in {400, 403}


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "light"),
        (1280, "dark"),
        pytest.param(390, "dark", marks=pytest.mark.long),
        pytest.param(1280, "light", marks=pytest.mark.long),
    ],
)
def test_the_frame_is_drawn(
    stand: Server, visit: Visit, picture: Callable[[Page, str], Path], width: int, scheme: str
) -> None:
    size = {"width": width, "height": 844 if width < 500 else 720}
    page = visit(stand, "/compare", viewport=size, color_scheme=scheme)
    picture(page, f"frame_{width}_{scheme}")
    assert page.title() == "Compare - SWIT assessments"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    faces = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert "Noto Sans" in {name.strip("\"'") for name in page.evaluate(faces)}
    colour = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    expected = "rgb(255, 255, 255)" if scheme == "light" else "rgb(21, 23, 26)"
    assert page.evaluate(colour) == expected


def test_a_link_opened_first_has_its_frame_and_nobody_is_asked_to_install(
    tmp_path: Path, visit: Visit
) -> None:
    app = stand_in.build(tmp_path / "first")
    with serving(app, tmp_path / "log.txt", headless=False) as server:
        page = visit(server, "/compare?lang=uk")
        expect(page.get_by_role("heading", level=1)).to_have_text("Порівняння")
        expect(page.get_by_role("link", name="Висновки")).to_be_visible()
        page.wait_for_timeout(500)
        expect(page.get_by_test_id("stSkillsNudge")).to_have_count(0)
        page.close()  # before its server goes, which it would complain about


def test_language(stand: Server, visit: Visit) -> None:
    page = visit(stand)
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page).to_have_url(f"{stand.address}/?lang=en")
    choose(page, "Language", "Українська")
    expect(page.get_by_role("heading", level=1)).to_have_text("Огляд")
    expect(page).to_have_url(f"{stand.address}/?lang=uk")
    assert page.evaluate("document.documentElement.lang") == "uk"
    page.get_by_role("link", name="Порівняння").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Порівняння")
    settle(page)
    expect(page).to_have_url(f"{stand.address}/compare?lang=uk")
    assert page.evaluate("document.documentElement.lang") == "uk"


def test_a_reader_starts_in_the_language_of_the_browser(stand: Server, visit: Visit) -> None:
    page = visit(stand, locale="uk-UA")
    expect(page.get_by_role("heading", level=1)).to_have_text("Огляд")


def test_a_choice_is_the_url_and_opens_the_same_elsewhere(stand: Server, visit: Visit) -> None:
    page = visit(stand, "/compare")
    choose(page, "Stakeholder type", "un agency")
    expect(page).to_have_url(re.compile(r"stakeholder=un_agency"))
    choose(page, "Pilots", "Ukraine")
    expect(page).to_have_url(re.compile(r"pilots=UKR"))
    settle(page)
    shown = page.get_by_test_id("stCode").inner_text()
    assert "pilots=('UKR',)" in shown
    other = visit(stand, page.url.removeprefix(stand.address))
    assert other.get_by_test_id("stCode").inner_text() == shown
    in_ukrainian = visit(stand, page.url.removeprefix(stand.address).replace("lang=en", "lang=uk"))
    expected = shown.replace("language='en'", "language='uk'")
    assert in_ukrainian.get_by_test_id("stCode").inner_text() == expected


def test_a_choice_survives_a_page_that_does_not_draw_it(stand: Server, visit: Visit) -> None:
    page = visit(stand, "/compare?stakeholder=ngo&pilots=KEN,SUR&lang=en")
    shown = page.get_by_test_id("stCode").inner_text()
    turn_to(page, "method")
    expect(page.get_by_role("heading", level=1)).to_have_text("Method")
    settle(page)
    expect(page).to_have_url(re.compile(r"/method\?.*stakeholder=ngo"))
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
    settle(page)
    assert page.get_by_test_id("stCode").inner_text() == shown


def test_back_and_forward(stand: Server, visit: Visit) -> None:
    page = visit(stand, "/compare?lang=en")
    choose(page, "Stakeholder type", "ngo")
    expect(page).to_have_url(re.compile("stakeholder=ngo"))
    turn_to(page, "method")
    expect(page).to_have_url(re.compile(r"/method\?.*stakeholder=ngo"))
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/compare\?.*stakeholder=ngo"))
    expect(page.get_by_test_id("stCode")).to_contain_text("stakeholder_types=('ngo',)")
    settle(page)
    page.go_back()
    expect(page.get_by_test_id("stCode")).to_contain_text("stakeholder_types=()")
    expect(page).to_have_url(f"{stand.address}/compare?lang=en")
    settle(page)
    page.go_forward()
    expect(page.get_by_test_id("stCode")).to_contain_text("stakeholder_types=('ngo',)")
    settle(page)
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Method")


@pytest.mark.parametrize(
    "query",
    [
        "level=!%5Bp%5D(http%3A%2F%2Fevil.example%2Fp.png)",
        "pilots=atlantis&pilots=KEN&lang=xx",
        *(pytest.param(query, marks=pytest.mark.long) for query in OTHER_MISTAKES),
    ],
)
def test_what_a_link_gets_wrong_is_told(stand: Server, visit: Visit, query: str) -> None:
    page = visit(stand, f"/compare?{query}")
    expect(page.get_by_test_id("stAlert")).to_contain_text("it was left out")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
    assert "evil" not in page.url
    assert "atlantis" not in page.url


def test_an_error_is_a_sentence_and_the_log_keeps_no_answer(tmp_path: Path, visit: Visit) -> None:
    app = stand_in.build(tmp_path / "broken", overview=stand_in.BROKEN)
    with serving(app, tmp_path / "log.txt") as server:
        page = visit(server)
        said = page.get_by_test_id("stAlert").inner_text()
        other = visit(server, "/?round=told")
        told = other.get_by_test_id("stMain").inner_text()
        for each in (page, other):  # before their server goes, which they would complain about
            each.close()
    reference = re.findall(r"[0-9a-f]{8}", said)[0]
    log = server.log.read_text("utf-8")
    assert "Nothing was changed or lost" in said
    assert f"reference {reference}: ValueError at overview.py:7" in log
    assert stand_in.CANARY not in said + log
    assert "Traceback" not in said + log + told
    assert "scores.parquet is damaged. Copy the folder again." in told


def test_what_takes_long_can_be_stopped_in_the_readers_language(
    tmp_path: Path, visit: Visit
) -> None:
    app = stand_in.build(tmp_path / "long", overview=stand_in.LONG)
    with serving(app, tmp_path / "log.txt") as server:
        page = visit(server, "/?lang=uk")
        page.get_by_role("button", name="4").click()
        expect(page.get_by_test_id("stStatusWidget")).to_have_text("Зупинити")
        page.close()  # before its server goes


def test_an_unsafe_option_stops_the_start(tmp_path: Path) -> None:
    app = stand_in.build(tmp_path / "unsafe")
    done = subprocess.run(  # noqa: S603 - our own app
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())],
        cwd=app.parent,
        env=os.environ
        | {"PYTHONPATH": str(stand_in.ROOT), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "does not start: the option browser.gatherUsageStats is True" in done.stderr
    assert "STREAMLIT_BROWSER_GATHER_USAGE_STATS" in done.stderr
    assert "Traceback" not in done.stderr


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="Linux says which files a process uses")
def test_the_server_runs_on_the_event_loop_that_was_installed_for_it(dashboard: Server) -> None:
    assert "/uvloop/" in Path(f"/proc/{dashboard.pid}/maps").read_text("utf-8")
