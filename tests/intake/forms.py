"""Small forms of any make, each with the framework that names its questions."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from swit_data import framework
from swit_data.intake.dialects import FormQuestion, FormWords
from swit_data.questionnaire import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from swit_data.framework import Framework
    from tests.intake.writer import Answers

LANGUAGES = ("en", "uk")
# Texts repeat, hold what separates groups, differ in case only, or are missing in a language.
_TEXTS = st.sampled_from(
    [
        *("", "", "Does it help you?", "Does it help / harm you?", "Чи допомагає це вам?", "Yes"),
        *("Police", "Поліція - місцева", "a.b", "Don't know", "Ministry of health", "ні"),
        *("Line\nbreak", "one", "one two", "Так, іноді"),
    ]
)
_LABELS = st.fixed_dictionaries({"en": _TEXTS, "uk": _TEXTS}).map(
    lambda labels: {language: text for language, text in labels.items() if text}
)
_GROUPS = ("start", "about", "block", "inner")
_CODES = ("yes", "no", "dk", "0", "1", "partly", "north_1")
# Labels of one list differ: with blanks, of one another, and like codes of others.
_ANSWERS = (
    *("Yes", "No", "Yes and no", "and", "Don't know", "1", "0", "so so", "Так", "Ні", "Так Ні"),
    *("ministry", "Ministry of health", "Не знаю", "partly yes"),
)


@dataclass(frozen=True)
class Drawn:
    """A form, the columns that its framework names, and that framework as a file."""

    form: FormWords
    content: str

    def measured(self, folder: Path) -> Framework:
        """Return its framework, opened from a file."""
        path = folder / "drawn.toml"
        path.write_text(self.content, "utf-8")
        return framework.load(path)


@st.composite
def option_lists(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[Choice, ...]:
    """Draw the options of a list; in a language they differ, whatever their case."""
    spoken = {}
    for language in LANGUAGES:
        texts = draw(st.permutations(_ANSWERS))
        spoken[language] = dict(zip(codes, texts, strict=False))
    missing = draw(st.sets(st.sampled_from(LANGUAGES), max_size=1))  # a list not translated
    return tuple(
        Choice(code, {each: spoken[each][code] for each in LANGUAGES if each not in missing})
        for code in codes
    )


@st.composite
def drawn_forms(draw: st.DrawFn) -> Drawn:
    """Draw a form of one to three stakeholder types with their targets and questions."""
    types = draw(st.integers(1, 3))
    targets = [draw(st.integers(1, 4)) for _ in range(types)]
    asked = [draw(st.integers(1, 3)) for _ in range(types)]
    codes: tuple[str, ...] = tuple(draw(st.permutations(_CODES)))[: draw(st.integers(2, 5))]
    lists = {"scale": draw(option_lists(codes))}
    questions = [_question(draw, "pilot", "select_one", "pilots")]
    lists["pilots"] = draw(option_lists(("KEN", "UKR")))
    for n in range(types):
        lists[f"targets_{n}"] = draw(option_lists(tuple(f"t{n}_{k}" for k in range(targets[n]))))
        questions.append(_question(draw, f"type{n}_known", "select_multiple", f"targets_{n}"))
        questions += [_question(draw, f"q_{n}_{k}", "select_one", "scale") for k in range(asked[n])]
    if draw(st.booleans()):
        questions.append(_question(draw, "remark", "text", ""))
    paths = {q.groups[:n] for q in questions for n in range(1, len(q.groups) + 1)}
    groups = {path: draw(_LABELS) for path in sorted(paths)}
    form = FormWords(tuple(questions), groups, lists, LANGUAGES)
    return Drawn(form, _framework(targets, asked, codes))


def _question(draw: st.DrawFn, name: str, kind: str, listed: str) -> FormQuestion:
    groups: tuple[str, ...] = _GROUPS[: draw(st.integers(0, 3))]
    again = draw(st.booleans())
    if groups and again:
        groups = (*groups[:-1], f"{groups[-1]}_{draw(st.integers(0, 1))}")
    return FormQuestion(name, kind, groups, draw(_LABELS), listed)


@st.composite
def drawn_answers(draw: st.DrawFn, form: FormWords) -> list[Answers]:
    """Draw up to five submissions."""
    found: list[Answers] = []
    for n in range(draw(st.integers(1, 5))):
        answer: Answers = {"id": f"{n:08d}-aaaa-4bbb-8ccc-0123456789ab"}
        for question in form.questions:
            codes = [choice.code for choice in form.choices.get(question.choices, ())]
            if question.kind == "select_multiple":
                chosen = draw(st.sets(st.sampled_from(codes)))
                answer[question.name] = [code for code in codes if code in chosen]
            elif codes:
                answer[question.name] = draw(st.sampled_from(["", *codes]))
            else:
                answer[question.name] = draw(st.sampled_from(["", "a remark", "7", "=1+1"]))
        found.append(answer)
    return found


def _framework(targets: list[int], asked: list[int], codes: tuple[str, ...]) -> str:
    types = range(len(targets))
    text = (
        '[framework]\ncode = "drawn"\nversion = "1"\ntitle = "Drawn"\n'
        '[[dimensions]]\ncode = "rollout"\nlabel = "Roll-out"\n'
        '[[parts]]\ncode = "C1"\nlabel = "Empowerment"\ndimension = "rollout"\n'
        '[[scales]]\ncode = "scale"\n'
    )
    for code, score in zip(codes, itertools.cycle((100, 0)), strict=False):
        text += f'[[scales.answers]]\ncode = "{code}"\nlabel = "{code}"\nscore = {score}\n'
    for n in types:
        text += f'[[stakeholder_types]]\ncode = "type{n}"\nlabel = "{n}"\nexternal = true\n'
        for k in range(targets[n]):
            text += f'[[stakeholder_types.targets]]\ncode = "t{n}_{k}"\nlabel = "{k}"\n'
            text += 'level = "national"\n'
    for n in types:
        for k in range(asked[n]):
            text += (
                f'[[indicators]]\ncode = "i_{n}_{k}"\ntext = "i_{n}_{k}?"\nplain = "."\npart = "C1"\n'
                f'scale = "scale"\nstakeholder_types = ["type{n}"]\ntargets = ["t{n}_0"]\n'
                f'answered_by = ["community"]\nquestion = "q_{n}_{k}"\n'
            )
    return text + (
        '[form]\nshape = 2\npilot = { column = "pilot" }\nasked = "{stakeholder_type}_known"\n'
        '[[form.pilots]]\ncode = "KEN"\n[[form.pilots]]\ncode = "UKR"\n'
    )
