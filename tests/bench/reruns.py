"""How long a rerun of each page takes: real websocket sessions against a real server, no browser.

    python -m tests.bench.reruns --sessions 1,50 --seconds 30

Linux (processor time is read from /proc). First a table of processor time: each page at a choice that nobody made
before, and at one seen before. Then sessions that go to another page or choice every two seconds, and how long they
wait; at the end the server's memory and the ratio of p95 at many sessions to p95 at one. Asserted nowhere.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.conftest import ROOT, Server, serving

TYPES = ("government", "un_agency", "global_fund_programme", "ngo")
# What readers change most, by page; `{type}` is another one at every change.
PAGES = {
    "overview": {"dimension": "rollout", "round": "{round}"},
    "compare": {"stakeholder": "{type}", "round": "{round}"},
    "stakeholders": {"stakeholder": "{type}", "round": "{round}"},
    "participation": {"stakeholder": "{type}", "round": "{round}"},
    "questions": {"stakeholder": "{type}", "round": "{round}"},
    "criterion": {"round": "{round}"},
    "pilot": {"pilot": "UKR", "round": "{round}"},
    "change": {"dimension": "participation"},
    "solid": {"round": "{round}"},
    "breakdown": {"stakeholder": "{type}", "round": "{round}"},
    "asks": {"stakeholder": "{type}"},
    "method": {},
    "documents": {"round": "{round}"},
}
THINK = 2.0  # s between two changes of one reader


class Session:
    """A reader's window: what the browser tells the server, and until when it waits."""

    def __init__(self, socket: ClientConnection, host: str) -> None:
        """Begin in a window that is open."""
        self._socket, self._host = socket, host

    async def look(self, page: str, query: dict[str, str]) -> float:
        """Open a page at a choice; return the seconds until the server has said all of it."""
        told = asking(self._host, page, query)
        began = time.perf_counter()
        await self._socket.send(told.SerializeToString())
        while True:
            heard = ForwardMsg()
            heard.ParseFromString(bytes(await self._socket.recv()))  # type: ignore[arg-type]
            kind = heard.WhichOneof("type")
            if kind == "delta" and heard.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(f"{page}: {heard.delta.new_element.exception.message}")
            if kind == "script_finished":
                return time.perf_counter() - began


def asking(host: str, page: str, query: dict[str, str], *chosen: WidgetState) -> BackMsg:
    """Return what a browser says when a reader opens a page at a choice, and chooses something there."""
    told = BackMsg()
    state = told.rerun_script
    state.query_string = urlencode(query)
    state.page_name = "" if page == "overview" else page
    state.context_info.url = f"http://{host}/{state.page_name}"
    state.widget_states.widgets.extend(chosen)
    return told


def queries(page: str, language: str) -> Iterator[dict[str, str]]:
    """Give the choices of a page, one after the other."""
    for number in ("1", "2"):
        for kind in TYPES:
            chosen = {
                name: value.format(type=kind, round=number) for name, value in PAGES[page].items()
            }
            yield {"lang": language} | chosen


async def opened(host: str, browser: str = "") -> ClientConnection:
    """Open a window of a browser that calls itself so."""
    return await connect(
        f"ws://{host}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://{host}",  # type: ignore[arg-type]
        user_agent_header=browser,
        max_size=None,
    )


def processor(pid: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def of_pages(host: str, pid: int) -> None:
    """Print the processor time of each page: at new choices, and at choices seen before."""
    _print("page            first ms   seen ms  (processor, mean over its choices)")
    async with await opened(host) as socket:
        session = Session(socket, host)
        await session.look("method", {"lang": "en"})  # the release is open from here on
        for page in PAGES:
            chosen = [*queries(page, "en")]
            await session.look(page, {"lang": "uk"} | chosen[0])
            means = []
            for _ in ("first", "seen"):
                before = processor(pid)
                for query in chosen:
                    await session.look(page, query)
                means.append(1000 * (processor(pid) - before) / len(chosen))
            _print(f"{page:14} {means[0]:9.0f} {means[1]:9.0f}")


async def together(host: str, sessions: int, seconds: float) -> float:
    """Let so many readers change what they see every two seconds; print and return the p95 of their waiting in ms."""
    waited: list[float] = []
    errors: list[str] = []
    ends = time.perf_counter() + seconds

    async def read(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - when somebody clicks
        async with await opened(host) as socket:
            session = Session(socket, host)
            await asyncio.sleep(chance.uniform(0, THINK))
            while time.perf_counter() < ends:
                page = chance.choice([*PAGES])
                query = chance.choice([*queries(page, "en")])
                try:
                    waited.append(1000 * await session.look(page, query))
                except RuntimeError as error:
                    errors.append(str(error))
                await asyncio.sleep(THINK)

    await asyncio.gather(*(read(number) for number in range(sessions)))
    p50, late = statistics.median(waited), p95(waited)
    _print(f"{sessions:8} {len(waited):8} {p50:9.0f} {late:9.0f} {len(errors):8}")
    return late


def p95(found: Sequence[float]) -> float:
    """Return the value that one in twenty is above."""
    return statistics.quantiles(found, n=20)[-1] if len(found) > 1 else found[0]


async def measure(server: Server, sessions: Sequence[int], seconds: float) -> None:
    """Print both tables and the ratio."""
    host = server.host
    await of_pages(host, server.pid)
    _print("sessions  changes    p50 ms    p95 ms   errors")
    found = {number: await together(host, number, seconds) for number in sessions}
    status = Path(f"/proc/{server.pid}/status").read_text("utf-8")
    memory = int(status.partition("VmRSS:")[2].split()[0]) // 1024
    _print(f"memory of the server: {memory} MB")
    first, last = sessions[0], sessions[-1]
    _print(f"p95 at {last} / p95 at {first}: {found[last] / found[first]:.1f}")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def _server(release: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        around = {"SWIT_RELEASE": release} if release else {}
        with serving(ROOT / "app.py", Path(folder) / "log.txt", headless=True, **around) as server:
            yield server


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--sessions", default="1,50", help="how many readers, one table line each")
    given.add_argument("--seconds", type=float, default=30)
    given.add_argument("--release", default="", help="a release folder; without it: illustrative")
    wanted = given.parse_args()
    with _server(wanted.release) as server:
        numbers = [int(number) for number in wanted.sessions.split(",")]
        asyncio.run(measure(server, numbers, wanted.seconds))
