-- asked_questions: one row per place, person, target and indicator that was asked
create table asked_questions as
select distinct place, respondent, target, indicator::code as indicator, dimension::code as dimension
from asked_people
join questions using (pilot, round, respondent_class, stakeholder_type, target)
join place_targets using (pilot, round, respondent_class, stakeholder_type, target)
where about = '' or about = dimension;

-- given: one row per place, person, target and indicator answered, with the answer's score under each scoring
create table given as
select
    asked_questions.place, asked_questions.respondent, asked_questions.target, asked_questions.indicator,
    answer_scores.answer, means,
    standard, middle_low, middle_high, dont_know_zero
from answers
join (select id, person as respondent from numbered) people on people.id = answers.respondent
join (select place, pilot, round, stakeholder_type from places) there using (pilot, round, stakeholder_type)
join asked_questions on asked_questions.place = there.place and asked_questions.respondent = people.respondent
    and asked_questions.target = answers.target and asked_questions.indicator = answers.indicator
join answer_scores on answer_scores.pilot = answers.pilot and answer_scores.round = answers.round
    and answer_scores.indicator = answers.indicator and answer_scores.answer = answers.answer;

-- expected: one row per place and indicator: people and (person, target) pairs that were asked it
create table expected as
select place, indicator, count(*) as pairs, count(distinct respondent) as people
from asked_questions
group by place, indicator;

-- person_scores: one row per place, person, indicator and scoring: the mean over the person's targets there, 0-100
create table person_scores as
select
    place, respondent, indicator, scoring::scoring as scoring,
    cast(sum(cast(answer_score as decimal(18, 14))) as double) / count(*) as y
from (
    unpivot given on standard, middle_low, middle_high, dont_know_zero
    into name scoring value answer_score
)
group by all;

-- expected_targets: one row per place, indicator and target there that somebody was asked about
create table expected_targets as
select distinct place, indicator, target from asked_questions;
