-- place_questions: one row per question a class is asked about a target, and place that the target belongs to
create table place_questions as
with numbered_questions as (
    select row_number() over (order by pilot, round, respondent_class, stakeholder_type, target, indicator)::integer as question, *
    from questions
)
select question, place, pilot, round, respondent_class, stakeholder_type, target, numbered_questions.indicator::code as indicator,
    dimension::code as dimension, kept.place is not null as kept_back
from numbered_questions
join place_targets using (pilot, round, respondent_class, stakeholder_type, target)
left join kept using (place, indicator);

-- options: one row per question and answer to it, with its score under each scoring; '-': the form itself skipped it
create table options as
with asked as (
    select distinct question, pilot, round, respondent_class, stakeholder_type, target, indicator from place_questions
)
select (row_number() over (order by question, answer))::integer as option, *
from (
    select question, pilot, round, respondent_class, stakeholder_type, target, indicator, answer, means, standard, middle_low, middle_high, dont_know_zero
    from asked join answer_scores using (pilot, round, indicator)
    union all
    select *, '-', '-', null, null, null, null from asked
);

-- replies: one row per person and question that was asked: which option was chosen, or none
create table replies as
with asked_of as (
    select distinct respondent, question
    from asked_people
    join (select distinct question, pilot, round, respondent_class, stakeholder_type, target, dimension from place_questions) questions
        using (pilot, round, respondent_class, stakeholder_type, target)
    where about = '' or about = dimension
),
said as (
    select person as respondent, question, option
    from answers
    join numbered on numbered.id = answers.respondent and numbered.pilot = answers.pilot and numbered.round = answers.round
    join options on options.pilot = answers.pilot and options.round = answers.round and options.respondent_class = numbered.class
        and options.stakeholder_type = answers.stakeholder_type and options.target = answers.target
        and options.indicator = answers.indicator and options.answer = answers.answer
)
select respondent::integer as respondent, question, option
from asked_of left join said using (respondent, question);

-- question_counts: one row per question: who was asked it; who was skipped, where it may be told (of under k people it is not told that
-- they were skipped: they stand among those asked); who is expected to answer: without the skipped, but not where under k people would
-- remain; answers, and those that say don't know. Of what is kept back it is not told of anybody
create table question_counts as
with counted as (
    select question, count(*) as asked, count(*) filter (means = '-') as skipped, count(*) filter (means <> '-') as answered,
        count(*) filter (means = 'dont_know') as dont_know
    from replies left join (select option, means from options) options using (option)
    group by question
),
told as (
    select counted.* exclude (skipped), case when skipped >= least and not kept_back then skipped else 0 end as skipped, least
    from counted
    join (
        select distinct question, least_people(places.respondent_class, k) as least, kept_back
        from place_questions join places using (place)
    ) known using (question)
)
select question, asked, skipped, answered, dont_know,
    asked - case when asked = skipped or asked - skipped >= least then skipped else 0 end as expected
from told;

-- asked_questions: one row per place, person, target and indicator that was asked: the answer and its scores, if there are; skipped: so it
-- is told; expected: not taken out of those who should answer
create view asked_questions as
select place, respondent, target, place_questions.indicator, dimension, answer, means, standard, middle_low, middle_high,
    coalesce(means = '-' and question_counts.skipped > 0, false) as skipped,
    not coalesce(means = '-' and question_counts.expected < question_counts.asked, false) as expected
from replies
join place_questions using (question)
join question_counts using (question)
left join (select option, answer, means, standard, middle_low, middle_high from options) options using (option);

-- given: one row per place, person, target and indicator answered, with the answer's score under each scoring
create view given as
select place, respondent, place_questions.target, place_questions.indicator, answer, means, standard, middle_low, middle_high
from replies
join place_questions using (question)
join options using (option)
where means <> '-';

-- expected: one row per place and indicator: people and (person, target) pairs that were asked it
create table expected as
select place, indicator, sum(question_counts.expected) as pairs
from place_questions join question_counts using (question)
where expected > 0
group by place, indicator;

-- expected_targets: one row per place, indicator and target there that somebody was asked about
create table expected_targets as
select distinct place, indicator, target from place_questions join question_counts using (question) where expected > 0;

-- person_replies: one row per place, person and indicator asked: the means of its scored answers over the person's targets there, 0-100
-- (missing: none is scored), the one scored answer if they are all the same; due: the question applies to a pair that is expected
create view person_replies as
select place, respondent, indicator,
    cast(sum(cast(standard as decimal(18, 14))) as double) / count(standard) as standard,
    cast(sum(cast(middle_low as decimal(18, 14))) as double) / count(middle_low) as middle_low,
    cast(sum(cast(middle_high as decimal(18, 14))) as double) / count(middle_high) as middle_high,
    count(standard) = 0 and coalesce(bool_or(means = 'dont_know'), false) as unknowing,
    bool_or(expected and (means is distinct from 'not_applicable')) as due,
    bool_or(not skipped and (means is distinct from 'not_applicable')) as applies,
    coalesce(bool_or(means <> '-'), false) as gave,
    case when min(answer) filter (standard is not null) = max(answer) filter (standard is not null) then min(answer) filter (standard is not null)
        end as same_answer
from asked_questions
group by place, respondent, indicator;

-- stance_lots: one row per lot of people and stance; filled by stances_lot.sql
create table stance_lots as
select place, indicator, standard, middle_low, middle_high, unknowing, due, applies, gave, same_answer, 0 as people from person_replies limit 0;
