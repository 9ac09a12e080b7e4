-- pair_people: one row per pair item, scoring, side and person: z, and how the score moves without that person
create table pair_people as
with sides as (
    select pair, item, indicator, share, 'a' as side, a as place from pair_members
    union all
    select pair, item, indicator, share, 'b', b from pair_members
)
select
    pair, item, scoring, side, respondent,
    cast(sum(cast(share * (y - p) / n as decimal(18, 14))) as double) as z,
    -cast(sum(cast(share * (y - p) / greatest(n - 1, 1) as decimal(18, 14))) as double) as without,
    bool_or(scoring = 'standard') as stands
from sides
join person_scores using (place, indicator)
join indicator_means using (place, indicator, scoring)
group by pair, item, scoring, side, respondent;

-- pair_scores: one row per pair item, scoring and side: score, people, variance, 0-100
create table pair_scores as
with sides as (
    select pair, item, indicator, share, two_answers, 'a' as side, a as place from pair_members
    union all
    select pair, item, indicator, share, two_answers, 'b', b from pair_members
),
scores as (
    select pair, item, scoring, side, any_value(place) as place, count(*) = 1 and bool_or(two_answers) as plain,
        cast(sum(cast(share * p as decimal(18, 14))) as double) as score
    from sides join indicator_means using (place, indicator)
    group by pair, item, scoring, side
),
variances as (
    select pair, item, scoring, side, count(*) as m,
        case when count(*) > 1
            then count(*) / (count(*) - 1) * cast(sum(cast(z * z as decimal(18, 15))) as double)
        end as v
    from pair_people group by pair, item, scoring, side
),
standing as (
    select pair, item, side, m as respondents from variances where scoring = 'standard'
),
bases as (
    select scores.*, m, v, respondents, branch_factor(m, branches) as f,
        respondent_class = 'community' and respondents >= 10 as open
    from scores
    join variances using (pair, item, scoring, side)
    join standing using (pair, item, side)
    join places using (place)
),
sizes as (
    select *,
        case when open and plain then m / f when open then effective_n(score, v * f, m) end as size,
        case when open and not plain then m - 1 end as degrees
    from bases
)
select pair, item, scoring, side, score, respondents, size, sizes.degrees,
    case when open then wilson_low(score / 100, size, quantile) end as low,
    case when open then wilson_high(score / 100, size, quantile) end as high
from sizes
join quantiles on quantiles.degrees = case when sizes.degrees is null then 0 else least(sizes.degrees, $most_degrees) end;

-- pair_rhos: one row per pair item and scoring: correlation of both sides' errors through the people on both
create table pair_rhos as
with both_sides as (
    select pair, item, scoring, respondent,
        sum(z) filter (side = 'a') as za, sum(z) filter (side = 'b') as zb
    from pair_people group by pair, item, scoring, respondent
),
sums as (
    select pair, item, scoring,
        cast(sum(cast(za * zb as decimal(18, 15))) as double) as ab,
        cast(sum(cast(za * za as decimal(18, 15))) as double) as aa,
        cast(sum(cast(zb * zb as decimal(18, 15))) as double) as bb
    from both_sides group by pair, item, scoring
)
select pair, item, scoring, case when aa > 0 and bb > 0 then coalesce(ab, 0) / sqrt(aa * bb) else 0 end as rho
from sums;
