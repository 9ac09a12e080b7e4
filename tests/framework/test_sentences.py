"""A framework file is checked whole when it is opened; each mistake gets a sentence of its own."""

from __future__ import annotations

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from swit_data.dataset import respondents_schema
from swit_data.errors import FrameworkError
from swit_data.framework import interview, load, parse
from swit_data.framework.columns import Column
from swit_data.framework.named_columns import target_questions
from swit_data.framework.splits import RESERVED
from tests.framework.small import SMALL, changed, inside, mistakes, opened, paths, said, toml

ROOT = Path(__file__).parents[2]


def check(before: str, after: str, sentence: str) -> None:
    assert said(changed(before, after)) == f"small.toml: {sentence}. Correct it in the file."


def test_what_the_file_says_is_what_is_measured() -> None:
    framework = opened(SMALL)
    assert (framework.code, framework.version, framework.title["uk"]) == (
        "small",
        "1",
        "Мале опитування",
    )
    assert (framework.k, framework.k0, framework.low, framework.high) == (6, 12, 30, 60)
    assert [kind.code for kind in framework.external_types] == ["government", "ngo"]
    assert framework.stakeholder_types["government"].levels == ("national", "regional")
    assert framework.characteristics["gender"].question == "q_gender"
    assert list(framework.characteristics["gender"].categories)[-1] == "prefer_not_to_say"
    split = framework.dimensions["participation"].split
    assert split is not None
    assert split.partitions == (
        {"men_and_transgender": ("man", "transgender")},
        {"men_and_transgender": ("man", "transgender"), "others": ("woman", "other")},
    )
    assert split.labels["others"] == {"en": "All others"}
    assert {code: part.weight for code, part in framework.parts.items()} == {"C1": 2, "P1": 1}
    assert framework.scales["partly"].codes == ("yes", "somewhat", "no", "dont_know")
    somewhat = framework.scales["partly"].answers[1]
    assert (somewhat.score, somewhat.lower, somewhat.higher) == (50.0, 25.0, 75.0)
    assert not framework.scales["partly"].two_answers
    assert framework.scales["yes_no"].two_answers


def test_what_the_file_says_of_indicators() -> None:
    framework = opened(SMALL)
    asks, fear, seat = framework.indicators.values()
    assert (asks.direction, asks.weight, asks.also, asks.source) == (
        "negative",
        3,
        ("P1",),
        ("C1", "K1"),
    )
    assert (seat.kind, seat.answered_by, seat.direction, seat.weight, seat.set) == (
        "fact",
        (),
        "positive",
        1,
        "core",
    )
    assert [i.code for i in framework.in_set("core")] == ["C1_asks", "P1_seat"]
    assert framework.in_set("full") == (asks, fear, seat)
    assert [t.code for t in framework.targets_of(asks, "government")] == ["health", "police"]
    assert [t.code for t in framework.targets_of(fear, "government")] == ["police"]
    assert framework.targets_of(fear, "ngo") == ()
    columns = {(q.indicator.code, q.target): q.column for q in target_questions(framework)}
    assert columns["C1_asks", "clinic"] == "ngo_clinic_C1_asks"
    assert columns["P1_fear", "police"] == "fear"
    assert framework.dimension_of("P1_fear") == "participation"


def test_what_the_file_says_of_the_form() -> None:
    form = opened(SMALL).form
    assert form.consent == Column("consent", "", {"yes": "yes"})
    assert form.stakeholder_type == Column("about", "", {"gov": "government"})
    assert form.round == Column(constant="1")
    assert form.respondent_class.codes == ("community", "institution")
    assert [(pilot.code, pilot.value) for pilot in form.pilots] == [("KEN", "kenya"), ("A1", "A1")]


def test_thresholds_and_bands_may_be_left_out() -> None:
    framework = opened(changed("[thresholds]\nk = 6\nk0 = 12\n", ""))
    assert (framework.k, framework.k0, framework.low, framework.high) == (5, 10, 30, 60)
    framework = opened(changed("[bands]\nlow = 30\nhigh = 60\n", ""))
    assert (framework.k, framework.k0, framework.low, framework.high) == (6, 12, 40, 70)


def test_the_defaults_of_a_form() -> None:
    start = SMALL.index("[form]")
    form = '[form]\npilot = { constant = "A1" }\nquestion = "{target}{indicator}"\n'
    form += '[[form.pilots]]\ncode = "A1"\n'
    read = opened(SMALL[:start] + form).form
    assert (read.shape, read.rejected, read.id, read.asked) == (2, "leave_out", "_uuid", "")
    assert read.respondent_class == Column(constant="community")
    assert (read.round, read.consent, read.stakeholder_types_per_interview) == (None, None, 1)


@mistakes(r"""
    part = "C1" => part = "C9"
        [[indicators]] “C1_asks”: “part” is 'C9'; allowed: C1, P1
    also = ["P1"] => also = ["P2"]
        [[indicators]] “C1_asks”: “also” is 'P2'; allowed: C1, P1
    dimension = "rollout" => dimension = "roll"
        [[parts]] “C1”: “dimension” is 'roll'; allowed: rollout, participation
    scale = "record" => scale = "rec"
        [[indicators]] “P1_seat”: “scale” is 'rec'; allowed: partly, yes_no, record
    ["government", "ngo"] => ["government", "donor"]
        [[indicators]] “C1_asks”: “stakeholder_types” is 'donor'; allowed: government, ngo, network
    ["government", "ngo"] => []
        [[indicators]] “C1_asks”: “stakeholder_types” is []; allowed: one or more of government,
        ngo, network
    targets = ["police"] => targets = ["army"]
        [[indicators]] “P1_fear”: “targets” is 'army'; allowed: health, police
    targets = ["police"] => targets = ["clinic"]
        [[indicators]] “P1_fear”: “targets” is 'clinic'; allowed: health, police
    characteristic = "gender" => characteristic = "age"
        [[dimensions]] “participation”, [dimensions.split]: “characteristic” is 'age'; allowed:
        gender, site
    pilot = { column = "country" } => pilot = { column = "country", values = { kenia = "KNY" } }
        [form]: “pilot” is 'KNY'; allowed: KEN, A1
    pilot = { column = "country" } => pilot = { constant = "B1" }
        [form]: “pilot” is 'B1'; allowed: KEN, A1
    { gov = "government" } => { gov = "state" }
        [form]: “stakeholder_type” is 'state'; allowed: government, ngo, network
    target = { column = "office" } => target = { constant = "ministry" }
        [form]: “target” is 'ministry'; allowed: health, police, clinic, us
    staff = "institution" => staff = "official"
        [form]: “class” is 'official'; allowed: community, group, institution
""")
def test_a_code_that_nothing_has(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)


@mistakes(r"""
    code = "ngo" => code = "government"
        [[stakeholder_types]] “government”: “code” is 'government'; allowed: each code once
    code = "police" => code = "health"
        [[stakeholder_types]] “government”, [[stakeholder_types.targets]] “health”: “code” is
        'health'; allowed: each code once
    code = "site" => code = "gender"
        [[characteristics]] “gender”: “code” is 'gender'; allowed: each code once
    code = "man" => code = "woman"
        [[characteristics]] “gender”, [[characteristics.categories]] “woman”: “code” is 'woman';
        allowed: each code once
    code = "participation" => code = "rollout"
        [[dimensions]] “rollout”: “code” is 'rollout'; allowed: each code once
    code = "others" => code = "men_and_transgender"
        [[dimensions]] “participation”, [dimensions.split], [[dimensions.split.fallbacks]] number 2,
        [[dimensions.split.fallbacks.groups]] “men_and_transgender”: “code” is
        'men_and_transgender'; allowed: each code once
    code = "P1" => code = "C1"
        [[parts]] “C1”: “code” is 'C1'; allowed: each code once
    code = "yes_no" => code = "partly"
        [[scales]] “partly”: “code” is 'partly'; allowed: each code once
    code = "somewhat" => code = "yes"
        [[scales]] “partly”, [[scales.answers]] “yes”: “code” is 'yes'; allowed: each code once
    code = "P1_seat" => code = "C1_asks"
        [[indicators]] “C1_asks”: “code” is 'C1_asks'; allowed: each code once
    code = "A1" => code = "ken"
        [[form.pilots]] “ken”: “code” is 'ken'; allowed: each code once, whatever its case
    name = "Quarter A1" => value = "kenya"
        [[form.pilots]] “A1”: “value” is 'kenya'; allowed: another value than that of KEN
    source = ["C1", "K1"] => source = ["C1", "C1"]
        [[indicators]] “C1_asks”: “source” is 'C1'; allowed: each value once
    code = "C1" => code = "rollout"
        [[parts]] “rollout”: “code” is 'rollout'; allowed: a code that is no dimension
    code = "P1_fear" => code = "P1"
        [[indicators]] “P1”: “code” is 'P1'; allowed: a code that is no part
    code = "P1_fear" => code = "rollout_equal"
        [[indicators]] “rollout_equal”: “code” is 'rollout_equal'; allowed: a code that is no
        dimension with equal weights
""")
def test_a_code_that_stands_twice(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)


GENDER = "[[characteristics]] “gender”"
SPLIT = "[[dimensions]] “participation”, [dimensions.split]"
FALLBACK = f"{SPLIT}, [[dimensions.split.fallbacks]] number"
GROUP = f"{FALLBACK} 2, [[dimensions.split.fallbacks.groups]] “others”"
# The first lines of a table, and what a sentence calls it.
TABLES = {
    "[framework]": "[framework]",
    "[thresholds]": "[thresholds]",
    "[bands]": "[bands]",
    '[[stakeholder_types]]\ncode = "ngo"': "[[stakeholder_types]] “ngo”",
    '[[stakeholder_types.targets]]\ncode = "clinic"': (
        "[[stakeholder_types]] “ngo”, [[stakeholder_types.targets]] “clinic”"
    ),
    '[[characteristics]]\ncode = "gender"': GENDER,
    '[[characteristics.categories]]\ncode = "man"': f"{GENDER}, [[characteristics.categories]] “man”",
    '[[dimensions]]\ncode = "rollout"': "[[dimensions]] “rollout”",
    '[dimensions.split]\ncharacteristic = "gender"': SPLIT,
    "[[dimensions.split.fallbacks]] # first": f"{FALLBACK} 1",
    '[[dimensions.split.fallbacks.groups]]\ncode = "others"': GROUP,
    '[[parts]]\ncode = "C1"': "[[parts]] “C1”",
    '[[scales]]\ncode = "partly"': "[[scales]] “partly”",
    '[[scales.answers]]\ncode = "no"': "[[scales]] “partly”, [[scales.answers]] “no”",
    '[[indicators]]\ncode = "C1_asks"': "[[indicators]] “C1_asks”",
    "[form]": "[form]",
    '[[form.pilots]]\ncode = "A1"': "[[form.pilots]] “A1”",
}


@pytest.mark.parametrize("table", TABLES)
def test_a_key_that_nobody_reads(table: str) -> None:
    sentence = said(changed(f"{table}\n", f'{table}\ncolour = "red"\n'))
    start = f"small.toml: {TABLES[table]}: “colour” is 'red'; allowed: only the keys "
    assert sentence.startswith(start)
    documented = (ROOT / "docs" / "framework.md").read_text("utf-8")
    keys = sentence.removeprefix(start).removesuffix(". Correct it in the file.").split(", ")
    assert [key for key in keys if not re.search(rf"\b{key}\b", documented)] == []


def test_every_list_and_table_has_its_unknown_key_tested() -> None:
    headers = {line.partition(" #")[0] for line in SMALL.splitlines() if line.startswith("[")}
    assert {table.partition("\n")[0].partition(" #")[0] for table in TABLES} == headers


def test_an_unknown_key_at_the_top() -> None:
    lists = "stakeholder_types, characteristics, dimensions, parts, scales, indicators"
    assert said(f'colour = "red"\n{SMALL}') == (
        "small.toml: “colour” is 'red'; allowed: only the keys framework, thresholds, bands, "
        f"{lists}, form. Correct it in the file."
    )


@mistakes(r"""
    { column = "country" } => { column = "country", colour = 1 }
        [form.pilot]: “colour” is 1; allowed: only the keys column, constant, values,
        label, names
    label = "Empowerment" => label = { en = "E", english = "E" }
        [[parts]] “C1”: “label” is a table with en, english; allowed: only codes of languages, as
        en, uk, id, pt_BR
    version = "1" => version = 1
        [framework]: “version” is 1; allowed: a text that is not empty
    version = "1" => version = " "
        [framework]: “version” is ' '; allowed: a text that is not empty
    version = "1" => version = 2026-01-31
        [framework]: “version” is 2026-01-31; allowed: a text that is not empty
    version = "1" => #
        [framework]: “version” is missing; allowed: a text that is not empty
    code = "C1" => code = 1
        [[parts]] number 1: “code” is 1; allowed: a text that is not empty
    code = "C1" => code = "1C"
        [[parts]] “1C”: “code” is '1C'; allowed: letters a-z, digits and _, beginning with a letter
    code = "A1" => code = "A-1"
        [[form.pilots]] “A-1”: “code” is 'A-1'; allowed: letters a-z, digits and _
    code = "A1" => code = "Nul"
        [[form.pilots]] “Nul”: “code” is 'Nul'; allowed: another code: Windows has no folder of this
        name
    label = "NGOs" => label = 3
        [[stakeholder_types]] “ngo”: “label” is 3; allowed: a text, or { en = "...", and other
        languages }
    label = "NGOs" => label = ""
        [[stakeholder_types]] “ngo”: “label” is ''; allowed: a text, or { en = "...", and other
        languages }
    label = "NGOs" => label = { uk = "НУО" }
        [[stakeholder_types]] “ngo”: “label” is a table with uk; allowed: a text, or { en = "...",
        and other languages }
    label = "NGOs" => label = { en = "NGOs", uk = 3 }
        [[stakeholder_types]] “ngo”: “label.uk” is 3; allowed: a text that is not empty
    external = false => external = "no"
        [[stakeholder_types]] “network”: “external” is 'no'; allowed: true, false
    weight = 3 => weight = "3"
        [[indicators]] “C1_asks”: “weight” is '3'; allowed: a whole number, 1 or more, at most 100
    weight = 3 => weight = 1.5
        [[indicators]] “C1_asks”: “weight” is 1.5; allowed: a whole number, 1 or more, at most 100
    weight = 3 => weight = true
        [[indicators]] “C1_asks”: “weight” is true; allowed: a whole number, 1 or more, at most 100
    weight = 3 => weight = 0
        [[indicators]] “C1_asks”: “weight” is 0; allowed: a whole number, 1 or more, at most 100
    weight = 2 => weight = 0
        [[parts]] “C1”: “weight” is 0; allowed: a whole number, 1 or more, at most 100
    shape = 2 => shape = 3
        [form]: “shape” is 3; allowed: a whole number, 1 or more, at most 2
    source = ["C1", "K1"] => source = "C1"
        [[indicators]] “C1_asks”: “source” is 'C1'; allowed: a list of texts that are not empty
    source = ["C1", "K1"] => source = ["C1", 1]
        [[indicators]] “C1_asks”: “source” is ['C1', 1]; allowed: a list of texts that are not empty
    source = ["C1", "K1"] => source = ["C1", ""]
        [[indicators]] “C1_asks”: “source” is ['C1', '']; allowed: a list of texts that are not
        empty
    kind = "opinion" => kind = "view"
        [[indicators]] “C1_asks”: “kind” is 'view'; allowed: opinion, fact, personal
    kind = "opinion" => kind = []
        [[indicators]] “C1_asks”: “kind” is []; allowed: opinion, fact, personal
    set = "core" => set = "all"
        [[indicators]] “C1_asks”: “set” is 'all'; allowed: core, full
    direction = "negative" => direction = "bad"
        [[indicators]] “C1_asks”: “direction” is 'bad'; allowed: positive, negative
    ["community", "institution"] => ["community", "group"]
        [[indicators]] “C1_asks”: “answered_by” is 'group'; allowed: community, institution
    level = "regional" => level = "town"
        [[stakeholder_types]] “government”, [[stakeholder_types.targets]] “police”: “level” is
        'town'; allowed: national, regional, local, international
    means = "dont_know" => means = "unsure"
        [[scales]] “partly”, [[scales.answers]] “dont_know”: “means” is 'unsure'; allowed: answer,
        dont_know, not_applicable, prefer_not_to_say
    rejected = "keep" => rejected = "drop"
        [form]: “rejected” is 'drop'; allowed: leave_out, keep
    pilot = { column = "country" } => pilot = "country"
        [form]: “pilot” is 'country'; allowed: a table [form.pilot]
    pilot = { column = "country" } => #
        [form]: “pilot” is missing; allowed: either a column or a constant
    pilot = { column = "country" } => pilot = { column = "a", constant = "A1" }
        [form]: “pilot” is a table with column, constant; allowed: either a column or a constant
    pilot = { column = "country" } => pilot = {}
        [form]: “pilot” is an empty table; allowed: either a column or a constant
    round = { constant = "1" } => round = { constant = "1", values = ["1"] }
        [form.round]: “values” is a table with 1; allowed: values beside a column only
    round = { constant = "1" } => round = { constant = "first half" }
        [form]: “round” is 'first half'; allowed: up to 20 letters, digits and _
    { gov = "government" } => { gov = 1 }
        [form.stakeholder_type]: “values.gov” is 1; allowed: a text that is not empty
    { gov = "government" } => "government"
        [form.stakeholder_type]: “values” is 'government'; allowed: a list, or { what the export
        says = the code }
    consent = { column = "consent", values = ["yes"] } => consent = { column = "consent" }
        [form]: “consent” is a table with column; allowed: values beside the column, as values =
        ["yes"]
    stakeholder_types_per_interview = 2 => stakeholder_types_per_interview = 3
        [form]: “stakeholder_types_per_interview” is 3; allowed: at most 2
""")
def test_a_value_of_another_kind(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)


@mistakes(r"""
    score = 0 # no => score = -1
        [[scales]] “partly”, [[scales.answers]] “no”: “score” is -1; allowed: a number from 0 to 100
    score = 0 # no => score = 101
        [[scales]] “partly”, [[scales.answers]] “no”: “score” is 101; allowed: a number from 0 to
        100
    score = 0 # no => score = nan
        [[scales]] “partly”, [[scales.answers]] “no”: “score” is nan; allowed: a number from 0 to
        100
    score = 0 # no => score = "0"
        [[scales]] “partly”, [[scales.answers]] “no”: “score” is '0'; allowed: a number from 0 to
        100
    score = 0 # no => score = false
        [[scales]] “partly”, [[scales.answers]] “no”: “score” is false; allowed: a number from 0 to
        100
    higher = 75 => higher = 175
        [[scales]] “partly”, [[scales.answers]] “somewhat”: “higher” is 175; allowed: a number from
        0 to 100
    lower = 25 => lower = 51
        [[scales]] “partly”, [[scales.answers]] “somewhat”: “score” is 50; allowed: a number from
        lower (51) to higher (75)
    higher = 75 => higher = 49
        [[scales]] “partly”, [[scales.answers]] “somewhat”: “score” is 50; allowed: a number from
        lower (25) to higher (49)
    lower = 25 => #
        [[scales]] “partly”, [[scales.answers]] “somewhat”: “lower” is missing; allowed: lower and
        higher together, beside a score
    score = 50 => #
        [[scales]] “partly”, [[scales.answers]] “somewhat”: “score” is missing; allowed: a number
        from lower (25) to higher (75)
    means = "dont_know" => means = "dont_know"\nscore = 0
        [[scales]] “partly”, [[scales.answers]] “dont_know”: “score” is 0; allowed: no score, as it
        means dont_know
    score = 0 # last => score = 1
        [[indicators]] “P1_fear”: “scale” is 'yes_no'; allowed: a yes/no scale, two answers scored
        100 and 0, as it is personal
    score = 0 # last => score = 0\n[[scales.answers]]\ncode = "2"\nlabel = "Perhaps"
        [[indicators]] “P1_fear”: “scale” is 'yes_no'; allowed: a yes/no scale, two answers scored
        100 and 0, as it is personal
    scale = "yes_no" => scale = "partly"
        [[indicators]] “P1_fear”: “scale” is 'partly'; allowed: a yes/no scale, two answers scored
        100 and 0, as it is personal
    scale = "partly" => scale = "record"
        [[indicators]] “C1_asks”: “scale” is 'record'; allowed: a scale with two or more scored
        answers
""")
def test_a_score_that_cannot_be(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)


@mistakes(r"""
    answered_by = [] => answered_by = ["institution"]
        [[indicators]] “P1_seat”: “answered_by” is ['institution']; allowed: nobody for a fact: it
        has a public source
    answered_by = ["community"] => answered_by = []
        [[indicators]] “P1_fear”: “answered_by” is []; allowed: community, institution, or both
    answered_by = ["community", "institution"] => #
        [[indicators]] “C1_asks”: “answered_by” is []; allowed: community, institution, or both
    k = 6 => k = 4
        [thresholds]: “k” is 4; allowed: a whole number, 5 or more, at most 1000
    k0 = 12 => k0 = 9
        [thresholds]: “k0” is 9; allowed: a whole number, 10 or more, at most 1000
    k = 6 => k = 5.5
        [thresholds]: “k” is 5.5; allowed: a whole number, 5 or more, at most 1000
    low = 30 => low = 60
        [bands]: “high” is 60; allowed: a whole number over “low” (60)
    high = 60 => high = 20
        [bands]: “high” is 20; allowed: a whole number over “low” (30)
    high = 60 => high = 100
        [bands]: “high” is 100; allowed: a whole number, 1 or more, at most 99
    code = "us" => code = "all"
        [[stakeholder_types]] “network”, [[stakeholder_types.targets]] “all”: “code” is 'all';
        allowed: another code: “all” is the sum of the targets
    code = "woman" => code = "prefer_not_to_say"
        [[characteristics]] “gender”, [[characteristics.categories]] “prefer_not_to_say”: “code” is
        'prefer_not_to_say'; allowed: another code: this one is always there
    dimension = "participation" => dimension = "rollout"
        [[dimensions]] “participation”: “code” is 'participation'; allowed: a dimension that a part
        names under “dimension”
    part = "C1" => part = "P1"
        [[parts]] “C1”: “code” is 'C1'; allowed: a part that an indicator names under “part”
""")
def test_a_rule_that_is_broken(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)


def test_somebody_is_assessed() -> None:
    nobody = re.sub(r'(code = "(government|ngo)"\n)', r"\1external = false\n", SMALL)
    assert said(nobody) == (
        "small.toml: [[stakeholder_types]]: “external” is false; allowed: true for one of them: "
        "somebody must be assessed. Correct it in the file."
    )


def test_an_interview_about_one_type_says_which() -> None:
    line = 'stakeholder_type = { column = "about", values = { gov = "government" } }'
    assert said(changed(line, "").replace("shape = 2", "shape = 1")) == (
        "small.toml: [form]: “stakeholder_type” is missing; allowed: a column or a constant, in "
        "shape 1. Correct it in the file."
    )


@mistakes(r"""
    , { code = "rural", label = "Countryside" }] => ]
        [[characteristics]] “site”: “categories” is a list of 1; allowed: 2 or more tables
        [[characteristics.categories]]
    code = "others" => code = "woman"
        [[dimensions]] “participation”, [dimensions.split], [[dimensions.split.fallbacks.groups]]
        “woman”: “code” is 'woman'; allowed: a code that is none of woman, man, transgender, other,
        prefer_not_to_say
    categories = ["woman", "other"] => categories = ["woman", "boy"]
        [[dimensions]] “participation”, [dimensions.split], [[dimensions.split.fallbacks.groups]]
        “others”: “categories” is 'boy'; allowed: woman, man, transgender, other, prefer_not_to_say
    categories = ["woman", "other"] => categories = ["woman", "man"]
        [[dimensions]] “participation”, [dimensions.split], [[dimensions.split.fallbacks.groups]]
        “others”: “categories” is 'man'; allowed: each category in one group
    categories = ["woman", "other"] => categories = ["woman", "woman"]
        [[dimensions]] “participation”, [dimensions.split], [[dimensions.split.fallbacks]] number 2,
        [[dimensions.split.fallbacks.groups]] “others”: “categories” is 'woman'; allowed: each value
        once
    categories = ["woman", "other"] => categories = ["woman"]
        [[dimensions]] “participation”, [dimensions.split], [[dimensions.split.fallbacks.groups]]
        “others”: “categories” is ['woman']; allowed: two or more of woman, man, transgender, other,
        prefer_not_to_say
    "Men and trans people", => "Men and others",
        [[dimensions]] “participation”, [dimensions.split], [[dimensions.split.fallbacks]] number 2:
        “groups” is 'men_and_transgender'; allowed: one label and the same categories everywhere
    [[dimensions.split.fallbacks.groups]]\ncode = "others"\nlabel = "All others"\ncategories = ["woman", "other"] => #
        [[dimensions]] “participation”, [dimensions.split]: “fallbacks” is ['men_and_transgender'];
        allowed: coarser groups than in the one before
    split = { characteristic = "site" } => #
        [[characteristics]] “site”: “code” is 'site'; allowed: a code that [dimensions.split] names;
        what is named by no split is not asked
""")
def test_a_split_that_cannot_be(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)


HARMFUL = [
    *("hiv_status", "drug_use", "sexual_orientation", "migration_status", "hiv", "HIVstatus"),
    *("group/hiv_status", "q7_hiv2", "livesWithHiv", "plwhiv", "serostatus", "undocumented"),
    *("refugee", "immigrant", "use-of-drugs", "injecting", "msm", "nationality", "віл_статус"),
    *("status_vih", "pengguna_narkoba", "наркотики", "orientasi", "oriëntatie", "міграція"),
]
HARMLESS = ["gender", "place", "age_group", "town", "languages", "branch_size", "years_in_network"]


@pytest.mark.parametrize("word", HARMFUL)
@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('question = "q_gender"', "question"),
        ('label = "Gender"', "label"),
        ('label = "Transgender people"', "categories"),
    ],
)
def test_what_endangers_people_is_not_asked(word: str, line: str, key: str) -> None:
    name = line.partition(" ")[0]
    assert said(changed(line, f'{name} = "{word}"')) == (
        f"small.toml: [[characteristics]] “gender”: “{key}” is '{word}'; allowed: nothing about "
        "HIV status, drug use, sexual orientation or migration, unless sensitive = true stands here. Then it is asked "
        "in the full set alone, with a consent of its own; its answers are kept in a vault alone, and its groups shown "
        "from ten people on. Correct it in the file."
    )


@pytest.mark.parametrize(
    "code", ["hiv_status", "drug_use", "sexual_orientation", "migration_status"]
)
def test_nor_under_another_column(code: str) -> None:
    text = SMALL.replace('code = "gender"', f'code = "{code}"')
    text = text.replace('characteristic = "gender"', f'characteristic = "{code}"')
    assert f"[[characteristics]] “{code}”: “code” is '{code}'; allowed: nothing about" in said(text)
    category = changed('code = "other"', f'code = "{code}"').replace('"other"', f'"{code}"')
    assert f"“gender”: “categories” is '{code}'; allowed: nothing about HIV" in said(category)


@pytest.mark.parametrize("word", HARMLESS)
def test_other_characteristics_may_be_asked(word: str) -> None:
    assert opened(changed("q_gender", word)).characteristics["gender"].question == word


def test_a_characteristic_is_no_other_column_of_respondents() -> None:
    assert set(RESERVED) == set(respondents_schema([]).names)
    for code in (*RESERVED, "Branch", "Gender"):
        text = SMALL.replace('"site"', f'"{code}"')
        assert f"[[characteristics]] “{code}”: “code” is '{code}'; allowed: a code that" in said(
            text
        )


@mistakes(r"""
    question = "fear" => question = "government_police_C1_asks"
        [[indicators]] “P1_fear”: “question” is 'government_police_C1_asks'; allowed: a column of
        its own: this one is named for indicator “C1_asks” about government, police
    question = "{stakeholder_type}_{target}_{indicator}" => question = "{indicator}"
        [[indicators]] “C1_asks”: “question” is 'C1_asks'; allowed: a column of its own: this one is
        named for indicator “C1_asks” about government, health
    question = "fear" => question = "q_gender"
        [[indicators]] “P1_fear”: “question” is 'q_gender'; allowed: a column of its own: this one
        is named for characteristic “gender”
    question = "fear" => question = "consent"
        [[indicators]] “P1_fear”: “question” is 'consent'; allowed: a column of its own: this one is
        named for [form]
    question = "fear" => question = "ngo_known"
        [[indicators]] “P1_fear”: “question” is 'ngo_known'; allowed: a column of its own: this one
        is named for the targets of “ngo”
    question = "q_gender" => question = "site"
        [[characteristics]] “site”: “question” is 'site'; allowed: a column of its own: this one is
        named for characteristic “gender”
    question = "q_gender" => question = "country"
        [[characteristics]] “gender”: “question” is 'country'; allowed: a column of its own: this
        one is named for [form]
    asked = "{stakeholder_type}_known" => asked = "known"
        [form]: “asked” is 'known'; allowed: a column of its own: this one is named for the targets
        of “government”
    ignore = ["remarks"] => ignore = ["fear"]
        [form]: “ignore” is 'fear'; allowed: a column that is not read: this one is named for
        indicator “P1_fear” about government, police
    asked = "{stakeholder_type}_known" => asked = "{type}_known"
        [form]: “asked” is '{type}_known'; allowed: a text with {stakeholder_type}
    asked = "{stakeholder_type}_known" => asked = "{stakeholder_type"
        [form]: “asked” is '{stakeholder_type'; allowed: a text with {stakeholder_type}
    question = "fear" => question = "fear_{pilot}"
        [[indicators]] “P1_fear”: “question” is 'fear_{pilot}'; allowed: a text with
        {stakeholder_type}, {target}, {indicator}
    question = "fear" => question = "fear_{}"
        [[indicators]] “P1_fear”: “question” is 'fear_{}'; allowed: a text with {stakeholder_type},
        {target}, {indicator}
    question = "fear" => question = "{indicator.__class__}"
        [[indicators]] “P1_fear”: “question” is '{indicator.__class__}'; allowed: a text with
        {stakeholder_type}, {target}, {indicator}
    question = "fear" => question = "{indicator:>999999999}"
        [[indicators]] “P1_fear”: “question” is '{indicator:>999999999}'; allowed: a text with
        {stakeholder_type}, {target}, {indicator}
    question = "fear" => question = "{indicator!r}"
        [[indicators]] “P1_fear”: “question” is '{indicator!r}'; allowed: a text with
        {stakeholder_type}, {target}, {indicator}
""")
def test_a_column_that_is_read_for_two_things(before: str, after: str, sentence: str) -> None:
    check(before, after, sentence)


def test_in_shape_1_a_column_serves_every_target() -> None:
    text = SMALL.replace("shape = 2", "shape = 1")
    text = text.replace('"{stakeholder_type}_{target}_{indicator}"', '"{indicator}"')
    assert opened(text).form.shape == 1
    assert said(text.replace('question = "fear"', 'question = "C1_asks"')) == (
        "small.toml: [[indicators]] “P1_fear”: “question” is 'C1_asks'; allowed: a column of its "
        "own: this one is named for indicator “C1_asks”. Correct it in the file."
    )


def test_who_would_rather_not_say_may_be_merged() -> None:
    text = changed('["woman", "other"]', '["woman", "prefer_not_to_say"]')
    split = opened(text).dimensions["participation"].split
    assert split is not None
    assert split.partitions[1]["others"] == ("woman", "prefer_not_to_say")


@pytest.mark.parametrize("table", ["framework", "form"])
def test_a_table_that_is_missing(table: str) -> None:
    without = re.sub(rf"(?s)^\[{table}\].*?(?=^\[(?!\[{table})|\Z)", "", SMALL, flags=re.MULTILINE)
    assert said(without) == (
        f"small.toml: “{table}” is missing; allowed: a table [{table}]. Correct it in the file."
    )


LISTS = ["stakeholder_types", "dimensions", "parts", "scales", "indicators"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_tables_that_is_missing(name: str) -> None:
    data = tomllib.loads(SMALL)
    del data[name]
    assert said(toml(data)) == (
        f"small.toml: “{name}” is missing; allowed: 1 or more tables [[{name}]]. "
        "Correct it in the file."
    )
    for found, shown in (([], "[]"), ("x", "'x'"), ({"code": "x"}, "a table with code")):
        sentence = said(toml(data | {name: found}))
        assert sentence.startswith(f"small.toml: “{name}” is {shown}; allowed: 1 or more tables ")
    assert said(toml(data | {name: [5]})) == (
        f"small.toml: “{name} number 1” is 5; allowed: a table [[{name}]]. Correct it in the file."
    )


@pytest.mark.parametrize(
    ("path", "place", "least"),
    [
        (("form", "pilots"), "[form]", 1),
        (("stakeholder_types", 0, "targets"), "[[stakeholder_types]] “government”", 1),
        (("characteristics", 0, "categories"), "[[characteristics]] “gender”", 2),
        (("scales", 0, "answers"), "[[scales]] “partly”", 1),
    ],
)
def test_a_list_inside_a_table_that_is_missing(
    path: tuple[Any, ...], place: str, least: int
) -> None:
    data = tomllib.loads(SMALL)
    del inside(data, path[:-1])[path[-1]]
    assert said(toml(data)) == (
        f"small.toml: {place}: “{path[-1]}” is missing; allowed: {least} or more tables "
        f"[[{path[0]}.{path[-1]}]]. Correct it in the file."
    )


def test_what_was_found_is_cut_short() -> None:
    allowed = "allowed: a whole number, 1 or more, at most 100. Correct it in the file."
    endless = said(changed("weight = 3", f"weight = 0x{'f' * 9999}"))
    assert endless == (
        f"small.toml: [[indicators]] “C1_asks”: “weight” is a very large number; {allowed}"
    )
    long = said(changed("weight = 3", f'weight = "{"a" * 9999}"'))
    assert long.endswith(f"“weight” is '{'a' * 79}…; {allowed}")


def test_the_example_of_the_page_is_toml() -> None:
    page = (ROOT / "docs" / "framework.md").read_text("utf-8")
    (example,) = re.findall(r"(?s)```toml\n(.*?)```", page)
    assert set(tomllib.loads(example)) == set(tomllib.loads(SMALL))


def test_a_file_that_is_no_framework(tmp_path: Path) -> None:
    missing = tmp_path / "missing.toml"
    for path in (missing, tmp_path):
        with pytest.raises(FrameworkError) as error:
            load(path)
        told = f"{path}: this framework file cannot be read. Check its name and place."
        assert str(error.value) == told
    broken = "small.toml: this is not a TOML file: "
    assert said("[framework").startswith(broken)
    assert "line 2" in said("[framework]\ncode small")
    assert said(f"x = {'9' * 5000}").startswith(broken)
    assert said("x = " + "[" * 100_000).startswith(broken)


@pytest.mark.parametrize(
    ("content", "line"),
    [(SMALL.replace("Мале", "\xff").encode("latin-1", "replace"), 4), (SMALL.encode("utf-16"), 1)],
)
def test_a_file_that_is_not_utf_8(content: bytes, line: int) -> None:
    with pytest.raises(FrameworkError) as error:
        parse(content, "small.toml")
    assert str(error.value) == (
        f"small.toml: line {line} is not UTF-8; allowed: a TOML file in UTF-8. Save it as UTF-8."
    )


def test_line_ends_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    windows, notepad = tmp_path / "windows.toml", tmp_path / "notepad.toml"
    windows.write_bytes(SMALL.replace("\n", "\r\n").encode())
    notepad.write_bytes(SMALL.replace("\n", "\r\n").encode("utf-8-sig"))
    plain = opened(SMALL)
    assert load(windows) == load(notepad) == plain
    assert re.fullmatch("[0-9a-f]{16}", plain.hash)
    assert parse(plain.content, "again.toml").hash == plain.hash
    assert opened(SMALL + "# Another file.\n").hash != plain.hash


JUNK: list[Any] = [
    None,
    0,
    -1,
    1.5,
    True,
    "",
    "x",
    "{",
    [],
    ["x"],
    [[]],
    [{}],
    {},
    {"en": "x"},
    {"x": {}},
]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_anywhere_loads_or_gets_a_sentence(junk: object) -> None:
    """Every value of the file in turn is replaced (None: taken out); nothing ends in a traceback."""
    whole = tomllib.loads(SMALL)
    refused = 0
    for path in paths(whole):
        data = copy.deepcopy(whole)
        around = inside(data, path[:-1])
        around[path[-1]] = copy.deepcopy(junk)
        if junk is None:
            del around[path[-1]]
        refused += sentence_of(toml(data)) is not None
    assert refused > 100


def sentence_of(text: str) -> str | None:
    try:
        interview(opened(text), "full")
    except FrameworkError as error:
        told = str(error)
    else:
        return None
    assert re.search(r"^small\.toml: .*“.+” is .+; allowed: .+\. Correct it in the file\.$", told)
    return told


def test_a_framework_is_the_same_as_another_of_the_same_file() -> None:
    first, again = opened(SMALL), opened(SMALL.replace("\n", "\r\n"))
    assert first is not again
    assert first == again
    assert {first: 1}[again] == 1
    other = opened(f"{SMALL}# a note\n")
    assert other != first
    assert len({first, again, other}) == 2
    assert first != first.hash
