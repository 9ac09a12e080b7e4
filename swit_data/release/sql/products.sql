-- shifts: one row per stance that counts in a set: how far it lies from the mean, divided by the people of the mean, under each scoring;
-- in steps of 1e-14, whole numbers: their products are exact
create table shifts as
with shifted as (
    select stance, place, indicator, scoring, cast(round((y - p) / n * 1e14, 0) as hugeint) as shift
    from stance_scores
    join indicator_means using (place, indicator, scoring)
    semi join used_stances using (stance)
)
select stance, place, indicator,
    coalesce(max(shift) filter (scoring = 'standard'), 0) as standard,
    coalesce(max(shift) filter (scoring = 'middle_low'), 0) as middle_low,
    coalesce(max(shift) filter (scoring = 'middle_high'), 0) as middle_high,
    coalesce(max(shift) filter (scoring = 'dont_know_zero'), 0) as dont_know_zero,
    max(shift) filter (scoring = 'worst') as worst, max(shift) filter (scoring = 'best') as best
from shifted group by stance, place, indicator;

-- products: one row per two indicators that people answered together, each about its place, and scoring: the sum over people of the
-- product of (y - p) / n
create table products as
with summed as (
    select a.place as a_place, a.indicator as a_indicator, b.place as b_place, b.indicator as b_indicator,
        sum(people * a.standard * b.standard) as standard,
        sum(people * a.middle_low * b.middle_low) as middle_low,
        sum(people * a.middle_high * b.middle_high) as middle_high,
        sum(people * a.dont_know_zero * b.dont_know_zero) as dont_know_zero,
        sum(people * a.worst * b.worst) as worst,
        sum(people * a.best * b.best) as best
    from together
    join shifts a on a.stance = together.a
    join shifts b on b.stance = together.b
    group by a.place, a.indicator, b.place, b.indicator
)
select a_place, a_indicator, b_place, b_indicator, scoring::scoring as scoring, cast(product as double) / 1e28 as product
from summed unpivot (product for scoring in (standard, middle_low, middle_high, dont_know_zero, worst, best));

-- set_squares: one row per set and scoring: the sum over people of z squared, z: how far a person moves the score from the mean
create table set_squares as
with sizes as (
    select set, count(*) as members from set_members group by set
),
-- of one indicator, z is what everybody of a stance has
alone as (
    select set, scoring, cast(sum(people * cast(z * z as decimal(19, 15))) as double) as squares
    from (
        select set, scoring, people, cast(cast((y - p) / n as decimal(18, 14)) as double) as z
        from set_members
        join (select set from sizes where members = 1) sizes using (set)
        join stance_scores using (place, indicator)
        join indicator_means using (place, indicator, scoring)
    )
    group by set, scoring
),
several as (
    select a.set, scoring,
        cast(sum(cast(case when a.indicator = b.indicator then 1 else 2 end * a.share * b.share * product as decimal(19, 15))) as double)
            as squares,
        cast(sum(cast(case when a.indicator = b.indicator then a.share * b.share * product else 0 end as decimal(19, 15))) as double) as apart
    from set_members a
    join (select set from sizes where members > 1) sizes using (set)
    join set_members b using (set)
    join products on a_place = a.place and b_place = a.place and a_indicator = a.indicator and b_indicator = b.indicator
    group by a.set, scoring
)
select set, scoring, squares from alone
union all
-- what cancels out between indicators does so but for the rounding: a ten-thousand-millionth and less of what they are apart
select set, scoring, case when squares > 1e-10 * apart then squares else 0 end from several;
