"""Every page in every language and in the one that nobody speaks (swit_data/pseudo.py), at both widths.

    pytest -m long -n 2 tests/browser/test_languages.py

walks them all, some minutes a language; SWIT_SHOTS=folder keeps a picture of every page. The gate looks at one page.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from playwright.sync_api import Page, expect

from swit_data import pseudo
from swit_data.wording import FOLDER, forms_of, languages, read_catalog
from tests.browser.conftest import Server, Visit, settle, turn_to
from tests.browser.test_pages import CUT, PATHS, PHONE, SHOTS, UNFOLD, WIDE

# Everything that is seen or read aloud: texts, words of figures, labels.
SAID = """() => {
  const found = []
  const seen = each => each.checkVisibility({ visibilityProperty: true }) || each.closest("canvas")
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const each of document.querySelectorAll(`[${name}]`)) if (seen(each)) found.push(each.getAttribute(name))
  for (const each of document.querySelectorAll("svg text")) if (seen(each)) found.push(each.textContent)
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const inside = texts.currentNode.parentElement
    const other = inside.closest("script, style, noscript, svg text, [data-testid=stIconMaterial], code, pre")
    if (!other && seen(inside)) found.push(texts.currentNode.data)
  }
  return [...new Set(found.map(each => each.trim()))].filter(each => /\\p{L}/u.test(each))
}"""
# What is in plain letters although nobody speaks English here, and why.
ALLOWED = {
    "months and lists are joined as Babel has it in English": (
        r"January|February|March|April|May|June|July|August|September|October|November|December|and"
    ),
    "countries are named by Babel": "Kenya|Indonesia|Suriname|Ukraine",
    "languages are named in their own words": "|".join(
        re.escape(name) for name in languages().values()
    ),
    "codes and units": r"[a-z]+_[a-z_0-9]+|SWIT|CSV|XLSX|PDF|PNG|SVG|MB|[A-Z]{1,3}\d[\w.-]*|[0-9a-f]{8,}|JSON",
    "what owners wrote of how they asked": r"[\w ,-]+ \(illustrative\)",
}
_ALLOWED = re.compile(rf"(?<!\w)({'|'.join(ALLOWED.values())})(?!\w)")
# What a question is in other languages stands beside it.
QUESTIONS = {
    text
    for path in FOLDER.glob("framework*.po")
    for each in read_catalog(path)
    if str(each.context).startswith("indicator.")
    for text in (*forms_of(each.id), *forms_of(each.string))
}
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = frozenset(pseudo.PLAIN)


@pytest.fixture
def speaking(own: tuple[Server, Path]) -> Server:
    """Serve the dashboard with the language that nobody speaks."""
    return own[0]


def english(text: str) -> list[str]:
    """Return the words of a text that no catalogue gave in the language that nobody speaks."""
    words = _WORD.findall(_ALLOWED.sub(" ", text))
    return [word for word in words if len(word) > 1 and word.isascii() and _PLAIN & set(word)]


@cache
def left_in_english(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what a language says otherwise than in English: a part that it must hold, and the pattern of it all."""
    paths = (FOLDER / f"{language}.po", *FOLDER.glob(f"*.{language}.po"))
    messages = [each for path in paths for each in read_catalog(path) if each.id]
    own = {text for each in messages for text in forms_of(each.string)}
    own |= {*Locale.parse(language).territories.values()}  # Kenya is Kenya in French, too
    texts = {text for each in messages for text in forms_of(each.id)} - own
    found = []
    for text in texts:
        parts = re.split(r"\{\w+\}", text)
        if longest := max(re.findall(r"[^{}]*[A-Za-z]{3}[^{}]*", " ".join(parts)), default=""):
            held = max(parts, key=len)
            if "{" not in text or len(held.strip()) > len("a few words"):
                found.append((held if "{" in text else longest, _pattern(parts)))
    return tuple(found)


def _pattern(parts: list[str]) -> re.Pattern[str]:
    return re.compile(".+?".join(re.escape(part) for part in parts), re.DOTALL)


def not_said_right(language: str, said: list[str]) -> dict[str, object]:
    """Return the texts of a page that are in English in another language."""
    if language == pseudo.CODE:
        return {each: words for each in said if (words := english(each))}
    sought = left_in_english(language)
    return {
        each: pattern.pattern
        for each in said
        for held, pattern in sought
        if held in each and pattern.fullmatch(each)
    }


def looked_at(page: Page, language: str, path: str, width: int) -> dict[str, object]:
    """Return what is wrong with a page as it stands."""
    settle(page)
    page.evaluate(UNFOLD)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    for broken in ("stException", "stAlertContentError"):
        expect(page.get_by_test_id(broken)).to_have_count(0, timeout=1000)
    wide = page.evaluate("document.documentElement.scrollWidth")
    said = page.evaluate(SAID)
    if path == "/questions":
        said = [each for each in said if each not in QUESTIONS]
    if path == "/translations":  # every text of the catalogue stands there in two languages
        said = []
    found = {
        "wider than the screen": wide if wide > width else None,
        "cut in a figure": page.evaluate(CUT),
        "lang": (lang := page.evaluate("document.documentElement.lang")) != language and lang,
        "address": f"lang={language}" not in page.url and page.url,
        "English": not_said_right(language, said),
    }
    if SHOTS:
        _keep_picture(
            page, f"{SHOTS}/{path.strip('/') or 'overview'}_{language}_{width}.png", width
        )
    return {f"{path} {width} {what}": wrong for what, wrong in found.items() if wrong}


def _keep_picture(page: Page, file: str, width: int) -> None:
    tall = page.get_by_test_id("stMain").evaluate("each => each.scrollHeight")
    page.set_viewport_size({"width": width, "height": tall + 80})
    settle(page)
    page.screenshot(path=file)


def walk(speaking: Server, page: Page, language: str, paths: list[str]) -> dict[str, object]:
    """Return what is wrong with pages at both widths."""
    wrong: dict[str, object] = {}
    for path in paths:
        page.set_viewport_size(WIDE)
        page.goto(f"{speaking.address}{path}?lang={language}")
        wrong |= looked_at(page, language, path, WIDE["width"])
        page.set_viewport_size(PHONE)
        wrong |= looked_at(page, language, path, PHONE["width"])
    return wrong


def test_a_page_has_no_text_outside_the_catalogue(speaking: Server, visit: Visit) -> None:
    page = visit(speaking, f"/?lang={pseudo.CODE}")
    assert looked_at(page, pseudo.CODE, "/", WIDE["width"]) == {}


@pytest.mark.long
@pytest.mark.timeout(0)
@pytest.mark.parametrize("language", [*languages(), pseudo.CODE])
def test_every_page_speaks_one_language(speaking: Server, visit: Visit, language: str) -> None:
    page = visit(speaking, f"/?lang={language}")
    wrong = walk(speaking, page, language, PATHS)
    page.set_viewport_size(WIDE)
    turn_to(page, "stakeholders")
    wrong |= looked_at(page, language, "/stakeholders", WIDE["width"])
    print(json.dumps(wrong, ensure_ascii=False, indent=1))  # noqa: T201 - pytest shortens it
    assert wrong == {}
