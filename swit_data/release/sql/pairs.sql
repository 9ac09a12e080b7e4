-- pairs: the published table; one row per pair of sides, item and scoring
create table pairs as
with sides as (
    select pair, item, scoring,
        max(score) filter (side = 'a') as sa, max(low) filter (side = 'a') as la, max(high) filter (side = 'a') as ha,
        max(size) filter (side = 'a') as na, max(degrees) filter (side = 'a') as da,
        max(respondents) filter (side = 'a') as ra,
        max(score) filter (side = 'b') as sb, max(low) filter (side = 'b') as lb, max(high) filter (side = 'b') as hb,
        max(size) filter (side = 'b') as nb, max(degrees) filter (side = 'b') as db,
        max(respondents) filter (side = 'b') as rb
    from pair_scores group by pair, item, scoring
),
numbers as (
    select sides.*, kind, rho, difference,
        case
            when kind = 'gap' then difference - (sa - la)
            when la is null or hb is null then null -- greatest() would pass over a missing limit
            else difference - sqrt(greatest(0, (sa - la) ** 2 + (hb - sb) ** 2 - 2 * rho * (sa - la) * (hb - sb)))
        end as low,
        case
            when kind = 'gap' then difference + (ha - sa)
            when ha is null or lb is null then null
            else difference + sqrt(greatest(0, (ha - sa) ** 2 + (sb - lb) ** 2 - 2 * rho * (ha - sa) * (sb - lb)))
        end as high
    from sides
    join pair_rhos using (pair, item, scoring)
    join pair_differences using (pair, item, scoring)
    join pair_places using (pair)
),
clearness as (
    select pair, item,
        coalesce(
            (published(min(low) filter (scoring <> 'dont_know_zero')) > 0
                or published(max(high) filter (scoring <> 'dont_know_zero')) < 0)
            and count(low) filter (scoring <> 'dont_know_zero') = 3
            and (any_value(kind) <> 'gap' or any_value(rb) >= 10),
            false
        ) as clear
    from numbers group by pair, item
)
select
    a_places.pilot, a_places.round, pair_rows.item,
    a_places.respondent_class as a_class, a_places.stakeholder_type as a_stakeholder_type, a_places.target as a_target,
    b_places.respondent_class as b_class, b_places.stakeholder_type as b_stakeholder_type, b_places.target as b_target,
    scorings.scoring,
    published(sa) as a_score, published(la) as a_low, published(ha) as a_high,
    published(na) as a_effective_n, da as a_degrees, ra as a_respondents,
    published(sb) as b_score, published(lb) as b_low, published(hb) as b_high,
    published(nb) as b_effective_n, db as b_degrees, rb as b_respondents,
    published(rho) as rho, published(difference) as difference, published(low) as low, published(high) as high,
    coalesce(clear, false) as clear,
    case
        when pair_rows.withheld <> '' then null
        when round(difference, 6) <> 0 and without_people.holds and coalesce(without_indicators.holds, true) then 'holds'
        else 'does_not_hold'
    end as left_one_out,
    pair_rows.withheld
from pair_rows
left join pair_same using (pair, item)
join places a_places on a_places.place = pair_rows.a
join places b_places on b_places.place = pair_rows.b
cross join scorings
left join numbers on numbers.pair = pair_rows.pair and numbers.item = same
    and numbers.scoring = scorings.scoring
left join clearness on clearness.pair = pair_rows.pair and clearness.item = same
left join without_people on without_people.pair = pair_rows.pair and without_people.item = same
    and without_people.scoring = scorings.scoring
left join without_indicators on without_indicators.pair = pair_rows.pair
    and without_indicators.item = same and without_indicators.scoring = scorings.scoring
order by all;
