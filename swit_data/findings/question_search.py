"""Which questions there are and which of them are looked for: their words in every language, and their codes."""

import unicodedata
from collections.abc import Collection

import pandas as pd

from swit_data.findings.answers import spoken_side
from swit_data.framework import Framework, Indicator
from swit_data.released.labels import Labels
from swit_data.selection import Selection
from swit_data.wording import SOURCE, Wording, languages

OWN = "own"  # the kind of what the community is asked about itself


def question_lines(indicator: str, labels: Labels) -> list[tuple[str, str]]:
    """Return a question in full: its words, its part and codes, how an answer is to be read."""
    text, wording = labels.wording.text, labels.wording
    asked = labels.framework.indicators[indicator]
    about = wording.listing([labels.stakeholder_type(code) for code in asked.stakeholder_types])
    codes = text(
        "questions.codes",
        code=indicator,
        part=labels.item(asked.part),
        source=", ".join(asked.source) or "–",
        also=", ".join(asked.also) or "–",
    )
    kinds = text(
        "questions.kinds",
        kind=text(f"kind.{asked.kind}"),
        set=text(f"set.{asked.set}"),
        about=about,
    )
    against = asked.direction == "negative" and asked.kind == "opinion"
    ends = [("p", text("questions.against", answer=spoken_side(indicator, "more", labels)))]
    return [
        ("h2", labels.item(indicator)),
        ("p", labels.plain(indicator)),
        *(ends if against else []),
        *(("small", line) for line in _elsewhere(asked, labels)),
        ("small", codes),
        ("small", kinds),
    ]


def language_name(code: str, labels: Labels) -> str:
    """Return the name of a language: in its own words where the app speaks it, else in the reader's."""
    return languages().get(code) or labels.wording.locale.languages.get(code, code)


def best_language(there: Collection[str], labels: Labels) -> str:
    """Return the reader's language, or the source's, or the first that there is."""
    wanted = (code for code in (labels.wording.language, SOURCE) if code in there)
    return next(wanted, next(iter(there)))


def _elsewhere(indicator: Indicator, labels: Labels) -> list[str]:
    """Return a question in every other language that has its own words for it."""
    return [
        labels.wording.text("questions.other", language=language_name(code, labels), text=texts[0])
        for code, texts in _texts(indicator).items()
        if texts and code != labels.wording.language
    ]


def found(labels: Labels, chosen: Selection, words: str = "") -> tuple[str, ...]:
    """Return the questions that pass every filter and hold every word of a search, in the framework's order."""
    wanted = _plain(words).split()
    return tuple(
        indicator.code
        for indicator in labels.framework.indicators.values()
        if _passes(indicator, chosen, labels.framework)
        and all(word in _searched(indicator, labels) for word in wanted)
    )


def _passes(indicator: Indicator, chosen: Selection, framework: Framework) -> bool:
    kinds = chosen.stakeholder_types
    target = chosen.target if kinds else ""
    about = {t.code for kind in kinds for t in framework.targets_of(indicator, kind)}
    checks = (
        not chosen.parts or indicator.part in chosen.parts,
        not kinds or set(kinds) & set(indicator.stakeholder_types),
        not target or target in about or target not in _targets(framework, kinds),
        chosen.kind in ("", indicator.kind)
        or (chosen.kind == OWN and about_itself(indicator, framework)),
        chosen.set in ("", indicator.set),
        not chosen.source or chosen.source in indicator.source,
    )
    return all(checks)


def _targets(framework: Framework, kinds: tuple[str, ...]) -> set[str]:
    return {target.code for kind in kinds for target in framework.stakeholder_types[kind].targets}


def about_itself(indicator: Indicator, framework: Framework) -> bool:
    """Say whether a question is one that the community is asked about itself."""
    return not any(framework.stakeholder_types[t].external for t in indicator.stakeholder_types)


def _searched(indicator: Indicator, labels: Labels) -> str:
    """Return what a search looks in: the words of every language, the codes, the part's name."""
    said = [text for texts in _texts(indicator).values() for text in texts]
    codes = [indicator.code, indicator.part, *indicator.also, *indicator.source]
    return _plain(" ".join([*said, *codes, labels.item(indicator.part)]))


def _texts(indicator: Indicator) -> dict[str, tuple[str, ...]]:
    """Return a question and its explanation in every language that has its own words for it."""
    there = dict.fromkeys([*languages(), *indicator.text])
    texts = {code: _text_in(indicator, code) for code in there}
    return {code: tuple(filter(None, found)) for code, found in texts.items()}


def _text_in(indicator: Indicator, language: str) -> tuple[str, str]:
    said = []
    for name, labels in (("text", indicator.text), ("plain", indicator.plain)):
        text = labels.get(language, "")
        if not text and language in languages():
            text = Wording.of(language).label(labels, f"indicator.{indicator.code}.{name}")
            text = "" if text == labels[SOURCE] else text  # not translated
        said.append(text)
    return said[0], said[1]


def _plain(text: str) -> str:
    """Return a text as it is searched: without case, and without signs over letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def question_table(indicators: tuple[str, ...], labels: Labels) -> pd.DataFrame:
    """Return one row per question: its codes, and its words in every language there is."""
    text = labels.wording.text
    asked = [labels.framework.indicators[code] for code in indicators]
    written = {i.code: {k: t[0] for k, t in _texts(i).items() if t} for i in asked}
    there = list(dict.fromkeys([*languages(), *(k for w in written.values() for k in w)]))
    table = {
        text("table.code"): [i.code for i in asked],
        text("table.part"): [i.part for i in asked],
        **{
            language_name(code, labels): [written[i.code].get(code, "") for i in asked]
            for code in there
        },
        text("table.asked_about"): [
            labels.wording.listing([labels.stakeholder_type(t) for t in i.stakeholder_types])
            for i in asked
        ],
        text("table.kind"): [text(f"kind.{i.kind}") for i in asked],
        text("table.set"): [text(f"set.{i.set}") for i in asked],
        text("table.source"): [", ".join(i.source) for i in asked],
        text("questions.also"): [", ".join(i.also) for i in asked],
    }
    return pd.DataFrame(table)
