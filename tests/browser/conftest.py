"""A real server and a real Chromium; every request and every line of the console is kept.

`dashboard` is the app as it is, `own` one whose person works on data of their own, `stand` the frame around small
pages without data (tests/stand.py). `visit` opens a page in a new tab; `look` goes on to it in a tab that stays open,
as back and forward do: half of what a page costs is loading Streamlit and Plotly. Both refuse foreign requests and
errors at the end of the test. One browser and one server of each kind serve all files of a process.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from swit_data.ui import frame
from tests import stand as stand_in

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = Path(__file__).parent / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
HINT = (
    "No Chromium here. Install one (Debian: apt-get install chromium; elsewhere Google Chrome, or "
    "python -m playwright install chromium), or name it in PLAYWRIGHT_CHROMIUM."
)
PHONE_WIDTH = 640  # px, as screen.js has it
# Streamlit looks for its own root under the page's path first; the refusal is expected.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@dataclass(frozen=True)
class Server:
    """A dashboard that is running."""

    port: int
    log: Path
    pid: int

    @property
    def host(self) -> str:
        """Return what a browser says in Host."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """Return where its pages are."""
        return f"http://{self.host}"


@dataclass
class Kept:
    """What a browser asked for and complained about."""

    host: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to a page."""
        page.on("request", lambda request: self._ask(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._say(message.type, message))
        page.on("websocket", lambda socket: self._ask(socket.url))

    def _ask(self, url: str) -> None:
        own = (f"http://{self.host}/", f"ws://{self.host}/", "data:", "blob:", "about:")
        if not url.startswith(own):
            self.foreign.append(url)

    def _say(self, kind: str, message: Any) -> None:  # noqa: ANN401 - playwright's ConsoleMessage
        probe = str(message.location.get("url", "")).endswith(PROBES) and "404" in message.text
        if kind == "error" and not probe:
            self.complaints.append(message.text)


PATIENCE = 90_000  # ms; two cores draw several pages at once, and no test is about their speed
expect.set_options(timeout=PATIENCE)

USUAL: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}, "locale": "en-GB"}

Visit = Callable[..., Page]
Look = Callable[..., Page]
Serve = Callable[..., Any]


def free_port() -> int:
    with socket.socket() as room:
        room.bind(("127.0.0.1", 0))
        return int(room.getsockname()[1])


@contextmanager
def serving(app: Path, log: Path, *, headless: bool = True, **env: str) -> Iterator[Server]:
    """Run `streamlit run app.py` on a free port until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", app.name, "--server.port", str(port)]
    command += ["--server.headless", "true"] if headless else []
    around = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=app.parent,
            env=around | {"PYTHONPATH": str(ROOT), "SWIT_HOME": str(log.parent / "home")} | env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield Server(port, log, process.pid)
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("The server does not answer:\n" + log.read_text("utf-8", "replace"))


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(ROOT / "app.py", tmp_path_factory.mktemp("log") / "dashboard.txt") as server:
        yield server


@pytest.fixture(scope="session")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("stand")
    with serving(stand_in.build(folder), folder / "log.txt") as server:
        yield server


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the app to one person after another; it knows the language that nobody speaks, too."""
    log = tmp_path_factory.mktemp("own") / "log.txt"
    with serving(ROOT / "app.py", log, SWIT_PSEUDO="1") as server:
        yield server


@pytest.fixture
def own(own_server: Server) -> tuple[Server, Path]:
    """Return a dashboard whose person has kept nothing yet, and the folder of what they will keep."""
    home = own_server.log.parent / "home"
    shutil.rmtree(home, ignore_errors=True)
    return own_server, home


@pytest.fixture(scope="package")  # while it runs, no other test can use asyncio.run
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def launching() -> dict[str, Any]:
    """Return which Chromium is started, and how; none named: Playwright's own, if it was installed."""
    found = os.environ.get("PLAYWRIGHT_CHROMIUM") or next(
        (path for path in map(shutil.which, NAMES) if path),
        next((place for place in PLACES if Path(place).exists()), None),
    )
    arguments = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
    return {"executable_path": found, "args": arguments}


@contextmanager
def required() -> Iterator[None]:
    """Skip where there is no Chromium, or fail where one is required."""
    try:
        yield
    except Error as error:
        if os.environ.get("SWIT_BROWSER_REQUIRED"):
            pytest.fail(f"{HINT} ({error})")
        pytest.skip(HINT)


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with required():
        launched = playwright.chromium.launch(**launching())
    yield launched
    launched.close()


@contextmanager
def keeping(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """Start a browser that keeps what it has compiled of Streamlit's scripts: half the time of a page."""
    with required():
        context = playwright.chromium.launch_persistent_context(profile, **USUAL, **launching())
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="package")
def reader(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    with keeping(playwright, tmp_path_factory.mktemp("profile")) as context:
        yield context


@pytest.fixture(scope="package")
def other_reader(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    with keeping(playwright, tmp_path_factory.mktemp("profile")) as context:
        yield context


# What can be said of a tab; anything else is said of a browser.
OF_A_TAB = {"viewport", "color_scheme", "bypass_csp", "permissions"}


def tab_in(context: BrowserContext, server: Server, settings: dict[str, Any]) -> Page:
    """Open a tab of a browser that others use after it."""
    page = context.new_page()
    page.set_viewport_size(settings.get("viewport", USUAL["viewport"]))
    page.emulate_media(color_scheme=settings.get("color_scheme", "light"))
    if settings.get("bypass_csp"):
        context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    context.grant_permissions(settings.get("permissions", []), origin=server.address)
    return page


@pytest.fixture
def visit(reader: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open a page of a server in a new tab; wait until it has drawn itself.

    The first page of a test is a tab of the usual reader, the second of another one, neither of whom has kept
    anything of another test. Whoever comes after, or has other settings, comes with a browser of their own.
    """
    pages: list[tuple[Page, Kept]] = []
    others: list[BrowserContext] = []

    def tab_of(server: Server, settings: dict[str, Any]) -> Page:
        if len(pages) < 2 and settings.keys() <= OF_A_TAB:
            who = request.getfixturevalue("other_reader") if pages else reader
            return tab_in(who, server, settings)
        own: BrowserContext = request.getfixturevalue("browser").new_context(**USUAL | settings)
        own.set_default_timeout(PATIENCE)
        others.append(own)
        return own.new_page()

    def open_page(server: Server, path: str = "/", **settings: Any) -> Page:  # noqa: ANN401
        page, kept = tab_of(server, settings), Kept(server.host)
        kept.follow(page)
        pages.append((page, kept))
        return gone_to(page, server.address + path)

    yield open_page
    for page, _ in pages:
        _forget(page)
    for own in others:
        own.close()
    assert [each for _, kept in pages for each in (*kept.foreign, *kept.complaints)] == []


def _forget(page: Page) -> None:
    """Close a tab, and leave nothing in its browser that a later test could meet."""
    page.context.clear_cookies()
    page.context.clear_permissions()
    if not page.is_closed():
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear()")
        page.close()


class Tab:
    """A tab that stays open from test to test, on one page of one server."""

    def __init__(self, context: BrowserContext) -> None:
        """Open it, and listen."""
        self.page, self.kept = context.new_page(), Kept("")
        # Nothing fades in or turns round: a tenth of a page's cost.
        self.page.emulate_media(reduced_motion="reduce")
        self.kept.follow(self.page)

    def go(self, server: Server, path: str, viewport: ViewportSize | None = None) -> Page:
        """Go on to a page; at another server it is opened."""
        address, size = server.address + path, viewport or USUAL["viewport"]
        resized = self.page.viewport_size != size
        self.page.set_viewport_size(size)
        if self.kept.host == server.host:
            if resized:  # the page is drawn in its new shape before anybody goes on
                settle(self.page)
            gone_on(self.page, address)
        else:  # a server that has gone was complained about after its last test
            self.kept.host = server.host
            self.page.goto("about:blank")
            self.kept.complaints.clear()
            gone_to(self.page, address)
        return self.page


@pytest.fixture(scope="package")
def tabs() -> list[Tab]:
    """Keep the tab that stays open; there is none at first, and none after a test that failed."""
    return []


@pytest.fixture
def look(reader: BrowserContext, tabs: list[Tab], request: pytest.FixtureRequest) -> Iterator[Look]:
    """Read a page in the tab that stays open; for tests that change nothing but the choice in the address."""
    if not tabs:
        tabs.append(Tab(reader))
    (tab,), failed = tabs, request.session.testsfailed
    yield tab.go
    kept = (tab.kept.foreign[:], tab.kept.complaints[:])
    tab.kept.foreign.clear()
    tab.kept.complaints.clear()
    if kept != ([], []) or request.session.testsfailed != failed:
        tabs.pop().page.close()
    assert kept == ([], [])


def gone_to(page: Page, address: str) -> Page:
    """Open an address, and wait until the page has drawn itself."""
    page.goto(address)
    settle(page)
    return page


# Resolves when the run that the new address asks for has ended; on a busy machine its beginning may be missed.
GO_ON = """address => new Promise(done => {
  const app = document.querySelector("[data-testid=stApp]"), state = () => app.dataset.testScriptState
  let ran = false
  const end = () => { watch.disconnect(); clearInterval(missed); done() }
  const watch = new MutationObserver(() => {
    ran ||= state() !== "notRunning"
    if (ran && state() === "notRunning") end()
  })
  watch.observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] })
  const missed = setInterval(() => { if (state() === "notRunning") end() }, 3000)
  history.pushState({}, "", address)
  dispatchEvent(new PopStateEvent("popstate"))
})"""


def gone_on(page: Page, address: str) -> Page:
    """Go on to another address of the server whose page is open, without loading Streamlit again."""
    if page.url != address:
        page.evaluate(GO_ON, address)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until Streamlit has run the page and drawn it, in the shape that this screen has room for."""
    size = page.viewport_size
    other = "narrow" if size is None or size["width"] > PHONE_WIDTH else "wide"
    # Twice: an empty page has no wrong shape yet; the browser says which it wants when the first one is drawn.
    for _ in range(2):
        page.wait_for_selector(
            "[data-testid=stApp][data-test-script-state=notRunning]", timeout=PATIENCE
        )
        expect(page.locator("[data-stale=true]")).to_have_count(0)
        page.wait_for_timeout(150)
        expect(page.locator(f'[class*="st-key-{other}_"]')).to_have_count(0)


def turn_to(page: Page, path: str) -> None:
    """Go to another page: by the navigation to its section, there by its tab; to the method from any foot."""
    sections = {**frame.SECTIONS, "owners": frame.OWNERS}.values()
    first = next((names[0] for names in sections if path in names), path)
    if first != path:
        turn_to(page, first)
    address = "" if path == frame.PAGES[0] else path
    section = f'a[data-testid=stTopNavLink][href$="/{address}"]'
    tab = f'a[data-testid=stPageLink-NavLink][href="{address}"]'
    page.locator(section if first == path != frame.METHOD else tab).first.click()
    settle(page)


@pytest.fixture(scope="session")
def picture() -> Callable[[Page, str], Path]:
    """Keep a screenshot, to be looked at; git ignores them."""

    def keep(page: Page, name: str) -> Path:
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path)
        return path

    return keep
