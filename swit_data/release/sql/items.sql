-- code: every code of an item, as numbers behind its text; grouping them is several times faster than grouping text
create type code as enum (
    select distinct code from (
        select indicator as code from answer_scores
        union select part from questions
        union select dimension from questions
        union select dimension || '_equal' from questions
        union select part || '_core' from questions
        union select dimension || '_core' from questions
        union select dimension || '_core_equal' from questions
    ) order by code
);

-- scoring: the ways to score an answer
create type scoring as enum ('standard', 'middle_low', 'middle_high', 'dont_know_zero', 'worst', 'best');

-- item_indicators: one row per place, item and indicator that the item is made of; personal questions are items of their own.
-- version: '' or, in a full round, _core: a part or a dimension over its core indicators alone
create table item_indicators as
with covered as (
    select distinct place, indicator::code as indicator, part::code as part, dimension::code as dimension, weight, part_weight, kind,
        two_answers, core and respondent_class = 'community' and rounds.set = 'full' as in_core
    from place_targets
    join questions using (pilot, round, respondent_class, stakeholder_type, target)
    join rounds using (pilot, round)
),
opinions as (
    select '' as version, * exclude (in_core) from covered where kind = 'opinion'
    union all
    select '_core', * exclude (in_core) from covered where kind = 'opinion' and in_core
)
select place, indicator as item, 'indicator' as level, '' as version, * exclude (place, in_core) from covered
union all
select place, (part || version)::code, 'part', version, * exclude (place, version) from opinions
union all
select place, (dimension || version)::code, 'dimension', version, * exclude (place, version) from opinions
union all
select place, (dimension || version || '_equal')::code, 'equal', version, indicator, part, dimension, weight, 1, kind, two_answers
from opinions;

-- kept: one row per place and indicator about which nothing is told, as the community decided; of every class alike
create table kept as
select distinct place, indicator
from item_indicators join places using (place)
semi join kept_back using (pilot, round, stakeholder_type, indicator);
