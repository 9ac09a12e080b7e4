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
    join stances using (place, indicator)
    join person_stances using (place, stance)
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
from counted unpivot (people for scoring in (standard, middle_low, middle_high, dont_know_zero, worst, best))
where people > 0;

-- meetings: one row per two places whose scores move together through the people who stand in both: each with itself, and with those it
-- is compared with
create table meetings as
select distinct place as a, place as b from set_members
union all
select a, b from pair_places where kind <> 'gap';

-- used_stances: one row per stance of an indicator that counts in a set
create table used_stances as
select stance from stances semi join set_members using (place, indicator) where due;

-- together: one row per lot of people and two stances about one place, or about two that are compared: how many people stand in both;
-- filled by together_lot.sql
create table together as
select stance as a, stance as b, people from stances limit 0;
