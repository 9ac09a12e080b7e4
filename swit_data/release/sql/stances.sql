-- stances: one row per place, indicator and what people said there, as far as it is counted: how many they are, and what they score under
-- the six scorings. Who has no scored answer counts under three scorings all the same; the others count there as under standard: then
-- no scoring weighs a person's targets otherwise (docs/privacy.md, rule 10)
create table stances as
select (row_number() over (order by place, indicator, standard, middle_low, middle_high, unknowing, due, applies, gave, same_answer))::integer as stance, *,
    case when unknowing then 0 else standard end as dont_know_zero,
    case when due then coalesce(standard, 0) end as worst, case when due then coalesce(standard, 100) end as best
from (
    select place, indicator, standard, middle_low, middle_high, unknowing, due, applies, gave, same_answer, sum(people)::integer as people
    from stance_lots
    group by place, indicator, standard, middle_low, middle_high, unknowing, due, applies, gave, same_answer
);

-- person_stances: one row per place, person and indicator asked, with the stance of what the person said there; filled by
-- person_stances_lot.sql
create table person_stances as
select respondent, place, 0 as stance from person_replies limit 0;

-- people_due: one row per place and indicator: people asked or skipped, those to whom it does not apply, those who are due an
-- answer, those of them who do not know
create table people_due as
select place, indicator, sum(people) as whole, sum(people) filter (not applies) as not_applicable, sum(people) filter (due) as due,
    sum(people) filter (unknowing) as unknowing
from stances
group by place, indicator;

-- stance_scores: one row per stance and scoring under which its people count, with their score
create table stance_scores as
select stance, place, indicator, scoring::scoring as scoring, people, y
from stances unpivot (y for scoring in (standard, middle_low, middle_high, dont_know_zero, worst, best));
