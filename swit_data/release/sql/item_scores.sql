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

-- item_variances: one row per place, published item and scoring: m people and the variance v of the score
create table item_variances as
with contributions as (
    select place, item, scoring, respondent,
        cast(sum(cast(share * (y - p) / n as decimal(18, 14))) as double) as z
    from item_weights
    join person_scores using (place, indicator)
    join indicator_means using (place, indicator, scoring)
    semi join (select place from places where respondent_class = 'community') community using (place)
    group by place, item, scoring, respondent
)
select
    place, item, scoring, count(*) as m,
    case when count(*) > 1
        then count(*) / (count(*) - 1) * cast(sum(cast(z * z as decimal(18, 15))) as double)
    end as v
from contributions
group by place, item, scoring;

-- intervals: one row per place, item and scoring that carries an interval (from $interval_from people on)
create table intervals as
with bases as (
    select place, item, scoring, score, m, branch_factor(respondent_class, m, branches) as f, v,
        counted = 1 and two_answers as plain
    from item_variances
    join item_scores using (place, item, scoring)
    join item_rows using (place, item)
    join places using (place)
    where respondents >= $interval_from
),
sizes as (
    select *,
        case when plain then m / f else effective_n(score, v * f, m) end as size,
        case when plain then null else m - 1 end as degrees
    from bases
)
select place, item, scoring, size, sizes.degrees,
    wilson_low(score / 100, size, quantile) as low, wilson_high(score / 100, size, quantile) as high
from sizes
join quantiles on quantiles.degrees = case when sizes.degrees is null then 0 else least(sizes.degrees, $most_degrees) end;
