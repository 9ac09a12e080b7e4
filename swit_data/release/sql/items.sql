-- code: every code of an item, as numbers behind its text; grouping them is several times faster than grouping text
create type code as enum (
    select distinct code from (
        select indicator as code from answer_scores
        union select part from questions
        union select dimension from questions
        union select dimension || '_equal' from questions
    ) order by code
);

-- scoring: the four ways to score an answer
create type scoring as enum ('standard', 'middle_low', 'middle_high', 'dont_know_zero');

-- item_indicators: one row per place, item and indicator that the item is made of; personal questions are items of their own
create table item_indicators as
with covered as (
    select distinct place, indicator::code as indicator, part::code as part, dimension::code as dimension, weight, part_weight, kind, two_answers
    from place_targets
    join questions using (pilot, round, respondent_class, stakeholder_type, target)
)
select place, indicator as item, 'indicator' as level, * exclude (place) from covered
union all
select place, part, 'part', * exclude (place) from covered where kind = 'opinion'
union all
select place, dimension, 'dimension', * exclude (place) from covered where kind = 'opinion'
union all
select place, (dimension || '_equal')::code, 'equal', * exclude (place) replace (1 as part_weight)
from covered where kind = 'opinion';
