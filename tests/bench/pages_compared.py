"""What readers get on every page, of one checkout compared with another: the illustrative release, no browser.

    python -m tests.bench.pages_compared write before.json.gz --root ../before
    python -m tests.bench.pages_compared compare before.json.gz after.json.gz --only figures,texts

`write` opens every page at each of BASES, as it is, unfolded, and with each value of its filters. `compare` prints page
by page what a reader gets otherwise, however it is split over elements and called, and ends with 1 if there is any.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import json
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import date
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState as State
from websockets.asyncio.client import ClientConnection

from swit_data.wording import Wording
from tests.bench.reruns import PAGES, asking, opened
from tests.browser.conftest import ROOT, serving
from tests.ui.elements_told import is_body, parts_of

STILL = ("meeting", "data", "texts")  # opened only: a choice there changes what the server keeps
CUTS = ({"round": "1"}, {"round": "2"}, {"alone": "UKR"})
BASES = [{"lang": language} | cut for language in ("en", "uk") for cut in CUTS]
MOST_VALUES = 12  # a filter with more is walked at the first base only: 127 questions, 58 sources
FILTERS = {"selectbox", "multiselect"}
# `labels`: of buttons and folded parts; `said`: sentences that are no lines of the page, each once, in no order.
PARTS = ("texts", "labels", "said", "figures", "tables", "paper", "filters")
TAGS = {"h1", "h2", "h3", "h4", "p", "small", "li", "mark"}
Drawn = dict[tuple[int, ...], tuple[str, Any, str]]  # place on the page: kind, element, key
Page = dict[str, list[Any]]  # by the names in PARTS


async def look(socket: ClientConnection, page: str, query: dict[str, str], *chosen: State) -> Drawn:
    """Open a page at a query, choose something there, and return what is drawn in the end."""
    await socket.send(asking("127.0.0.1", page, query, *chosen).SerializeToString())
    drawn: Drawn = {}
    while True:
        heard = ForwardMsg()
        heard.ParseFromString(bytes(await socket.recv()))  # type: ignore[arg-type]
        kind = heard.WhichOneof("type")
        if kind == "new_session":
            drawn = {}
        elif kind == "delta":
            new = getattr(heard.delta, heard.delta.WhichOneof("type") or "")
            of = new.WhichOneof("type") or "id"  # a place of no kind has no more than a key
            drawn[*heard.metadata.delta_path] = of, getattr(new, of), getattr(new, "id", "")
        elif kind == "script_finished" and heard.script_finished != heard.FINISHED_EARLY_FOR_RERUN:
            return dict(sorted(drawn.items()))


async def visits(host: str, browser: str, page: str) -> AsyncIterator[tuple[str, Drawn]]:
    """Give what a page draws at each base, unfolded, and with each choice; a visit has a name."""
    for base in BASES:
        name = f"{page}?{urlencode(base)}"
        async with await opened(host, browser) as socket:
            first = await look(socket, page, base)
            yield name, first
            folds = [one.id for kind, one, _ in first.values() if kind == "expandable" and one.id]
            opening = [State(id=fold, bool_value=True) for fold in folds]
            yield f"{name} unfolded", await look(socket, page, base, *opening)
        for kind, one, _ in first.values() if page not in STILL else ():
            if kind not in FILTERS or (base != BASES[0] and len(one.options) > MOST_VALUES):
                continue
            async with await opened(
                host, browser
            ) as socket:  # what is chosen stays in its own window
                await look(socket, page, base)
                for option, state in _choices(kind, one):
                    yield f"{name} {one.label}: {option}", await look(socket, page, base, state)


def _choices(kind: str, one: Any) -> Iterator[tuple[str, State]]:  # noqa: ANN401 - Streamlit's
    for option in (each for each in one.options if each not in _value(kind, one)):  # to choose
        several: Any = {"string_array_value": {"data": [option]}}
        said = several if kind == "multiselect" else {"string_value": option}
        yield option, State(id=one.id, **said)


def _value(kind: str, one: Any) -> list[str]:  # noqa: ANN401 - Streamlit's
    if kind == "multiselect":
        return [*one.raw_values] if one.set_value else [one.options[each] for each in one.default]
    return [one.raw_value] if one.set_value else [*one.options[one.default :][:1]]


def read(drawn: Drawn) -> Page:
    """Return what a reader gets of a page, by the names in PARTS."""
    page: Page = {name: [] for name in PARTS}
    for kind, one, _ in drawn.values():
        for name, thing in _things(kind, one):
            page[name].append(thing)
    return page | {"said": sorted({*page["said"]} - {each["alt"] for each in page["figures"]})}


def _things(kind: str, one: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - Streamlit's
    """Give what a reader gets of one element, each with the name of its list."""
    if kind == "bidi_component":
        told = json.loads(one.bytes or one.json or one.mixed.json or "null")
        yield from _of_body(told) if is_body(told) else _inside(told)
    elif kind == "plotly_chart":
        yield "figures", {"alt": one.alt, "spec": json.loads(one.spec)}
    elif kind == "dataframe":
        table = pa.ipc.open_stream(one.arrow_data.data).read_all()
        columns = [map(str, column.to_pylist()) for column in table.columns]
        yield "tables", [table.column_names, *map(list, zip(*columns, strict=True))]
    elif kind in FILTERS:
        yield "filters", {"of": one.label, "all": [*one.options], "value": _value(kind, one)}
    else:
        own = [("labels", getattr(one, "label", "")), ("texts", getattr(one, "body", ""))]
        own += [("texts", image.alt) for image in getattr(one, "imgs", ())]
        yield from ((name, [kind, words]) for name, words in own if words)


def _of_body(told: list[Any]) -> Iterator[tuple[str, Any]]:
    """Give what a reader gets of the parts of a body."""
    for part in parts_of(told):
        if "figure" in part:
            yield "figures", {"alt": part["alt"], "spec": part["drawing"]}
        if "sheet" in part:
            yield "tables", part["sheet"]
        if "folded" in part:
            yield "labels", ["expandable", part["folded"]]
        yield from _inside([part.get("lines"), part.get("save"), part.get("steps")])


def _inside(data: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - anything of JSON
    """Give what stands in the data of an element of our own: lines, tables for paper, other sentences."""
    if isinstance(data, str) and data[:1] in {"[", "{"}:
        with suppress(ValueError):
            data = json.loads(data)
    if _is_row(data) and len(data) == 2 and data[0] in TAGS:
        yield "texts", data
    elif data and isinstance(data, list) and all(map(_is_row, data)) and data[0][0] not in TAGS:
        yield "paper", data
    elif isinstance(data, str) and " " in data and data[0] != ".":  # that would be a selector
        yield "said", data
    else:
        within = data.values() if isinstance(data, dict) else data
        for each in within if isinstance(data, dict | list) else ():
            yield from _inside(each)


def _is_row(data: object) -> bool:
    return isinstance(data, list) and bool(data) and all(isinstance(cell, str) for cell in data)


async def walk(host: str, browser: str, pages: list[str], hidden: str) -> dict[str, Any]:
    """Return what pages show, without what is `hidden`: each visit as digests, and what these stand for."""
    found: dict[str, dict[str, list[str]]] = {}
    shown: dict[str, str] = {}
    for page in pages:
        async for name, drawn in visits(host, browser, page):
            found[name] = {}
            for part, things in read(drawn).items():
                texts = [json.dumps(thing, ensure_ascii=False, sort_keys=True) for thing in things]
                texts = [re.sub(hidden, "(hidden)", text) for text in texts]
                digests = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
                shown |= zip(digests, texts, strict=True)
                found[name][part] = [*dict.fromkeys(digests)] if part == "figures" else digests
        sys.stderr.write(f"{len(found)} visits, {page} done\n")
    return {"visits": found, "shown": shown}


def write(file: Path, root: Path, pages: list[str], phone: bool) -> None:
    """Start the server of a checkout, walk its pages, and keep what they show."""
    today = date.today().isoformat()  # noqa: DTZ011 - the day that pages name
    months = [Wording.of(language).month(today[:7]) for language in ("en", "uk")]
    with tempfile.TemporaryDirectory() as home:
        hidden = "|".join(map(re.escape, (home, today, *months)))
        around: Any = {"PYTHONPATH": str(root), "SWIT_RELEASE": "", "SWIT_DATASET": ""}
        with serving(root / "app.py", Path(home) / "log.txt", **around) as server:
            walked = asyncio.run(walk(server.host, "Mobile" if phone else "", pages, hidden))
    file.write_bytes(gzip.compress(json.dumps(walked).encode(), mtime=0))


def compare(two: list[Any], pages: list[str], parts: list[str]) -> bool:
    """Print what differs, each difference once a page, and return whether anything does."""
    found: dict[str, dict[str, list[str]]] = {}  # page, difference, visits
    shown = two[0]["shown"] | two[1]["shown"]
    names = two[0]["visits"] | two[1]["visits"]
    for name in (name for name in names if name.partition("?")[0] in pages):
        page = found.setdefault(name.partition("?")[0], {})
        a, b = (walked["visits"].get(name, {}) for walked in two)
        for line in dict.fromkeys(_differences(a, b, parts, shown)):
            page.setdefault(line, []).append(name)
    for title, lines in found.items():
        told = [f"\n  {line}\n    visits: {len(w)}, first: {w[0]}" for line, w in lines.items()]
        sys.stdout.write(f"{title}: {'differs' if told else 'the same'}{''.join(told)}\n")
    return any(found.values()) or not found


def _differences(a: Page, b: Page, parts: list[str], shown: dict[str, str]) -> Iterator[str]:
    if not (a and b):
        yield f"visited {'before' if a else 'after'} only"
    for part in (part for part in parts if a and b and a[part] != b[part]):
        old, new = ([json.loads(shown[each]) for each in side[part]] for side in (a, b))
        yield from islice(changes(old, new, part), 20)  # the first ones tell


def changes(old: Any, new: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - anything of JSON
    """Give each difference of two things, as a line that says where and what."""
    within: list[tuple[Any, Any, str]] = []
    if isinstance(old, dict) and isinstance(new, dict):
        within = [(old.get(key), new.get(key), f"{path}.{key}") for key in old | new]
    elif isinstance(old, list) and isinstance(new, list):
        texts = [[json.dumps(each) for each in side] for side in (old, new)]
        for kind, i, j, m, n in SequenceMatcher(None, texts[0], texts[1], False).get_opcodes():
            pairs = zip_longest(old[i:j], new[m:n]) if kind != "equal" else ()
            within += [(gone, come, path) for gone, come in pairs]
    elif old != new:
        said = [json.dumps(each, ensure_ascii=False) for each in (old, new)]
        same = next((n for n, (a, b) in enumerate(zip(*said, strict=False)) if a != b), 0)
        yield f"{path}: {' -> '.join(each[max(0, same - 20) :][:120] for each in said)}"
    for each in within:
        yield from changes(*each)


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("what", choices=("write", "compare"))
    given.add_argument("files", type=Path, nargs="+", help="one to write, or two to compare")
    given.add_argument("--root", type=Path, default=ROOT, help="write: a checkout, else this one")
    given.add_argument("--pages", default=",".join((*PAGES, *STILL)), help="these alone")
    given.add_argument("--only", default=",".join(PARTS), help="compare: these alone")
    given.add_argument("--phone", action="store_true", help="write: as a phone's browser")
    asked = given.parse_args()
    pages = asked.pages.split(",")
    if asked.what == "write":
        write(asked.files[0], asked.root.resolve(), pages, asked.phone)
    else:
        two = [json.loads(gzip.decompress(file.read_bytes())) for file in asked.files]
        sys.exit(compare(two, pages, asked.only.split(",")))
