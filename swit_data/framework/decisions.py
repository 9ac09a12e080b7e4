"""What is left to decide in a framework, in words: what each key is for and what to write there."""

import re

from swit_data.errors import Sentence, listed, say
from swit_data.framework.error_place import Mistake

_LAST = re.compile(r"\[+([^\[\]]+)\]+(?: “[^”]*”| number \d+)?$")
_MOST = 20  # allowed values that a sentence names
_CODE = say("a short code of your own: letters a-z, digits and _, beginning with a letter")
_LABEL = say("its name, as people read it")
# By table and key: what is decided, and what is written.
_TOLD = {
    ("framework", "code"): say("A short code for this survey. Write letters a-z, digits and _."),
    ("framework", "title"): say("What this survey is called. Write it as people read it."),
    ("stakeholder_types", "code"): say(
        "Whom people are asked about: one table [[stakeholder_types]] for each kind (government, NGOs). Write {code}.",
        code=_CODE,
    ),
    ("stakeholder_types", "label"): say(
        "The kind of those whom people are asked about. Write {label}.", label=_LABEL
    ),
    ("stakeholder_types", "external"): say(
        "Whether this type is assessed by the community (true), or is the community itself (false)."
    ),
    ("stakeholder_types.targets", "code"): say(
        "Which body of this type people are asked about, one table each. Write {code}.", code=_CODE
    ),
    ("stakeholder_types.targets", "label"): say(
        "The body that people are asked about. Write {label}.", label=_LABEL
    ),
    ("stakeholder_types.targets", "level"): say(
        "At which level this body works. Write one of: {allowed}."
    ),
    ("dimensions", "code"): say(
        "What all questions together measure; one or more dimensions. Write {code}.", code=_CODE
    ),
    ("dimensions", "label"): say("What is measured. Write {label}.", label=_LABEL),
    ("parts", "code"): say("A part of what is measured, one table each. Write {code}.", code=_CODE),
    ("parts", "label"): say("A part of what is measured. Write {label}.", label=_LABEL),
    ("parts", "dimension"): say(
        "To which dimension this part belongs. Write the code of one: {allowed}."
    ),
    ("scales.answers", "score"): say(
        "What this answer is worth: 0 (worst) to 100 (best). Delete the line where it has no score, and write "
        'means = "dont_know", "not_applicable" or "prefer_not_to_say" where it means that.'
    ),
    ("indicators", "text"): say(
        "The question in English, or in the language that all read. Write the question."
    ),
    ("indicators", "plain"): say(
        "Why it is asked, in one plain line for those who read the results."
    ),
    ("indicators", "part"): say(
        "Which part this question belongs to. Write the code of one: {allowed}. Where the question measures nothing, "
        "delete its whole table [[indicators]]."
    ),
    ("indicators", "stakeholder_types"): say(
        'Whom this question is about. Write the codes in a list, as ["government"]: {allowed}.'
    ),
    ("indicators", "direction"): say(
        "positive: the answers with high scores are good news; negative: they are bad news, and the "
        "score is turned round."
    ),
    ("indicators", "asked_if"): say(
        'The form asks this of some people only (the line above says of whom). Write asked_if = {{ column = "the '
        'question", values = ["the answers with which it is asked"] }}, or delete the line: then everybody counts as '
        "asked."
    ),
    ("form", "shape"): say(
        "1: an interview is about one stakeholder type. 2: it has a group of questions for each of several types."
    ),
    ("form", "pilot"): say(
        'Which place or project an interview counts for. Write {{ column = "the question" }} and a table '
        '[[form.pilots]] for each of its answers, or {{ constant = "KEN" }}.'
    ),
    ("form", "round"): say(
        'Which round this is. Write {{ constant = "1" }}, or {{ column = "the question" }}.'
    ),
    ("form", "class"): say(
        'Who answers. Write {{ constant = "community" }}, "group" (focus groups; then also participants = "the '
        'question that counts them") or "institution", or a column that says it.'
    ),
    ("form", "stakeholder_type"): say(
        'Where it stands whom an interview is about. Write {{ constant = "the code of a stakeholder type" }} or '
        '{{ column = "the question" }}. Delete the line where shape is 2.'
    ),
    ("form", "consent"): say(
        'Which question asks for consent, and what says yes. Write {{ column = "the question", values = ["yes"] }}. '
        "Delete the line where the form does not ask: then everybody counts as having agreed."
    ),
    ("form", "ignore"): say(
        "Texts that people wrote are never read (the line above names them). Write the names of those that are dropped "
        'without being looked at, though they could name a person, as ["remarks"]; or delete the line.'
    ),
    ("form.pilots", "code"): say(
        "The code of a pilot, one table each: of a country its three letters, as KEN."
    ),
    ("form.pilots", "name"): say(
        "The name of a pilot. Delete the line where the code is a country."
    ),
    ("form.pilots", "value"): say(
        "What exports say for this pilot. Delete the line where it is the code."
    ),
}
_NONE = say("there is none yet, write that first")
_OTHER = say("Write what is right. Allowed: {allowed}.")


def kind_of(mistake: Mistake) -> tuple[str, str]:
    """Return the table and key of something to decide, whatever the code."""
    found = _LAST.search(mistake.table)
    return (found[1] if found else ""), mistake.key.partition(".")[0]


def told_of(mistake: Mistake) -> Sentence:
    """Return what is to be decided, and what to write."""
    told = _TOLD.get(kind_of(mistake), _OTHER)
    if "{allowed}" not in told.text:
        return (
            told
            if told.values or "{" not in told.text
            else Sentence(told.text, (("key", mistake.key),))
        )
    allowed = listed(mistake.allowed, _MOST) if mistake.allowed else _NONE
    return Sentence(told.text, (*told.values, ("allowed", allowed)))
