-- item_weights: one row per place, published item and counted indicator: its share of the item's score (they sum to 1)
create table item_weights as
with counted as (
    select place, part, indicator, weight from indicator_rows where withheld = ''
),
members as (
    -- the counted indicators of each part, and of its core version
    select item_indicators.place, item_indicators.item as part_item, indicator, counted.weight
    from item_indicators join counted using (place, indicator)
    where level = 'part'
),
parts as (
    select place, owner as item, item as part_item, part_weight as pw, weight_have
    from part_rows where withheld = ''
    union all
    select place, (owner || '_equal')::code, item, 1, weight_have from part_rows where withheld = ''
),
shares as (
    select *, pw / sum(pw) over (partition by place, item) as part_share from parts
)
select place, indicator as item, indicator, 1.0 as share
from counted
union all
select place, item, indicator, weight / weight_have
from part_rows join (select *, part_item as item from members) using (place, item)
where withheld = ''
union all
select place, item, indicator, part_share * weight / shares.weight_have
from shares
join members using (place, part_item)
semi join (select place, item from dimension_rows where withheld = '') published using (place, item);

-- item_scores: one row per place, published item and scoring: score 0-100
create table item_scores as
select place, item, scoring, cast(sum(cast(share * p as decimal(18, 14))) as double) as score
from item_weights join indicator_means using (place, indicator)
group by place, item, scoring;
