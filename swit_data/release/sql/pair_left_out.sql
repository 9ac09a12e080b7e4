-- pair_differences: one row per pair item and scoring: the two sums it compares, their difference in points, and rho
create table pair_differences as
select a_sums.pair, a_sums.item, scoring, sum_differences.* exclude (scoring)
from pair_sums a_sums
join pair_sums b_sums on b_sums.pair = a_sums.pair and b_sums.item = a_sums.item and b_sums.side = 'b'
join sum_differences on sum_differences.sum_a = a_sums.sum and sum_differences.sum_b = b_sums.sum
where a_sums.side = 'a';

-- without_people: one row per two sums and scoring that differ: does the sign stand without any one community respondent? Where nobody
-- can move it that far, whatever was answered, people are not looked at one by one
create table without_people as
with moves as (
    -- how a score moves without one of the people of a stance
    select sum, scoring, stance, indicator, cast(share * (y - p) / greatest(n - 1, 1) as decimal(18, 14)) as move
    from sum_members
    join stance_scores using (place, indicator)
    join indicator_means using (place, indicator, scoring)
),
most as (
    select sum, scoring, sum(lowest) as lowest, sum(highest) as highest
    from (
        select sum, scoring, indicator, least(min(-move), 0) as lowest, greatest(max(-move), 0) as highest
        from moves group by sum, scoring, indicator
    )
    group by sum, scoring
),
bounds as (
    select sum_a, sum_b, differences.scoring, gap, difference,
        difference + a.lowest - case when gap then 0 else b.highest end > 0.00001
            or difference + a.highest - case when gap then 0 else b.lowest end < -0.00001 as safe
    from sum_differences differences
    join most a on a.sum = sum_a and a.scoring = differences.scoring
    join most b on b.sum = sum_b and b.scoring = differences.scoring
    where round(difference, 6) <> 0
),
unsafe as (
    select sum_a as sum, scoring from bounds where not safe
    union
    select sum_b, scoring from bounds where not safe and not gap
),
sum_people as (
    select sum, scoring, respondent, -cast(sum(move) as double) as without
    from (select * from moves semi join unsafe using (sum, scoring)) moves
    join person_stances using (stance)
    group by sum, scoring, respondent
),
moved as (
    select sum_a, sum_b, bounds.scoring, respondent, without
    from bounds join sum_people on sum = sum_a and sum_people.scoring = bounds.scoring
    where not safe
    union all
    select sum_a, sum_b, bounds.scoring, respondent, -without
    from bounds join sum_people on sum = sum_b and sum_people.scoring = bounds.scoring
    where not safe and not gap
),
by_person as (
    select sum_a, sum_b, scoring, respondent, sum(without) as moved
    from moved group by sum_a, sum_b, scoring, respondent
)
select sum_a, sum_b, scoring,
    bool_and(sign(round(difference + moved, 6)) = sign(round(difference, 6))) as holds
from by_person join (select * from bounds where not safe) bounds using (sum_a, sum_b, scoring)
group by sum_a, sum_b, scoring
union all
select sum_a, sum_b, scoring, true from bounds where safe;

-- without_indicators: one row per pair item and scoring with two indicators or more: does the sign stand without any one?
create table without_indicators as
with members as (
    select pair_members.*, a_means.scoring, a_means.p - b_means.p as d, count(*) over whole as members
    from pair_members
    join indicator_means a_means on a_means.place = a and a_means.indicator = pair_members.indicator
    join indicator_means b_means on b_means.place = b and b_means.indicator = pair_members.indicator
        and b_means.scoring = a_means.scoring
    window whole as (partition by pair, item, a_means.scoring)
),
parts as (
    select *,
        sum(weight * d) over part as part_sum
    from members
    window part as (partition by pair, item, scoring, part)
),
wholes as (
    select *,
        -- each member stands for its part by weight / weight_have, so that the parts are summed once
        sum(pw * part_sum / weight_have * weight / weight_have) over whole as whole_sum,
        sum(pw * weight / weight_have) over whole as whole_weight
    from parts
    window whole as (partition by pair, item, scoring)
),
dropped as (
    select pair, item, scoring,
        case when weight_have > weight
            then (whole_sum - pw * part_sum / weight_have
                + pw * (part_sum - weight * d) / (weight_have - weight)) / whole_weight
            else (whole_sum - pw * part_sum / weight_have) / (whole_weight - pw)
        end as difference
    from wholes
    where members > 1
)
select pair, item, scoring,
    bool_and(sign(round(dropped.difference, 6)) = sign(round(pair_differences.difference, 6))) as holds
from dropped join pair_differences using (pair, item, scoring)
group by pair, item, scoring;
