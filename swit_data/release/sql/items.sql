-- item_indicators: one row per place, item and indicator that the item is made of; personal questions are items of their own
create table item_indicators as
with covered as (
    select distinct place, indicator, part, dimension, weight, part_weight, kind, two_answers
    from place_targets
    join questions using (pilot, round, respondent_class, stakeholder_type, target)
)
select place, indicator as item, 'indicator' as level, * exclude (place) from covered
union all
select place, part, 'part', * exclude (place) from covered where kind = 'opinion'
union all
select place, dimension, 'dimension', * exclude (place) from covered where kind = 'opinion'
union all
select place, dimension || '_equal', 'equal', * exclude (place) replace (1 as part_weight)
from covered where kind = 'opinion';
