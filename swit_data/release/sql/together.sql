-- sets: one row per published item of the community, and per side of a pair (sum): which set of indicators with their shares about a
-- place it rests on, and which crowd, the people of these indicators: what rests on the same is counted once
create table sets as
with weighed as (
    select place, item, null::bigint as sum, indicator, share
    from item_weights semi join (select place from places where respondent_class = 'community') community using (place)
    union all
    select place, null, sum, indicator, share from sum_members
),
named as (
    select place, item, sum, string_agg(indicator || ' ' || share, ',' order by indicator) as shares,
        string_agg(indicator, ',' order by indicator) as indicators
    from weighed group by place, item, sum
)
select place, item, sum, dense_rank() over (order by place, shares) as set, dense_rank() over (order by place, indicators) as crowd
from named;

-- set_members: one row per set and indicator, with its share (they sum to 1)
create table set_members as
select distinct set, crowd, place, indicator, share
from sets join item_weights using (place, item)
union
select set, crowd, sets.place, indicator, share
from sets join sum_members on sum_members.sum = sets.sum;

-- set_people: one row per crowd and scoring: people who count under it with one of the indicators or more
create table set_people as
with members as (
    select distinct crowd, place, indicator from set_members
),
by_person as (
    select crowd, respondent, bool_or(standard is not null) as scored, bool_or(unknowing) as unknowing
    from members
    join cells using (place, indicator)
    join person_cells using (place, cell)
    semi join (select crowd from members group by crowd having count(*) > 1) several using (crowd)
    where due
    group by crowd, respondent
),
counted as (
    select crowd, count(*) filter (scored) as standard, count(*) filter (scored) as middle_low, count(*) filter (scored) as middle_high,
        count(*) filter (scored or unknowing) as dont_know_zero, count(*) as worst, count(*) as best
    from by_person group by crowd
)
select crowd, scoring, n as people
from (select crowd, any_value(place) as place, any_value(indicator) as indicator from members group by crowd having count(*) = 1) alone
join indicator_means using (place, indicator)
union all
select crowd, scoring::scoring, people
from (unpivot counted on standard, middle_low, middle_high, dont_know_zero, worst, best into name scoring value people)
where people > 0;

-- together: one row per two cells of indicators that count: how many people stand in both. About one place, or about two whose scores
-- are compared: whoever answered about both moves both
create table together as
with meetings as (
    select distinct place as a, place as b from set_members
    union all
    select a, b from pair_places where kind <> 'gap'
),
counted as materialized (
    select respondent, place, cell from person_cells
    semi join (select cell from cells semi join set_members using (place, indicator) where due) used using (cell)
),
-- materialized: people are met at one place, not everywhere (a tenth of the rows)
met as materialized (
    select respondent, meetings.b as place, cell, meetings.a <> meetings.b as elsewhere
    from counted join meetings on meetings.a = counted.place
)
select met.cell as a, counted.cell as b, count(*) as people
from met join counted on counted.respondent = met.respondent and counted.place = met.place
where elsewhere or met.cell <= counted.cell
group by met.cell, counted.cell;

-- products: one row per two indicators that people answered together, each about its place, and scoring: the sum over people of the
-- product of (y - p) / n
create table products as
with shifts as (
    select cell, place, indicator, cast(cast((y - p) / n as decimal(18, 14)) as double) as shift, scoring
    from cell_scores join indicator_means using (place, indicator, scoring)
),
wide as (
    select cell, place, indicator,
        coalesce(max(shift) filter (scoring = 'standard'), 0) as standard,
        coalesce(max(shift) filter (scoring = 'middle_low'), 0) as middle_low,
        coalesce(max(shift) filter (scoring = 'middle_high'), 0) as middle_high,
        coalesce(max(shift) filter (scoring = 'dont_know_zero'), 0) as dont_know_zero,
        max(shift) filter (scoring = 'worst') as worst, max(shift) filter (scoring = 'best') as best
    from shifts group by cell, place, indicator
),
summed as (
    select a.place as a_place, a.indicator as a_indicator, b.place as b_place, b.indicator as b_indicator,
        sum(people * cast(a.standard * b.standard as decimal(18, 15))) as standard,
        sum(people * cast(a.middle_low * b.middle_low as decimal(18, 15))) as middle_low,
        sum(people * cast(a.middle_high * b.middle_high as decimal(18, 15))) as middle_high,
        sum(people * cast(a.dont_know_zero * b.dont_know_zero as decimal(18, 15))) as dont_know_zero,
        sum(people * cast(a.worst * b.worst as decimal(18, 15))) as worst,
        sum(people * cast(a.best * b.best as decimal(18, 15))) as best
    from together
    join wide a on a.cell = together.a
    join wide b on b.cell = together.b
    group by a.place, a.indicator, b.place, b.indicator
)
select a_place, a_indicator, b_place, b_indicator, scoring::scoring as scoring, cast(product as double) as product
from (unpivot summed on standard, middle_low, middle_high, dont_know_zero, worst, best into name scoring value product);

-- set_squares: one row per set and scoring: the sum over people of z squared, z: how far a person moves the score from the mean
create table set_squares as
with summed as (
    select a.set, scoring,
        cast(sum(cast(case when a.indicator = b.indicator then 1 else 2 end * a.share * b.share * product as decimal(38, 24))) as double)
            as squares,
        cast(sum(cast(a.share * b.share * product as decimal(38, 24))) filter (a.indicator = b.indicator) as double) as apart
    from set_members a
    join set_members b using (set)
    join products on a_place = a.place and b_place = a.place and a_indicator = a.indicator and b_indicator = b.indicator
    group by a.set, scoring
)
-- what cancels, cancels in 15 digits
select set, scoring, case when squares > 1e-12 * apart then squares else 0 end as squares from summed;
