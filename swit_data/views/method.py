"""Method: how a number is made, what is asked, and what is not known."""

from collections.abc import Sequence

import pandas as pd

from swit_data import findings, translations
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.translations import Chapter
from swit_data.views.view import Line, Part, View, headed, paragraphs, table, words

SECTIONS = tuple(findings.METHOD)


@kept_while_open
def method(labels: Labels, made_by: tuple[str, ...] = ()) -> View:
    """Return Method, of the framework of a release; `made_by`: who made each pilot's, as far as the reader can tell."""
    text = labels.wording.text
    tables = {"framework": indicator_table, "weights": part_table, "scales": answer_table}
    framework = labels.framework
    version = text(
        "method.framework.version",
        code=framework.code,
        version=framework.version,
        hash=framework.hash,
        source=labels.wording.label(framework.source, "framework.source"),
    )
    return View(
        headed(text("method.headline"), ("p", text("method.intro"))),
        (
            *(words(section, *lines(section, labels)) for section in SECTIONS),
            *_signed(labels, made_by),
            words("framework", ("h2", text("method.framework")), ("p", version)),
            *(table(text(f"method.{key}"), of(labels), labels) for key, of in tables.items()),
            *_translation(labels),
        ),
    )


def lines(section: str, labels: Labels) -> list[Line]:
    """Return a section's title and sentences, with the framework's thresholds put in."""
    title = labels.wording.text(f"method.{section}.title")
    return [("h2", title), *paragraphs(findings.method_sentences(section, labels))]


def _signed(labels: Labels, made_by: tuple[str, ...]) -> tuple[Part, ...]:
    """Return who made the release; nothing of a draft, which nobody made yet."""
    if not made_by:
        return ()
    text = labels.wording.text
    how = text("signed.how", release=labels.release.fingerprint)
    return (words("signed", ("h2", text("signed.title")), ("p", how), *paragraphs(made_by)),)


def _translation(labels: Labels) -> tuple[Part, ...]:
    """Return who has read the language of the page, chapter by chapter; nothing in English, in which it is written."""
    text, found = labels.wording.text, translations.chapters(labels.wording.language)
    if not found:
        return ()
    said = ("h2", text("translated.title")), ("p", translations.said(labels.wording))
    return (
        words("translation", *said, ("p", text("translated.how"))),
        table(text("translated.table"), chapter_table(found, labels), labels),
    )


def chapter_table(found: Sequence[Chapter], labels: Labels) -> pd.DataFrame:
    """Return one row per chapter of a language: its texts, and how many of them are read, official, missing."""
    text = labels.wording.text
    return pd.DataFrame(
        [
            {
                text("translated.chapter"): _chapter(each.name, labels),
                text("translated.texts"): each.texts,
                text("translated.reviewed"): each.reviewed,
                text("translated.official"): each.official,
                text("translated.missing"): each.missing,
            }
            for each in found
        ]
    )


def _chapter(name: str, labels: Labels) -> str:
    """Return what a chapter is called: a part by its name, a page by its title."""
    if name in labels.framework.parts:
        return labels.item(name)
    keys = (f"chapter.{name}", f"page.{name}")
    return next((labels.wording.text(key) for key in keys if labels.wording.has(key)), name)


def indicator_table(labels: Labels) -> pd.DataFrame:
    """Return one row per indicator: what it asks, of whom, for which part, at which weight."""
    text = labels.wording.text
    return pd.DataFrame(
        [
            {
                text("table.code"): indicator.code,
                text("table.part"): indicator.part,
                text("table.question"): labels.item(indicator.code),
                text("table.plain"): labels.plain(indicator.code),
                text("table.asked_about"): labels.wording.listing(
                    [labels.stakeholder_type(code) for code in indicator.stakeholder_types]
                ),
                text("table.weight"): indicator.weight,
                text("table.kind"): text(f"kind.{indicator.kind}"),
                text("table.set"): text(f"set.{indicator.set}"),
                text("table.source"): ", ".join(indicator.source),
            }
            for indicator in labels.framework.indicators.values()
        ]
    )


def part_table(labels: Labels) -> pd.DataFrame:
    """Return one row per part: its dimension and its weight."""
    text = labels.wording.text
    return pd.DataFrame(
        [
            {
                text("table.part"): labels.item(part.code),
                text("table.dimension"): labels.dimension(part.dimension),
                text("table.weight"): part.weight,
            }
            for part in labels.framework.parts.values()
        ]
    )


def answer_table(labels: Labels) -> pd.DataFrame:
    """Return one row per scale and answer: its score, and what a middle answer may be worth."""
    text = labels.wording.text
    wording = labels.wording
    return pd.DataFrame(
        [
            {
                text("table.scale"): scale.code,
                text("table.answer"): wording.label(
                    answer.label, f"answer.{scale.code}.{answer.code}"
                ),
                text("table.score"): answer.score,
                text("table.lower"): answer.lower,
                text("table.higher"): answer.higher,
            }
            for scale in labels.framework.scales.values()
            for answer in scale.answers
        ]
    )
