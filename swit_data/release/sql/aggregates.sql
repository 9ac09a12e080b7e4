-- missing_weights: one row per place and part or dimension of which an indicator asked does not count: why most of it is missing
create table missing_weights as
with reasons as (
    select place, item_indicators.item,
        case when withheld in ('most_do_not_know', 'mostly_not_applicable', 'too_few_people', 'kept_back') then withheld else 'too_little_answered' end
            as reason,
        sum(item_indicators.weight) as missing
    from item_indicators join indicator_rows using (place, indicator)
    where level <> 'indicator' and asked > 0 and withheld <> ''
    group by all
)
select place, item, reason as missing_most
from reasons
qualify row_number() over (
    partition by place, item
    order by missing desc,
        list_position(['kept_back', 'most_do_not_know', 'mostly_not_applicable', 'too_few_people', 'too_little_answered'], reason)
) = 1;

-- part_rows: one row per place and part: weights over its opinion indicators, and why its score is withheld; owner: its dimension
create table part_rows as
with members as (
    select place, item, version, item_indicators.part, item_indicators.part_weight, item_indicators.dimension, indicator,
        item_indicators.weight, item_indicators.two_answers, withheld, asked
    from item_indicators join indicator_rows using (place, indicator)
    where level = 'part'
),
weights as (
    select
        place, item, version, any_value(part) as part, any_value(dimension) as dimension,
        any_value(part_weight) as part_weight,
        coalesce(sum(weight) filter (withheld = ''), 0) as weight_have,
        coalesce(sum(weight) filter (asked > 0), 0) as weight_all,
        count(*) filter (withheld = '') as counted,
        string_agg(indicator || ':' || weight, ',' order by indicator) filter (withheld = '') as basis,
        bool_or(two_answers) filter (withheld = '') as two_answers
    from members
    group by place, item, version
),
scorers as (
    select place, item, count(distinct respondent) as respondents
    from members join person_scores using (place, indicator)
    where withheld = '' and scoring = 'standard'
    group by place, item
)
select
    place, item, version, part, dimension, (dimension || version)::code as owner, part_weight, weight_have, weight_all, counted, basis,
    two_answers,
    coalesce(respondents, 0) as respondents,
    aggregate_reason(
        respondent_class, base.people, without_consent,
        base.people >= $groups_from and participants >= $participants_from, k, k0, asked, expected, answered,
        target_rule.place is not null, $enough_whole * weight_have >= $enough_part * weight_all,
        coalesce(respondents, 0), missing_most
    ) as withheld
from weights
join places using (place)
join base using (place)
join item_answers using (place, item)
left join missing_weights using (place, item)
left join target_rule using (place, item)
left join scorers using (place, item);

-- dimension_parts: one row per place, dimension (and <dimension>_equal beside it) and part of it: unit = what a part's weight
-- counts in whole numbers, once every part is as heavy as its own weight says
create table dimension_parts as
with parts as (
    select place, owner as item, version, item as part_item, part, part_weight as pw, weight_have, weight_all, counted,
        basis, two_answers, withheld
    from part_rows where weight_all > 0
    union all
    select place, (owner || '_equal')::code, version, item, part, 1, weight_have, weight_all, counted,
        basis, two_answers, withheld
    from part_rows where weight_all > 0
),
multiples as (
    select place, item, list_reduce(list(weight_all), lambda x, y: lcm(x, y)) as multiple
    from parts group by place, item
)
select parts.*, pw * (multiple // weight_all) as unit
from parts join multiples using (place, item);

-- dimension_rows: one row per place and dimension, and beside it <dimension>_equal
create table dimension_rows as
with weights as (
    select
        place, item,
        coalesce(sum(unit * weight_have) filter (withheld = ''), 0) as weight_have,
        sum(unit * weight_all) as weight_all,
        coalesce(sum(counted) filter (withheld = ''), 0) as counted,
        string_agg(part || '*' || pw || '(' || basis || ')', ';' order by part)
            filter (withheld = '') as basis,
        bool_or(two_answers) filter (withheld = '') as two_answers
    from dimension_parts
    group by place, item
),
scorers as (
    select parts.place, parts.item, count(distinct respondent) as respondents
    from dimension_parts parts
    join item_indicators on item_indicators.place = parts.place and item_indicators.item = part_item
    join indicator_rows on indicator_rows.place = parts.place and indicator_rows.indicator = item_indicators.indicator
    join person_scores on person_scores.place = parts.place and person_scores.indicator = item_indicators.indicator
    where parts.withheld = '' and indicator_rows.withheld = '' and scoring = 'standard'
    group by parts.place, parts.item
),
all_items as (
    select distinct place, item, version from item_indicators where level in ('dimension', 'equal')
)
select
    place, item, version,
    coalesce(weight_have, 0) as weight_have, coalesce(weight_all, 0) as weight_all,
    coalesce(counted, 0) as counted, basis, two_answers,
    coalesce(respondents, 0) as respondents,
    aggregate_reason(
        respondent_class, base.people, without_consent,
        base.people >= $groups_from and participants >= $participants_from, k, k0, asked, expected, answered,
        target_rule.place is not null, $enough_whole * coalesce(weight_have, 0) >= $enough_part * coalesce(weight_all, 0),
        coalesce(respondents, 0), missing_most
    ) as withheld
from all_items
join places using (place)
join base using (place)
join item_answers using (place, item)
left join missing_weights using (place, item)
left join weights using (place, item)
left join target_rule using (place, item)
left join scorers using (place, item);

-- item_rows: one row per place and item of any level: weights, basis, respondents, and why it is withheld
create table item_rows as
select
    place, indicator as item, 'indicator' as level, '' as version,
    case when withheld = '' then weight else 0 end as weight_have, weight as weight_all,
    1 as counted, indicator as basis, two_answers, n as respondents, withheld
from indicator_rows
union all
select place, item, 'part', version, weight_have, weight_all, counted, basis, two_answers, respondents, withheld
from part_rows
union all
select place, item, 'dimension', version, weight_have, weight_all, counted, basis, two_answers, respondents, withheld
from dimension_rows;
