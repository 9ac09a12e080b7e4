-- given: one row per place, person, target and indicator answered, with the answer's score under each scoring
create table given as
select
    place, respondent, target, indicator, answer, means,
    standard, middle_low, middle_high, dont_know_zero
from answers
join asked_people using (respondent, pilot, round, stakeholder_type, target)
join questions using (pilot, round, respondent_class, stakeholder_type, target, indicator)
join answer_scores using (pilot, round, indicator, answer)
join place_targets using (pilot, round, respondent_class, stakeholder_type, target);

-- expected: one row per place and indicator: people and (person, target) pairs that were asked it
create table expected as
select place, indicator, count(*) as pairs, count(distinct respondent) as people
from asked_people
join questions using (pilot, round, respondent_class, stakeholder_type, target)
join place_targets using (pilot, round, respondent_class, stakeholder_type, target)
group by place, indicator;

-- person_scores: one row per place, person, indicator and scoring: the mean over the person's targets there, 0-100
create table person_scores as
select
    place, respondent, indicator, scoring,
    cast(sum(cast(answer_score as decimal(38, 18))) as double) / count(*) as y
from (
    unpivot given on standard, middle_low, middle_high, dont_know_zero
    into name scoring value answer_score
)
group by place, respondent, indicator, scoring;

-- expected_targets: one row per place, indicator and target there that somebody was asked about
create table expected_targets as
select distinct place, indicator, target
from asked_people
join questions using (pilot, round, respondent_class, stakeholder_type, target)
join place_targets using (pilot, round, respondent_class, stakeholder_type, target);
