"""Make the illustrative dataset: invented answers of invented people about no real organisation.

    python data/illustrative/generate.py [OUT]

The recipe stands in the tables below; everything else is chance with a fixed seed. Only
random.Random(seed).random() is used, so every version of Python makes the same bytes.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from swit_data.dataset import (
    ANSWERS,
    ASKED,
    Ask,
    Dataset,
    Fact,
    Narrative,
    Round,
    respondents_schema,
)
from swit_data.framework import Framework, Indicator, load
from swit_data.framework.model import UNSAID
from swit_data.store import create

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
SEED = 2063
TITLE = "Illustrative data - not results of any pilot"
SOURCE = "Illustrative source - not a real document"
RECRUITMENT = "Through sex worker-led networks (illustrative)"
MODE = "Face to face, two sittings (illustrative)"
GOVERNMENT, UN, GLOBAL_FUND, NGO = "government", "un_agency", "global_fund_programme", "ngo"

# People: women, men, transgender people, prefer not to say; town, countryside, prefer not to say.
# Branches: 0 = not through branches. Skipped: questions passed over, in per cent.
PILOTS = """
pilot rounds branches translation gender    site     skipped
KEN   1,2    6        reviewed    20,9,10,9 24,14,10 3
IDN   1,2    5        unreviewed  24,4,9,3  22,10,8  5
SUR   1      0        original    8,2,2,2   8,4,2    6
UKR   1,2    4        reviewed    15,4,5,9  16,9,8   2
"""
# What people think of each type, 0-100; how many do not know, in per cent; the targets they know.
TYPES = """
pilot type        rollout participation unknown targets
KEN   government            41 26  5 health_national,justice_national,health_local,police_local
KEN   un_agency             64 59  7 unaids,unfpa,who
KEN   global_fund_programme 68 66  8 principal_recipient,sub_recipient
KEN   ngo                   63 75  4 international_ngo,national_ngo
KEN   sex_worker_led_organisation 59 0 3 community
IDN   government            36 21  9 health_national,health_local,police_local
IDN   un_agency             46 47 16 unaids,unfpa
IDN   global_fund_programme 66 60 35 principal_recipient,sub_recipient
IDN   ngo                   70 66  6 international_ngo,national_ngo
IDN   sex_worker_led_organisation 50 0 4 community
SUR   government            52 55 12 health_national
SUR   un_agency             51 58  8 unfpa
SUR   ngo                   60 68  3 national_ngo
SUR   sex_worker_led_organisation 45 0 2 community
UKR   government            46 34  4 health_national,justice_national,police_local
UKR   un_agency             61 74  5 unaids,undp
UKR   global_fund_programme 79 77  6 principal_recipient,sub_recipient
UKR   ngo                   74 80  3 international_ngo,national_ngo
UKR   sex_worker_led_organisation 66 0 2 community
"""
# Points by which a part is judged better or worse than its dimension.
PARTS = {"C1": -10, "C2": -8, "C3": 2, "C4": 16, "C5": 4, "C6": -3}
PARTS |= {"X1": 6, "X2": -4, "X3": 1, "X4": 3, "P1": 4, "P2": 8, "P3": -8, "P4": -5, "P5": -2}
PARTS |= {"P6": 5, "P7": -6, "P8": 3, "P9": -9, "P10": 10}
# One government, two faces (S1): points on violence (C2) and condoms (C4), by pilot and body.
FACES = {("KEN", "health"): 36, ("KEN", "justice_and_police"): -40, ("UKR", "health"): 8}
CHANGES = {("KEN", NGO): 16, ("KEN", UN): 13, ("UKR", GOVERNMENT): -4}  # in round 2
# Where people are silent, and how ("" = skipped): pilot, type, part ("" = every part).
SILENCES = {
    ("UKR", UN, "C4"): {"": 0.3, "not_applicable": 0.4},
    ("SUR", GOVERNMENT, ""): {"": 0.3, UNSAID: 0.22},
}
MONTHS = {"1": "2018-03", "2": "2019-03"}
FULL = ("KEN", "2")  # the one round that asks the full set
GROUPS = {("IDN", "1"): (5, 7, 9, 6)}  # participants of each focus group
TWELVE_INFORMANTS = ("KEN", "1", NGO)  # two to four elsewhere
NOT_ON_RECORD = {("IDN", "1", GOVERNMENT), ("UKR", "1", GLOBAL_FUND)}  # one informant each
SELF_PRAISE = 24  # points by which institutions see themselves better
PERSONAL = 53  # 100 = nobody says yes to a personal question
PERSON_SPREAD, ANSWER_SPREAD, QUESTION_SPREAD = 9, 34, 3.5
STORIES = """
KEN context        en approved Illustrative text. Invented answers, to show what can be said.
KEN context        uk approved Ілюстративний текст. Вигадані відповіді показують, що можна сказати.
KEN recommendation en approved Illustrative text. Give organisations at least a month to answer.
KEN recommendation uk approved Ілюстративний текст. Дайте організаціям на відповідь хоча б місяць.
UKR recommendation en approved Illustrative text. Let organisations choose who speaks for them.
UKR recommendation uk draft    Ілюстративний текст. Хай організації самі обирають представників.
"""
# After which round, of whom, about which questions, what became of it; months without a promise: -.
ASKED_OF = """
pilot round code  type                  target              status    promised due     indicators
KEN   1     ask-1 government            health_national     promised  2018-05  2018-12 P3c_month,P3c_time
KEN   1     ask-2 government            justice_national    promised  2018-06  2031-06 C2_acts
KEN   1     ask-3 ngo                   national_ngo        kept      2018-05  2018-09 P1_who
KEN   1     ask-4 global_fund_programme principal_recipient broken    2018-05  2018-10 C1_space
KEN   1     ask-5 un_agency             unaids              asked     -        -       C1_build
KEN   2     ask-6 government            police_local        promised  2019-05  2031-12 C2_acts
IDN   1     ask-1 government            health_national     promised  2018-07  2018-11 P1_who
IDN   1     ask-2 un_agency             unfpa               overtaken 2018-07  2018-12 C1_build
SUR   1     ask-1 ngo                   -                   promised  2018-08  2031-03 P1_who
UKR   1     ask-1 global_fund_programme -                   promised  2018-06  2018-12 P3c_month,P3c_time
UKR   2     ask-2 un_agency             undp                asked     -        -       P1_who
"""
# The words of an ask by its first indicator: what is asked, what is promised; and what became of a promise.
ASK_WORDS = """
en P3c_month ask     Illustrative text. Give organisations a month to answer.
en P3c_month promise Illustrative text. From the next consultation on there will be a month to answer.
en C2_acts   ask     Illustrative text. Look into every report of violence, and say what came of it.
en C2_acts   promise Illustrative text. Each report will be looked into, and its result told within three months.
en P1_who    ask     Illustrative text. Let organisations choose who speaks for them.
en P1_who    promise Illustrative text. Organisations will name their own people for each meeting.
en C1_space  ask     Illustrative text. Defend the right to meet, in public.
en C1_space  promise Illustrative text. There will be a public statement on the right to meet.
en C1_build  ask     Illustrative text. Fund organisations that sex workers lead, not only projects.
en C1_build  promise Illustrative text. One call a year will be for organisations that sex workers lead.
en office    -       Illustrative office
en kept      -       Illustrative text. It was done as promised.
en broken    -       Illustrative text. The month has passed and nothing was said.
en overtaken -       Illustrative text. The programme ended before it was due.
uk P3c_month ask     Ілюстративний текст. Дайте організаціям місяць на відповідь.
uk P3c_month promise Ілюстративний текст. Від наступних консультацій на відповідь буде місяць.
uk C2_acts   ask     Ілюстративний текст. Розгляньте кожне повідомлення про насильство й скажіть, що з того вийшло.
uk C2_acts   promise Ілюстративний текст. Кожне повідомлення розглянуть, а про наслідки скажуть за три місяці.
uk P1_who    ask     Ілюстративний текст. Хай організації самі обирають, хто за них говорить.
uk P1_who    promise Ілюстративний текст. Організації самі називатимуть своїх людей на кожну зустріч.
uk C1_space  ask     Ілюстративний текст. Захистіть право збиратися, і зробіть це прилюдно.
uk C1_space  promise Ілюстративний текст. Буде публічна заява про право збиратися.
uk C1_build  ask     Ілюстративний текст. Фінансуйте організації, якими керують секс-працівниці, а не лише проєкти.
uk C1_build  promise Ілюстративний текст. Щороку один конкурс буде для організацій під проводом секс-працівниць.
uk office    -       Ілюстративна установа
uk kept      -       Ілюстративний текст. Зроблено, як обіцяли.
uk broken    -       Ілюстративний текст. Строк минув, нічого не сказано.
uk overtaken -       Ілюстративний текст. Програма закінчилася раніше за строк.
"""
ASK_DRAFT = ("UKR", "2", "uk")  # not yet approved in this language

NOBODY = {"stakeholder_type": "", "target": "", "branch": "", "gender": UNSAID, "site": UNSAID}
Row = dict[str, object]
Line = dict[str, str]


def _lines(table: str) -> list[Line]:
    """Return the lines of a table above, by the names of its columns."""
    names, *lines = (line.split() for line in table.strip().splitlines())
    return [dict(zip(names, line, strict=True)) for line in lines]


def _types(pilot: str) -> list[Line]:
    """Return the types of a pilot, each with the columns of its pilot too."""
    pilots = {line["pilot"]: line for line in _lines(PILOTS)}
    return [pilots[pilot] | line for line in _lines(TYPES) if line["pilot"] == pilot]


def _target(line: Line, n: int) -> str:
    """Return the target of person n: they take turns."""
    targets = line["targets"].split(",")
    return targets[n % len(targets)]


def _silence(case: Line, part: str) -> dict[str, float]:
    """Return the shares of people who give no opinion, by what they say; "" = skipped."""
    if case["class"] == "institution":
        return {"dont_know": 0.04}
    shares = {"": int(case["skipped"]) / 100, "dont_know": int(case["unknown"]) / 100}
    shares |= {UNSAID: 0.01, "not_applicable": 0.02}
    for about in ("", part):
        shares |= SILENCES.get((case["pilot"], case["type"], about), {})
    return shares


class Maker:
    """Draws people and their answers, one after another."""

    def __init__(self, framework: Framework) -> None:
        """Start at the seed, with no rows."""
        self.framework = framework
        self.chance = random.Random(SEED).random  # noqa: S311 - invented data, nothing secret
        self.quirks = {code: QUESTION_SPREAD * self._bell() for code in framework.indicators}
        self.tables: dict[str, list[Row]] = {"respondents": [], "answers": [], "asked": []}

    def people(self, row: Round) -> None:
        """Draw everybody of one pilot and round."""
        types = _types(row.pilot)
        genders, sites = (self._spread(code, types[0][code]) for code in ("gender", "site"))
        for n, gender in enumerate(genders):
            # 13 shares no factor with a size: gender, site and target do not go together.
            who: Row = {"gender": gender, "site": sites[n * 13 % len(sites)]}
            branch = int(self.chance() * row.branches)
            who["branch"] = f"branch-{branch + 1}" if row.branches else ""
            self._talk(row, {"class": "community", **who}, [(t, _target(t, n)) for t in types])
        for participants in GROUPS.get((row.pilot, row.round), ()):
            group: Row = {"class": "group", "participants": participants}
            self._talk(row, group, [(t, _target(t, 0)) for t in types])
        for line in types:
            if self.framework.stakeholder_types[line["type"]].external:
                self._informants(row, line)

    def facts(self, row: Round) -> Iterator[Fact]:
        """Give invented facts: core in the first round, the others in a full second round."""
        for indicator in self.framework.in_set(row.set):
            new = (indicator.set, row.round) in {("core", "1"), ("full", "2")}
            for line in _types(row.pilot) if new and indicator.kind == "fact" else ():
                covered = {t.code for t in self.framework.targets_of(indicator, line["type"])}
                for target in [t for t in line["targets"].split(",") if t in covered][:1]:
                    codes = self.framework.scales[indicator.scale].codes
                    answer = codes[int(self.chance() * len(codes))]
                    place = (row.pilot, row.round, line["type"], target)
                    yield Fact(*place, indicator.code, answer, SOURCE, row.month)

    def _spread(self, characteristic: str, sizes: str) -> list[str]:
        codes = self.framework.characteristics[characteristic].categories
        counts = map(int, sizes.split(","))
        return [code for code, n in zip(codes, counts, strict=True) for _ in range(n)]

    def _informants(self, row: Round, line: Line) -> None:
        place = (row.pilot, row.round, line["type"])
        usual = max(2 + int(self.chance() * 3), len(line["targets"].split(",")))
        for n in range(12 if place == TWELVE_INFORMANTS else usual):
            who: Row = {"stakeholder_type": line["type"], "target": _target(line, n)}
            who["consent_on_record"] = n != 1 or place not in NOT_ON_RECORD
            self._talk(row, {"class": "institution", **who}, [(line, _target(line, n))])

    def _talk(self, row: Round, who: Row, about: list[tuple[Line, str]]) -> None:
        number = len(self.tables["respondents"])
        respondent = hashlib.sha256(f"{SEED}:{number}".encode()).hexdigest()[:16]
        key: Row = {"respondent": respondent, "pilot": row.pilot, "round": row.round}
        self.tables["respondents"].append(NOBODY | key | who)
        mood = PERSON_SPREAD * self._bell()
        if who["class"] == "institution":
            mood = mood / 2 + SELF_PRAISE
        for line, target in about:
            whom: Row = {"stakeholder_type": line["type"], "target": target}
            self.tables["asked"].append({"respondent": respondent, **whom})
            case = line | {"round": row.round, "class": str(who["class"]), "target": target}
            for indicator in self._questions(case, row.set):
                answer = self._answer(indicator, case, mood)
                said = {"indicator": indicator.code, "answer": answer}
                self.tables["answers"] += [{**key, **whom, **said}] if answer else []

    def _questions(self, case: Line, chosen: str) -> Iterator[Indicator]:
        asked = "institution" if case["class"] == "institution" else "community"
        for indicator in self.framework.in_set(chosen):
            targets = {target.code for target in self.framework.targets_of(indicator, case["type"])}
            private = indicator.kind == "personal" and case["class"] == "group"
            if asked in indicator.answered_by and case["target"] in targets and not private:
                yield indicator

    def _opinion(self, indicator: Indicator, case: Line) -> float:
        """Return what people think on average, 0-100."""
        targets = self.framework.stakeholder_types[case["type"]].targets
        body = next(target.body for target in targets if target.code == case["target"])
        level = int(case[self.framework.dimension_of(indicator.code)]) + PARTS[indicator.part]
        if indicator.part in ("C2", "C4"):
            level += FACES.get((case["pilot"], body), 0)
        if case["round"] == "2":
            level += CHANGES.get((case["pilot"], case["type"]), 0)
        return level + self.quirks[indicator.code]

    def _answer(self, indicator: Indicator, case: Line, mood: float) -> str:
        """Return the answer of the scale that is nearest to a person's opinion; "" = skipped."""
        scale = self.framework.scales[indicator.scale]
        level = PERSONAL if indicator.kind == "personal" else self._opinion(indicator, case) + mood
        chance, score = self.chance(), level + ANSWER_SPREAD * self._bell()
        for way, share in _silence(case, indicator.part).items():
            if way in ("", *scale.codes):
                if chance < share:
                    return way
                chance -= share
        score = 100 - score if indicator.direction == "negative" else score
        scored = [answer for answer in scale.answers if answer.score is not None]
        return min(scored, key=lambda answer: abs((answer.score or 0) - score)).code

    def _bell(self) -> float:
        """Return a number around 0 with a standard deviation of 1."""
        return 2 * (self.chance() + self.chance() + self.chance() - 1.5)


def _rounds(framework: Framework) -> Iterator[Round]:
    for line in _lines(PILOTS):
        for number in line["rounds"].split(","):
            chosen = "full" if (line["pilot"], number) == FULL else "core"
            yield Round(
                *(line["pilot"], number, framework.hash, MONTHS[number], chosen, MODE, RECRUITMENT),
                *(int(line["branches"]), line["translation"], "public"),
            )


def _narratives() -> Iterator[Narrative]:
    for line in STORIES.strip().splitlines():
        pilot, section, language, status, text = line.split(maxsplit=4)
        yield Narrative(pilot, "1", section, language, text, status, source=SOURCE)


def _asks() -> Iterator[Ask]:
    lines = (line.split(maxsplit=3) for line in ASK_WORDS.strip().splitlines())
    said = {(language, about, what): text for language, about, what, text in lines}
    for line in _lines(ASKED_OF):
        about = {name: "" if value == "-" else value for name, value in line.items()}
        topic, status = about["indicators"].split(",")[0], about["status"]
        for code in ("en", "uk"):
            drafted = (about["pilot"], about["round"], code) == ASK_DRAFT
            words = (said[code, topic, "promise"], said[code, "office", "-"])
            yield Ask(
                *(about["pilot"], about["round"], about["code"], code, about["type"]),
                *(said[code, topic, "ask"], status, "draft" if drafted else "approved"),
                *(about["target"], tuple(about["indicators"].split(","))),
                *(words if about["promised"] else ("", "")),
                *(about["promised"], about["due"], said.get((code, status, "-"), "")),
            )


def generate(out: Path) -> None:
    """Write the dataset to a folder, and leave nothing of an older one there."""
    framework = load(HERE.parent / "framework" / "swit.toml")
    maker, rounds = Maker(framework), tuple(_rounds(framework))
    for row in rounds:
        maker.people(row)
    facts = tuple(fact for row in rounds for fact in maker.facts(row))
    details = ({framework.hash: framework}, facts, tuple(_narratives()), tuple(_asks()))
    dataset = Dataset(TITLE, "illustrative", 2, rounds, *details)
    people = respondents_schema(["gender", "site"])
    schemas = {"respondents": people, "answers": ANSWERS, "asked": ASKED}
    tables = {n: pa.Table.from_pylist(maker.tables[n], schema=schemas[n]) for n in schemas}
    for older in ("manifests", "parquet", "frameworks"):
        shutil.rmtree(out / older, ignore_errors=True)
    create(out, dataset, tables)
    (out / ".lock").unlink(missing_ok=True)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
