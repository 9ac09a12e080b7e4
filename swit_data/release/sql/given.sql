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

-- due: one row per place, person, target and indicator to which the question applies, with the scores of its answer or none
create table due as
select expected_questions.*, means, standard, middle_low, middle_high
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

-- person_means: one row per place, person and indicator with a due pair: the means of its scored answers over the person's targets
-- there, 0-100 (missing: none is scored)
create table person_means as
select place, respondent, indicator,
    cast(sum(cast(standard as decimal(18, 14))) as double) / count(standard) as standard,
    cast(sum(cast(middle_low as decimal(18, 14))) as double) / count(middle_low) as middle_low,
    cast(sum(cast(middle_high as decimal(18, 14))) as double) / count(middle_high) as middle_high,
    coalesce(bool_or(means = 'dont_know'), false) and count(standard) = 0 as unknowing
from due
group by place, respondent, indicator;

-- cells: one row per place, indicator and what people scored there under the six scorings: how many they are. Who has no scored answer
-- counts under three scorings all the same; the others count there as under standard: then no scoring weighs a person's targets
-- otherwise (docs/privacy.md, rule 10)
create table cells as
select (row_number() over (order by place, indicator, standard, middle_low, middle_high, unknowing))::integer as cell,
    place, indicator, standard, middle_low, middle_high, unknowing,
    case when unknowing then 0 else standard end as dont_know_zero, coalesce(standard, 0) as worst, coalesce(standard, 100) as best,
    count(*) as people
from person_means
group by place, indicator, standard, middle_low, middle_high, unknowing;

-- person_cells: one row per place, person and indicator with a due pair, with the cell of what the person scored there
create table person_cells as
select respondent, cells.place, cell
from person_means join cells on cells.place = person_means.place and cells.indicator = person_means.indicator
    and coalesce(cells.standard, -1) = coalesce(person_means.standard, -1)
    and coalesce(cells.middle_low, -1) = coalesce(person_means.middle_low, -1)
    and coalesce(cells.middle_high, -1) = coalesce(person_means.middle_high, -1)
    and cells.unknowing = person_means.unknowing;
drop table person_means;

-- cell_scores: one row per cell and scoring under which its people count, with their score
create table cell_scores as
select cell, place, indicator, scoring::scoring as scoring, people, y
from (unpivot cells on standard, middle_low, middle_high, dont_know_zero, worst, best into name scoring value y);

-- person_scores: one row per place, person, indicator and scoring under which the person counts there, with the score
create view person_scores as
select place, respondent, indicator, scoring, y from person_cells join cell_scores using (place, cell);

-- expected_targets: one row per place, indicator and target there that somebody was asked about
create table expected_targets as
select distinct place, indicator, target from expected_questions;
