-- sum_scores: one row per sum and scoring: score 0-100, people, variance, and from $interval_from people on the interval
create table sum_scores as
with scores as (
    select sum, scoring, any_value(place) as place, count(*) = 1 and bool_or(two_answers) as plain,
        cast(sum(cast(share * p as decimal(18, 14))) as double) as score
    from sum_members join indicator_means using (place, indicator)
    group by sum, scoring
),
variances as (
    select sum, scoring, people as m, squares
    from sets join set_people using (crowd)
    join set_squares using (set, scoring)
    where sum is not null
),
standing as (
    select sum, m as respondents from variances where scoring = 'standard'
),
bases as (
    select scores.*, m, squares, respondents, branch_factor(respondent_class, m, branches) as f,
        case when m > 1 then m / (m - 1) * squares end as v,
        respondents >= $interval_from as open
    from scores
    join variances using (sum, scoring)
    join standing using (sum)
    join places using (place)
),
sizes as (
    select *,
        case when open and plain then m / f when open then effective_n(score, v * f, m) end as size,
        case when open and not plain then m - 1 end as degrees
    from bases
)
select sum, scoring, score, respondents, squares, size, sizes.degrees,
    case when open then wilson_low(score / 100, size, quantile) end as low,
    case when open then wilson_high(score / 100, size, quantile) end as high
from sizes
join quantiles on quantiles.degrees
    = case when sizes.degrees is null then 0 else least(sizes.degrees, $most_degrees) end;

-- sum_pairs: one row per two sums that are compared; gap: the second is an institution's
create table sum_pairs as
select distinct a_sums.sum as sum_a, b_sums.sum as sum_b, kind = 'gap' as gap
from pair_sums a_sums
join pair_sums b_sums using (pair, item)
join pair_places using (pair)
where a_sums.side = 'a' and b_sums.side = 'b';

-- sum_products: one row per two sums and scoring: the sum over the people on both sides of z times z
create table sum_products as
select sum_a, sum_b, scoring, cast(sum(cast(a.share * b.share * product as decimal(19, 15))) as double) as ab
from sum_pairs
join sum_members a on a.sum = sum_a
join sum_members b on b.sum = sum_b
join products on a_place = a.place and b_place = b.place and a_indicator = a.indicator and b_indicator = b.indicator
where not gap
group by sum_a, sum_b, scoring;

-- faint_products: sum_products that are 0 in six digits, person by person: which side of 0 they lie on is a matter of rounding
create table faint_products as
with faint as (
    select sum_a, sum_b, scoring
    from sum_products
    join sum_scores a using (scoring)
    join sum_scores b using (scoring)
    where a.sum = sum_a and b.sum = sum_b and abs(ab) <= 0.000001 * sqrt(a.squares * b.squares)
),
sum_people as (
    select sum, scoring, respondent, cast(sum(cast(share * (y - p) / n as decimal(18, 14))) as double) as z
    from (select sum_a as sum, scoring from faint union select sum_b, scoring from faint) wanted
    join sum_members using (sum)
    join stance_scores using (place, indicator, scoring)
    join indicator_means using (place, indicator, scoring)
    join person_stances using (place, stance)
    group by sum, scoring, respondent
)
select sum_a, sum_b, faint.scoring, cast(sum(cast(a.z * b.z as decimal(18, 15))) as double) as ab
from faint
join sum_people a on a.sum = sum_a and a.scoring = faint.scoring
join sum_people b on b.sum = sum_b and b.scoring = faint.scoring and b.respondent = a.respondent
group by sum_a, sum_b, faint.scoring;

-- sum_differences: one row per two sums and scoring: difference in points, and rho of both sides' errors through the people on both
create table sum_differences as
with both_sides as (
    select sum_a, sum_b, scoring, coalesce(faint_products.ab, sum_products.ab) as ab
    from sum_products left join faint_products using (sum_a, sum_b, scoring)
)
select sum_pairs.sum_a, sum_pairs.sum_b, gap, a_scores.scoring, a_scores.score - b_scores.score as difference,
    case
        when a_scores.squares > 0 and b_scores.squares > 0
            then coalesce(ab, 0) / sqrt(a_scores.squares * b_scores.squares)
        else 0
    end as rho
from sum_pairs
join sum_scores a_scores on a_scores.sum = sum_pairs.sum_a
join sum_scores b_scores on b_scores.sum = sum_pairs.sum_b and b_scores.scoring = a_scores.scoring
left join both_sides on both_sides.sum_a = sum_pairs.sum_a and both_sides.sum_b = sum_pairs.sum_b
    and both_sides.scoring = a_scores.scoring;
