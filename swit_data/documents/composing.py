"""A document put together: its sections in their order, who answered, where its numbers come from."""

from collections.abc import Iterator

from swit_data import findings, translations
from swit_data.documents import scores, texts
from swit_data.documents.about import about, version_of
from swit_data.documents.content import Content, Section
from swit_data.documents.reference import Reference
from swit_data.documents.scope import CRITERIA, EMPOWERMENT, ROLLOUT, Scope
from swit_data.findings.who import how_many


def composed(scope: Scope, pilot: str) -> Content:
    """Return a pilot's report card; without a pilot the comparison over all of them, where nobody is ranked."""
    labels, chosen = scope.labels, scope.chosen_round
    text, release, language = labels.wording.text, scope.release, labels.wording.language
    about_whom = (release.fingerprint, pilot, chosen, language, scope.made_on)
    reference = Reference(*about_whom, stakeholder_type=scope.stakeholder_type)
    title = _title(scope, pilot)
    facts = tuple(facts_of(scope, reference))
    sections = _card(scope, pilot) if pilot else _comparison(scope)
    return Content(
        language=language,
        title=title,
        owner=scope.owner,
        subtitle=subtitle_of(scope),
        mark=labels.mark,
        translation=translations.said(labels.wording),
        headline=scope.headline(scope.main),
        sections=(*filter(None, sections), *_ends(scope)),
        sides=(text("document.community"), text("document.institution")),
        who=labels.wording.labelled(text("who.title"), how_many(labels, chosen, scope.pilots)),
        key=scope.key,
        limits=scope.limits,
        facts=facts,
        about=about(labels, title, facts, chosen, scope.made_on),
        reference=reference,
    )


def _title(scope: Scope, pilot: str) -> str:
    """Return what the document is called: the pilot's card, one stakeholder type's own, or the pilots side by side."""
    labels, kind = scope.labels, scope.stakeholder_type
    text = labels.wording.text
    names = [
        *([labels.pilot(pilot)] if pilot else []),
        *([labels.stakeholder_type(kind)] if kind else []),
    ]
    if pilot:
        return text("document.card", pilot=" · ".join(names))
    compared = text("document.comparison")
    return labels.wording.labelled(compared, names[0]) if names else compared


def _card(scope: Scope, pilot: str) -> Iterator[Section | None]:
    """Give the sections of a report card: community empowerment first, after what was promised before."""
    yield texts.promises(scope, pilot)
    yield scores.scored(scope, "empowerment", EMPOWERMENT)
    yield scores.scored(scope, "parts", ROLLOUT)
    yield scores.scored(scope, "criteria", CRITERIA)
    yield scores.gaps(scope)
    yield scores.stands_out(scope)
    yield texts.asks(scope, pilot)
    yield from texts.narratives(scope, pilot)


def _comparison(scope: Scope) -> Iterator[Section | None]:
    """Give the sections of the comparison: pilots side by side in their fixed order."""
    yield scores.scored(scope, "empowerment", EMPOWERMENT, beside=True)
    for code in scope.labels.framework.dimensions:
        yield scores.scored(scope, code, code, beside=True)
    yield scores.stands_out(scope)
    yield texts.promises_beside(scope)


def subtitle_of(scope: Scope) -> str:
    """Return what it is: who led it, which round, when."""
    wording, chosen = scope.labels.wording, scope.chosen_round
    frame = scope.release.frame("pilot")
    held = frame.loc[frame["round"] == chosen, "month"]
    when = ", ".join(dict.fromkeys(wording.month(month) for month in held if month)) or chosen
    return wording.text("document.subtitle", round=chosen, when=when)


def _ends(scope: Scope) -> tuple[Section, ...]:
    """Return who answered, what is withheld and why, and how the numbers are made."""
    labels = scope.labels
    text = labels.wording.text
    frame = scope.release.frame("scores")
    here = frame.loc[
        (frame["round"] == scope.chosen_round)
        & (frame["scoring"] == "standard")
        & (frame["respondent_class"] == "community")
        & (frame["split"] == "all")
        & frame["item"].isin([*labels.framework.parts, *labels.framework.dimensions])
    ]
    who = findings.who_answered(labels, scope.chosen_round, scope.pilots)
    why = findings.withheld_reasons(labels, here["withheld"])
    how = (text("document.method.1"), text("document.method.2"))
    return (
        Section("who", text("who.title"), lines=who),
        Section("withheld", text("withheld.title"), lines=why),
        Section("method", text("document.method"), lines=how),
    )


def facts_of(scope: Scope, reference: Reference) -> Iterator[tuple[str, str]]:
    """Give where the numbers come from and how they are checked, as names and texts."""
    labels = scope.labels
    text = labels.wording.text
    versions = sorted(map(version_of, scope.release.frameworks.values()))
    pilots = ", ".join(labels.pilot(pilot) for pilot in scope.pilots)
    chosen = labels.wording.apart(
        (pilots, f"{text('filter.round')} {scope.chosen_round}", text("class.community"))
    )
    yield text("view.release"), reference.release
    yield text("view.framework"), "; ".join(versions)
    yield text("signed.by"), _signed(scope)
    if said := translations.said(labels.wording):
        yield text("translated.title"), said
    yield text("document.selection"), chosen
    yield text("who.title"), how_many(labels, scope.chosen_round, scope.pilots)
    yield text("view.made_on"), labels.wording.day(reference.made_on)
    yield text("document.check"), text("document.check.how")
    yield text("document.reference"), str(reference)


def _signed(scope: Scope) -> str:
    """Return the digits of the key that signed each pilot's release: whose it is the reader finds out by voice."""
    labels, text = scope.labels, scope.labels.wording.text
    keys: dict[str, list[str]] = {}
    for pilot in scope.pilots:
        by = scope.release.signatures.get(pilot)
        keys.setdefault(by.digits if by else "", []).append(labels.pilot(pilot))
    said = {k: text("signed.key", digits=_whole(k)) if k else text("signed.none") for k in keys}
    if len(keys) == 1:
        return said[next(iter(keys))]
    return "; ".join(labels.wording.labelled(", ".join(keys[k]), said[k]) for k in keys)


def _whole(digits: str) -> str:
    """Return digits that stand on one line: they are read aloud from it."""
    return digits.replace(" ", "\N{NO-BREAK SPACE}")
