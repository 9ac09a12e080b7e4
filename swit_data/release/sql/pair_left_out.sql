-- pair_differences: one row per pair item and scoring: the two sums it compares, their difference in points, and rho
create table pair_differences as
select a_sums.pair, a_sums.item, scoring, sum_differences.* exclude (scoring)
from pair_sums a_sums
join pair_sums b_sums on b_sums.pair = a_sums.pair and b_sums.item = a_sums.item and b_sums.side = 'b'
join sum_differences on sum_differences.sum_a = a_sums.sum and sum_differences.sum_b = b_sums.sum
where a_sums.side = 'a';

-- without_people: one row per two sums and scoring: does the sign stand without any one community respondent?
create table without_people as
with moved as (
    select sum_a, sum_b, scoring, respondent, without
    from sum_pairs join sum_people on sum = sum_a
    union all
    select sum_a, sum_b, scoring, respondent, -without
    from sum_pairs join sum_people on sum = sum_b
    where not gap
),
by_person as (
    select sum_a, sum_b, scoring, respondent, sum(without) as moved
    from moved group by sum_a, sum_b, scoring, respondent
)
select sum_a, sum_b, scoring,
    bool_and(sign(round(difference + moved, 6)) = sign(round(difference, 6))) as holds
from by_person join sum_differences using (sum_a, sum_b, scoring)
group by sum_a, sum_b, scoring;

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
