"""What peers.py starts and what it lets peers draw: the dashboard, bare stock Streamlit, Dash, and charts for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from swit_data.figures import Canvas
from swit_data.release.illustrative import illustrative
from swit_data.released.labels import Labels
from swit_data.selection import Selection
from swit_data.views.compare import compare
from swit_data.views.stakeholders import stakeholders
from swit_data.views.view import Panel, Shapes, View
from swit_data.wording import Wording
from tests.bench.reruns import TYPES
from tests.browser.conftest import free_port

APPS = Path(__file__).parent / "apps"

Charts = list[dict[str, Any]]


@dataclass(frozen=True)
class App:
    """What can be started and looked at."""

    name: str
    command: tuple[str, ...]
    folder: Path
    port: int
    around: dict[str, str]

    @property
    def address(self) -> str:
        """Return where its first page is."""
        return f"http://127.0.0.1:{self.port}/"

    @contextmanager
    def running(self) -> Iterator[float]:
        """Run it from when it answers; give the second of the clock at which it was started."""
        began = time.time()
        process = subprocess.Popen(  # noqa: S603 - our own and its peers
            self.command,
            cwd=self.folder,
            env=os.environ | self.around,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait(process)
            yield began
        finally:
            process.terminate()
            process.wait(20)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(6000):
            if process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.address, timeout=5):  # noqa: S310 - 127.0.0.1
                    return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError(f"{self.name} does not answer")


def streamlit(script: Path, **around: str) -> App:
    """Return an app of Streamlit, with the settings of the folder in which it lies, or stock ones."""
    port = free_port()
    run = (sys.executable, "-m", "streamlit", "run", script.name)
    options = ("--server.port", str(port), "--server.headless", "true")
    around |= {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    return App(script.stem, (*run, *options), script.parent, port, around)


def dash(python: str, charts: str) -> App:
    """Return the app of Dash, in the Python that has it."""
    port = free_port()
    around = {"PEER_CHARTS": charts, "PEER_PORT": str(port)}
    return App("dash", (python, "dash_app.py"), APPS, port, around)


def charts(name: str, number: int) -> Charts:
    """Return small charts of canned numbers that say a name in their titles."""
    places = ["Kenya", "Indonesia", "Suriname", "Ukraine"]
    size = sum(map(ord, name)) % 5 + 1
    kinds: Charts = [
        {"type": "bar", "x": places, "y": [size, 2, 4, 1]},
        {"type": "scatter", "mode": "markers", "x": [size, 2, 4, 1], "y": places},
        {"type": "bar", "orientation": "h", "x": [size, 2, 4, 1], "y": places},
        {"type": "heatmap", "x": places, "y": places[:2], "z": [[size, 2, 4, 1], [3, 1, size, 2]]},
    ]
    layout = {"height": 320, "title": {"text": f"Numbers ~{name}~"}}
    return [{"data": [each], "layout": layout} for each in kinds[:number]]


def told(view: View, token: str = "") -> Charts:
    """Return the figures of a view that stand open on a wide screen; `token`: what their marks are to say."""
    panels = [p for part in view.parts for p in (part.wide if isinstance(part, Shapes) else [part])]
    found: Charts = [json.loads(each.figure.json) for each in panels if isinstance(each, Panel)]
    for each in found if token else ():
        each["data"][0]["meta"] = [f"~{token}~"]
    return found


def on_screen(*, same: bool) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what peers draw, by choice and by page, and the token of each choice by its name."""
    labels = Labels(illustrative(), Wording.of("en"))
    canvas, names = Canvas(labels), {labels.stakeholder_type(code): code for code in TYPES}
    usual = Selection(round="1", dimension="participation")
    choices = {
        name: told(compare(canvas, replace(usual, stakeholder_types=(code,))))
        for name, code in names.items()
    }
    views = {"one": compare(canvas, usual), "two": stakeholders(canvas, usual)}
    pages = {name: told(view, name) for name, view in views.items()}
    if not same:
        choices = {name: charts(code, len(choices[name])) for name, code in names.items()}
        pages = {name: charts(name, len(found)) for name, found in pages.items()}
    return {"choices": choices, "pages": pages}, names
