"""The dashboard in a browser against its peers: bare stock Streamlit and Dash, in one run, in turn.

    python -m venv /tmp/dash && /tmp/dash/bin/pip install -r requirements-bench.txt
    python -m tests.bench.peers --dash /tmp/dash/bin/python
    python -m tests.bench.peers --what releases --releases LARGE,SMALL

Prints medians in milliseconds, in brackets the browser's processor time (which other jobs change less), and the median
ratios of ours to a peer's in the same round. The peers (apps/) draw as many charts as the page of ours: small ones of
canned numbers, or with --same the very figures of ours. Painted: what was chosen stands in every chart (painted.js),
and the frame is over. Asserted nowhere.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from math import nan
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.peer_apps import APPS, App, dash, on_screen, streamlit
from tests.bench.reruns import TYPES
from tests.browser.conftest import ROOT, launching

PROBE = Path(__file__).with_name("painted.js").read_text("utf-8")
LINE = {"offline": False, "latency": 20, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}
CHART = ".js-plotly-plot"
PAUSE = 300  # ms between two changes, as what is left to do after painting is done

Wanted = list[dict[str, Any]]
Measure = Callable[[], float]


def stands(css: str, token: str = "", n: int = 1) -> dict[str, Any]:
    """Return what is wanted on the screen, for painted.js."""
    return {"css": css, "token": token, "n": n}


def waited(page: Page, wanted: Wanted, do: Callable[[], object]) -> float:
    """Do something on a page; return the ms from the last press until what is wanted is painted."""
    page.bring_to_front()
    page.evaluate("wanted => void painted.want(wanted)", wanted)
    do()
    page.evaluate("painted.seen")
    page.wait_for_timeout(PAUSE)
    return float(page.evaluate("painted.at - painted.chosen"))


def opened(browser: Browser, address: str, wanted: Wanted) -> Page:
    """Open an address in a browser that has kept nothing, and wait until what is wanted is painted."""
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.add_init_script(f"{PROBE}\npainted.want({json.dumps(wanted)})")
    page.goto(address, wait_until="commit")
    page.evaluate("painted.seen")
    return page


def choosing(page: Page, names: dict[str, str], n: int) -> Measure:
    """Return what chooses the next stakeholder type on a page and measures it."""
    turns = [*names][1:] + [*names][:1]

    def change() -> float:
        turns.append(name := turns.pop(0))

        def choose() -> None:
            dropdown = page.locator("#type")
            (dropdown if dropdown.count() else page.get_by_label("Stakeholder type").first).click()
            page.get_by_role("option", name=name, exact=True).click()

        return waited(page, [stands(CHART, f"~{names[name]}~", n)], choose)

    return change


def turning(page: Page, links: list[tuple[str, Wanted]]) -> Measure:
    """Return what goes to the next page, by the link of that name, and measures it."""

    def turn() -> float:
        links.append(link := links.pop(0))
        return waited(page, link[1], page.locator(link[0]).first.click)

    return turn


def loading(browser: Browser, address: str, wanted: Wanted, sizes: list[float]) -> Measure:
    """Return what loads a page over a slow line, and measures it; `sizes`: the MB that came."""

    def load() -> float:
        page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
        came: list[float] = []
        line = page.context.new_cdp_session(page)
        line.on("Network.loadingFinished", lambda end: came.append(end["encodedDataLength"]))
        line.on("Network.webSocketFrameReceived", lambda got: came.append(_bytes(got)))
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        page.add_init_script(f"{PROBE}\npainted.want({json.dumps(wanted)})")
        page.goto(address, wait_until="commit")
        page.evaluate("painted.seen")
        page.wait_for_timeout(1000)
        sizes.append(sum(came) / 1e6)
        return float(page.evaluate("painted.at"))

    return load


def _bytes(got: dict[str, Any]) -> float:
    return len(got["response"]["payloadData"]) * 3 / 4  # base64


def starting(browser: Browser, app: App, wanted: Wanted) -> Measure:
    """Return what starts an app and opens it in a browser that was here before, and measures it from the command on."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.add_init_script(f"{PROBE}\npainted.want({json.dumps(wanted)})")

    def start() -> float:
        page = context.new_page()
        with app.running() as began:
            page.goto(app.address, wait_until="commit")
            page.evaluate("painted.seen")
            at = page.evaluate("performance.timeOrigin + painted.at")
            page.close()
        return float(at) - 1000 * began

    return start


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Bench:
    """The apps and the browser of one run."""

    def __init__(self, browser: Browser, folder: Path, asked: argparse.Namespace) -> None:
        """Write down what peers draw."""
        self.browser, self.python, self.home = browser, asked.dash, folder / "home"
        self.folders, self.most = asked.releases.split(","), asked.most
        self.line = browser.new_browser_cdp_session()
        self.drawn, self.names = on_screen(same=asked.same)
        self.file = folder / "charts.json"
        self.file.write_text(json.dumps(self.drawn), "utf-8")
        self.ours = streamlit(ROOT / "app.py", SWIT_HOME=str(self.home))

    def table(
        self, title: str, measures: dict[str, Measure], rounds: int, bars: dict[str, float]
    ) -> None:
        """Measure in turn, the first round uncounted, and print a line a name: ours first; the bars are the others'."""
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in measures}
        for _ in range(rounds + 1):
            for name, measure in measures.items():
                before = self.processor()
                found[name].append((measure(), self.processor() - before))
        _print(f"\n{title}")
        (_, ours), *_rest = rows = [(name, each[1:]) for name, each in found.items()]
        for name, each in rows:
            line = "{:8.0f} ms ({:.0f})".format(*map(statistics.median, zip(*each, strict=True)))
            ratios = [
                (a / b, c / d if d else nan) for (a, c), (b, d) in zip(ours, each, strict=True)
            ]
            ratio = "{:6.2f} ({:.2f})".format(*map(statistics.median, zip(*ratios, strict=True)))
            compared = f"   ours/it {ratio}   wanted {bars[name]}" if name in bars else ""
            _print(f"{name:8}{line}{compared}")

    def processor(self) -> float:
        """Return the ms of processor that all pages of the browser have used."""
        told = self.line.send("SystemInfo.getProcessInfo")["processInfo"]
        return 1000 * float(sum(each["cpuTime"] for each in told if each["type"] == "renderer"))

    def peer(self, name: str) -> App:
        """Return a peer that is Streamlit."""
        return streamlit(APPS / f"{name}.py", PEER_CHARTS=str(self.file))

    def choice(self, rounds: int) -> None:
        """Measure another stakeholder type on Compare."""
        peers = [self.peer("stock")] + ([dash(self.python, str(self.file))] if self.python else [])
        n = min(map(len, self.drawn["choices"].values()))
        first = stands(CHART, f"~{TYPES[0]}~", n)
        with ExitStack() as apps:
            measures = {}
            for app in (self.ours, *peers):
                apps.enter_context(app.running())
                address = app.address + ("compare?lang=en" if app is self.ours else "")
                page = opened(self.browser, address, [first])
                measures[app.name] = choosing(page, self.names, n)
            for _ in self.names:  # what nobody chose before is made once for everybody
                measures["app"]()
            bars = {"stock": 0.5, "dash": 0.8}
            self.table(f"Another stakeholder type on Compare, {n} charts", measures, rounds, bars)

    def releases(self, rounds: int) -> None:
        """Measure another stakeholder type on Compare of one release against another's."""
        n = min(map(len, self.drawn["choices"].values()))
        folders = [Path(name).resolve() for name in self.folders]
        with ExitStack() as apps:
            measures = {}
            for folder in folders:
                app = streamlit(ROOT / "app.py", SWIT_HOME=str(self.home), SWIT_RELEASE=str(folder))
                apps.enter_context(app.running())
                address, wanted = f"{app.address}compare?lang=en", [stands(CHART, n=n)]
                page = opened(self.browser, address, wanted)
                measures[folder.name] = choosing(page, self.names, n)
                for _ in self.names:
                    measures[folder.name]()
            bars = {folder.name: self.most for folder in folders[1:]}
            self.table("Another stakeholder type on Compare, by release", measures, rounds, bars)

    def page(self, rounds: int) -> None:
        """Measure going to and fro between two pages."""
        ours = [("parts", "panels", "questions"), ("target_matrix", "item_matrix", "gap_parts")]
        drawn = [[stands(f'[class*="st-key-figure_{key}"] {CHART}') for key in p] for p in ours]
        tab = 'a[data-testid=stPageLink-NavLink][href="{}"]'
        links = [*zip(map(tab.format, ("compare", "stakeholders")), drawn, strict=True)]
        pages = self.drawn["pages"]
        side = [
            (
                f'[data-testid=stSidebarNavLink]:has-text("{name}")',
                stands(CHART, f"~{name}~", len(found)),
            )
            for name, found in pages.items()
        ]
        peer = self.peer("stock_pages")
        with self.ours.running(), peer.running():
            here = opened(self.browser, f"{self.ours.address}stakeholders?lang=en", drawn[1])
            there = opened(self.browser, f"{peer.address}two", [side[1][1]])
            measures = {
                "app": turning(here, links),
                "stock": turning(there, [(link, [wanted]) for link, wanted in side]),
            }
            n = " and ".join(str(len(found)) for found in pages.values())
            self.table(
                f"To and fro between two pages of {n} charts", measures, rounds, {"stock": 1.0}
            )

    def start(self, rounds: int) -> None:
        """Measure from the command to the first picture."""
        peer = self.peer("stock_empty")
        measures = {
            "app": starting(self.browser, self.ours, [stands(CHART)]),
            "empty": starting(self.browser, peer, [stands("h1", "Nothing yet")]),
        }
        self.table("From `streamlit run` to the first picture", measures, rounds, {"empty": 1.5})

    def load(self, rounds: int) -> None:
        """Measure Compare over a line of 10 Mbit/s and 20 ms, in a browser that has kept nothing."""
        peer, sizes = self.peer("stock"), ([0.0], [0.0])
        n = len(next(iter(self.drawn["choices"].values())))
        wanted = [stands(CHART, f"~{TYPES[0]}~", n)]
        with self.ours.running(), peer.running():
            ours, theirs = f"{self.ours.address}compare?lang=en", peer.address
            measures = {
                "app": loading(self.browser, ours, wanted, sizes[0]),
                "stock": loading(self.browser, theirs, wanted, sizes[1]),
            }
            self.table("First visit at 10 Mbit/s, 20 ms", measures, rounds, {"stock": 0.4})
        _print(f"MB: ours {sizes[0][-1]:.2f} (wanted 2.3), stock {sizes[1][-1]:.2f}")


def main(asked: argparse.Namespace) -> None:
    """Print what is asked for."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launching())
        bench = Bench(browser, Path(folder), asked)
        for what in asked.what.split(","):
            getattr(bench, what)(asked.rounds)
        browser.close()


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--dash", default="", help="a Python with Dash; without it: no Dash")
    given.add_argument("--what", default="choice,page,start,load", help="these alone")
    given.add_argument(
        "--releases", default="", help="two folders of releases, for --what releases"
    )
    given.add_argument("--most", type=float, default=1.1, help="what is wanted of their ratio")
    given.add_argument("--rounds", type=int, default=12)
    given.add_argument("--same", action="store_true", help="peers draw the figures of ours")
    main(given.parse_args())
