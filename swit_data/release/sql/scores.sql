-- item_weights: one row per place, published item and counted indicator: its share of the item's score (they sum to 1)
create table item_weights as
with counted as (
    select place, part, indicator, weight from indicator_rows where withheld = ''
),
parts as (
    select place, dimension as item, item as part, part_weight as pw, weight_have
    from part_rows where withheld = ''
    union all
    select place, dimension || '_equal', item, 1, weight_have from part_rows where withheld = ''
),
shares as (
    select *, pw / sum(pw) over (partition by place, item) as part_share from parts
)
select place, indicator as item, indicator, 1.0 as share
from counted
union all
select place, item, indicator, weight / weight_have
from part_rows join (select *, part as item from counted) using (place, item)
where withheld = ''
union all
select place, item, indicator, part_share * weight / shares.weight_have
from shares
join counted using (place, part)
semi join (select place, item from dimension_rows where withheld = '') published using (place, item);

-- item_scores: one row per place, published item and scoring: score 0-100
create table item_scores as
select place, item, scoring, cast(sum(cast(share * p as decimal(38, 18))) as double) as score
from item_weights join indicator_means using (place, indicator)
group by place, item, scoring;

-- item_variances: one row per place, published item and scoring: m people and the variance v of the score
create table item_variances as
with contributions as (
    select place, item, scoring, respondent,
        cast(sum(cast(share * (y - p) / n as decimal(38, 18))) as double) as z
    from item_weights
    join person_scores using (place, indicator)
    join indicator_means using (place, indicator, scoring)
    semi join (select place from places where respondent_class = 'community') community using (place)
    group by place, item, scoring, respondent
)
select
    place, item, scoring, count(*) as m,
    case when count(*) > 1
        then count(*) / (count(*) - 1) * cast(sum(cast(z * z as decimal(38, 18))) as double)
    end as v
from contributions
group by place, item, scoring;

-- intervals: one row per place, item and scoring that carries an interval (10 people and more)
create table intervals as
with bases as (
    select place, item, scoring, score, m, branch_factor(m, branches) as f, v,
        counted = 1 and two_answers as plain
    from item_variances
    join item_scores using (place, item, scoring)
    join item_rows using (place, item)
    join places using (place)
    where respondents >= 10
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

-- scores: the published table; see swit_data/release/tables.py
create table scores as
with shown as (
    select *,
        withheld in ('', 'no_answers', 'too_few_answers', 'too_little_answered', 'not_scored')
            and (respondent_class <> 'community' or withheld = '' or gave >= k) as open,
        withheld in ('not_asked', 'no_answers') as empty
    from item_rows
    join item_answers using (place, item)
    join places using (place)
)
select
    pilot, round, respondent_class, stakeholder_type, target, item, 'all' as split, scoring,
    published(score) as score, published(low) as low, published(high) as high,
    published(size) as effective_n, intervals.degrees,
    case when open and respondent_class <> 'group' then weight_have end as weight_have,
    case when open and respondent_class <> 'group' then weight_all end as weight_all,
    case when withheld = '' then left(sha256(basis), 16) end as basis,
    case when empty then 0 when open and respondent_class = 'group' then gave when open then respondents
        end as respondents,
    case when empty then 0 when open then answered end as answered,
    case when withheld = 'no_answers' then 0 when open then published(answered / expected) end as coverage,
    case when open and answered > 0 then published(dont_know / answered) end as dont_know,
    withheld
from shown
cross join scorings
left join item_scores using (place, item, scoring)
left join intervals using (place, item, scoring)
union all
select
    pilot, round, 'community', stakeholder_type, 'all', dimension, split, 'standard',
    null, null, null, null, null, null, null, null, null, null, null, null, 'split_refused'
from refused_splits
order by all;
