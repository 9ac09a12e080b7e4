-- item_variances: one row per place of the community, published item and scoring: m people and the variance v of the score
create table item_variances as
select place, item, scoring, people as m, case when people > 1 then people / (people - 1) * squares end as v
from sets
join set_people using (crowd)
join set_squares using (set, scoring)
where item is not null;

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
