-- asked_questions: one row per place, person, target and indicator that was asked
create table asked_questions as
select distinct place, respondent, target, indicator::code as indicator, dimension::code as dimension
from asked_people
join questions using (pilot, round, respondent_class, stakeholder_type, target)
join place_targets using (pilot, round, respondent_class, stakeholder_type, target)
where about = '' or about = dimension;

-- skipped: one row per place, person, target and indicator that the form itself did not ask ('-'); of under k people it is not told
-- that they were skipped: they stand among those asked. taken_out: they leave those asked; not where under k people would remain.
-- Of what is kept back it is not told of anybody
create table skipped as
with found as (
    select asked_questions.*, least_people(respondent_class, k) as least
    from answers
    join (select id, person as respondent from numbered) people on people.id = answers.respondent
    join places on places.pilot = answers.pilot and places.round = answers.round
        and places.stakeholder_type = answers.stakeholder_type
    join asked_questions on asked_questions.place = places.place and asked_questions.respondent = people.respondent
        and asked_questions.target = answers.target and asked_questions.indicator = answers.indicator
    anti join kept on kept.place = asked_questions.place and kept.indicator = asked_questions.indicator
    where answer = '-'
),
whole as (
    select place, target, indicator, count(*) as asked from asked_questions
    group by place, target, indicator
),
counted as (
    select *, count(*) over (partition by place, target, indicator) as skipped from found
)
select place, respondent, target, indicator, asked = skipped or asked - skipped >= least as taken_out
from counted join whole using (place, target, indicator)
where skipped >= least;

-- expected_questions: asked_questions without what was taken out
create table expected_questions as
select * from asked_questions
anti join (select * from skipped where taken_out) gone using (place, respondent, target, indicator);

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
select place, indicator, count(*) as pairs
from expected_questions
group by place, indicator;

-- due: one row per place, person, target and indicator to which the question applies, with its scored answer (standard) or none
create table due as
select expected_questions.*, means, standard
from expected_questions
left join given using (place, respondent, target, indicator)
where means is distinct from 'not_applicable';

-- people_due: one row per place and indicator: people asked or skipped, those to whom it does not apply, those who are due an
-- answer, those of them who do not know
create table people_due as
with whole as (
    select place, indicator, count(distinct respondent) as whole,
        count(distinct respondent) filter (skipped.place is null and means is distinct from 'not_applicable') as applies
    from asked_questions
    left join skipped using (place, respondent, target, indicator)
    left join given using (place, respondent, target, indicator)
    group by place, indicator
),
by_person as (
    select place, indicator, respondent, bool_or(standard is not null) as scored, coalesce(bool_or(means = 'dont_know'), false) as unknowing
    from due group by place, indicator, respondent
),
counts as (
    select place, indicator, count(*) as due, count(*) filter (unknowing and not scored) as unknowing
    from by_person group by place, indicator
)
select place, indicator, whole, whole - applies as not_applicable, coalesce(due, 0) as due, coalesce(unknowing, 0) as unknowing
from whole left join counts using (place, indicator);

-- person_scores: one row per place, person, indicator and scoring: the mean over the person's targets there, 0-100
create table person_scores as
with means as (
    select
        place, respondent, indicator, scoring::scoring as scoring,
        cast(sum(cast(answer_score as decimal(18, 14))) as double) / count(*) as y
    from given unpivot (answer_score for scoring in (standard, middle_low, middle_high))
    group by all
),
-- who has no scored answer there: under three scorings such a person counts all the same
silent as (
    select place, respondent, indicator, coalesce(bool_or(means = 'dont_know'), false) as unknowing
    from due
    group by all
    having not bool_or(standard is not null)
)
select * from means
union all
-- the others count as under standard: then no scoring weighs a person's targets otherwise (docs/privacy.md, rule 10)
select place, respondent, indicator, other::scoring, y
from means cross join (values ('dont_know_zero'), ('worst'), ('best')) others(other)
where scoring = 'standard'
union all
select place, respondent, indicator, 'dont_know_zero'::scoring, 0 from silent where unknowing
union all
select place, respondent, indicator, bound::scoring, missing
from silent cross join (values ('worst', 0), ('best', 100)) bounds(bound, missing);

-- expected_targets: one row per place, indicator and target there that somebody was asked about
create table expected_targets as
select distinct place, indicator, target from expected_questions;
