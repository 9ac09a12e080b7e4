-- products: one row per two indicators that people answered together, each about its place, and scoring: the sum over people of the
-- product of (y - p) / n
create table products as
with shifts as (
    select stance, place, indicator, cast(cast((y - p) / n as decimal(18, 14)) as double) as shift, scoring
    from stance_scores join indicator_means using (place, indicator, scoring)
),
wide as (
    select stance, place, indicator,
        coalesce(max(shift) filter (scoring = 'standard'), 0) as standard,
        coalesce(max(shift) filter (scoring = 'middle_low'), 0) as middle_low,
        coalesce(max(shift) filter (scoring = 'middle_high'), 0) as middle_high,
        coalesce(max(shift) filter (scoring = 'dont_know_zero'), 0) as dont_know_zero,
        max(shift) filter (scoring = 'worst') as worst, max(shift) filter (scoring = 'best') as best
    from shifts group by stance, place, indicator
),
summed as (
    -- 19 digits: with 18 the product with people would have to fit into 18 as well
    select a.place as a_place, a.indicator as a_indicator, b.place as b_place, b.indicator as b_indicator,
        sum(people * cast(a.standard * b.standard as decimal(19, 15))) as standard,
        sum(people * cast(a.middle_low * b.middle_low as decimal(19, 15))) as middle_low,
        sum(people * cast(a.middle_high * b.middle_high as decimal(19, 15))) as middle_high,
        sum(people * cast(a.dont_know_zero * b.dont_know_zero as decimal(19, 15))) as dont_know_zero,
        sum(people * cast(a.worst * b.worst as decimal(19, 15))) as worst,
        sum(people * cast(a.best * b.best as decimal(19, 15))) as best
    from together
    join wide a on a.stance = together.a
    join wide b on b.stance = together.b
    group by a.place, a.indicator, b.place, b.indicator
)
select a_place, a_indicator, b_place, b_indicator, scoring::scoring as scoring, cast(product as double) as product
from summed unpivot (product for scoring in (standard, middle_low, middle_high, dont_know_zero, worst, best));

-- set_squares: one row per set and scoring: the sum over people of z squared, z: how far a person moves the score from the mean
create table set_squares as
with sizes as (
    select set, count(*) as members from set_members group by set
),
-- of one indicator: the sum is turned into a double once, so that both engines fall to the same side of a half
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
-- what cancels out between indicators does so but for the rounding: a thousand-millionth and less of what they are apart
select set, scoring, case when squares > 1e-9 * apart then squares else 0 end from several;
