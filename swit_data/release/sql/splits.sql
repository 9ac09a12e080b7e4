-- split_means: one row per place, split, indicator of its dimension and scoring: n people with a score, their mean p
create table split_means as
select place, dimension, split, indicator, scoring, count(*) as n,
    cast(sum(cast(y as decimal(18, 14))) as double) / count(*) as p
from split_members
join open_questions using (place, dimension)
join person_scores using (place, indicator, respondent)
group by place, dimension, split, indicator, scoring;

-- split_parts: one row per place and part of a dimension that is split: weights over the indicators told of its groups
create table split_parts as
with told as (
    select place, part as item, sum(weight) as weight_have, string_agg(indicator || ':' || weight, ',' order by indicator) as basis
    from indicator_rows semi join open_questions using (place, indicator)
    group by place, part
)
select place, item, part_rows.weight_all, coalesce(told.weight_have, 0) as weight_have, told.basis,
    case when withheld = '' and $enough_whole * coalesce(told.weight_have, 0) < $enough_part * part_rows.weight_all then 'split_refused' else withheld end
        as withheld
from part_rows
semi join split_members using (place, dimension)
left join told using (place, item)
where version = '';

-- split_items: one row per place and item of a dimension that is split: weights over the indicators told of its groups, and why it
-- is withheld; what is published without a split is refused here where a group is of one mind on too much of it
create table split_items as
select place, indicator as item, 'indicator' as level,
    case when told.place is not null then weight else 0 end as weight_have, weight as weight_all, indicator::varchar as basis,
    case when withheld = '' and told.place is null then 'split_refused' else withheld end as withheld
from indicator_rows
left join (select place, indicator from open_questions) told using (place, indicator)
semi join split_members using (place, dimension)
where withheld <> 'personal'
union all
select place, item, 'part', weight_have, weight_all, basis, withheld from split_parts
union all
select place, item, 'dimension', sums.weight_have, dimension_rows.weight_all, sums.basis,
    case when withheld = '' and $enough_whole * sums.weight_have < $enough_part * dimension_rows.weight_all then 'split_refused' else withheld end
from dimension_rows
left join (
    select parts.place, parts.item,
        coalesce(sum(unit * split_parts.weight_have) filter (split_parts.withheld = ''), 0) as weight_have,
        string_agg(part || '*' || pw || '(' || split_parts.basis || ')', ';' order by part) filter (split_parts.withheld = '') as basis
    from dimension_parts parts
    join split_parts on split_parts.place = parts.place and split_parts.item = part_item
    group by all
) sums using (place, item);

-- split_weights: one row per place, item told of the groups and indicator: its share of the item's score (they sum to 1)
create table split_weights as
with told as (
    select place, part, indicator, weight from indicator_rows semi join open_questions using (place, indicator)
),
parts as (
    select parts.place, parts.item, part_item, part, pw, split_parts.weight_have
    from dimension_parts parts
    join split_parts on split_parts.place = parts.place and split_parts.item = part_item
    semi join (select place, item from split_items where withheld = '') published
        on published.place = parts.place and published.item = parts.item
    where split_parts.withheld = ''
    union all
    select place, item, item, item, 1, weight_have from split_parts where withheld = ''
),
shares as (
    select *, pw / sum(pw) over (partition by place, item) as part_share from parts
)
select place, indicator as item, indicator, 1.0 as share from told
union all
select place, item, indicator, part_share * weight / weight_have from shares join told using (place, part);

-- split_scores: one row per place, split, published item and scoring: score 0-100
create table split_scores as
select place, split, item, scoring, cast(sum(cast(share * p as decimal(18, 14))) as double) as score
from split_weights join split_means using (place, indicator)
group by place, split, item, scoring;

-- split_respondents: one row per place, split and published item: people with a scored answer to a counted indicator
create table split_respondents as
select place, split, indicator as item, n as respondents
from split_weights join split_means using (place, indicator)
where item = indicator and scoring = 'standard'
union all
select place, split, item, count(distinct respondent)
from split_weights
join open_questions using (place, indicator)
join split_members using (place, dimension)
join person_scores using (place, indicator, respondent)
where item <> indicator and scoring = 'standard'
group by place, split, item;

-- split_answers: one row per place, split and item of the dimension: what the group was asked and what it answered, without what is
-- published at all and not told of the groups: it counts nowhere in a split
create table split_answers as
with counted as (
    select place, item, indicator
    from item_indicators
    anti join (select place, indicator from split_questions anti join open_questions using (place, indicator)) hidden
        using (place, indicator)
    anti join kept using (place, indicator)
    where kind = 'opinion'
),
replies_of as (
    select place, split, indicator, count(*) as expected, count(*) filter (means <> '-') as answered,
        count(*) filter (means = 'dont_know') as dont_know
    from replies
    join place_questions using (question)
    join split_members using (place, dimension, respondent)
    left join (select option, means from options) options using (option)
    group by place, split, indicator
)
select place, split, item, cast(sum(expected) as bigint) as expected, cast(sum(answered) as bigint) as answered,
    cast(sum(dont_know) as bigint) as dont_know
from replies_of join counted using (place, indicator)
group by place, split, item;

-- split_rows: one row per place, split and item of the dimension that is split
create table split_rows as
select place, split, item, weight_have, weight_all, basis, withheld
from (select distinct place, dimension, split from split_members) splits
join (
    select distinct place, dimension, item from item_indicators where kind = 'opinion' and version = ''
) items using (place, dimension)
join split_items using (place, item);

-- refused_splits: one row per place, dimension and category of its finest partition, where no split is shown
create table refused_splits as
select distinct place, dimension, characteristic || '=' || category as split
from scopes
join places using (place)
join split_categories using (pilot, round)
semi join (select place, dimension from item_indicators where level = 'dimension' and version = '') there using (place, dimension)
anti join shown_splits using (scope, dimension);
