-- pairs: the published table; one row per pair of sides, item and scoring
create table pairs as
with sides as (
    select pair, item, pair_differences.scoring, kind, rho, difference, sum_a, sum_b,
        a.score as sa, a.low as la, a.high as ha, a.size as na, a.degrees as da, a.respondents as ra,
        b.score as sb, b.low as lb, b.high as hb, b.size as nb, b.degrees as db, b.respondents as rb
    from pair_differences
    join pair_places using (pair)
    join sum_scores a on a.sum = sum_a and a.scoring = pair_differences.scoring
    join sum_scores b on b.sum = sum_b and b.scoring = pair_differences.scoring
),
numbers as (
    select sides.*,
        case
            when kind = 'gap' and lb is null then difference - (sa - la) -- these informants as they are
            when la is null or hb is null then null -- greatest() would pass over a missing limit
            else difference - sqrt(greatest(0, (sa - la) ** 2 + (hb - sb) ** 2 - 2 * rho * (sa - la) * (hb - sb)))
        end as low,
        case
            when kind = 'gap' and hb is null then difference + (ha - sa)
            when ha is null or lb is null then null
            else difference + sqrt(greatest(0, (ha - sa) ** 2 + (sb - lb) ** 2 - 2 * rho * (ha - sa) * (sb - lb)))
        end as high
    from sides
),
clearness as (
    select pair, item,
        any_value(kind) <> 'gap' or any_value(rb) >= $enough_informants as enough_people,
        -- more than $margin points from 0: what is missing for a reason moves a score by about that
        coalesce(
            (published(min(low) filter (scoring in ('standard', 'middle_low', 'middle_high'))) > $margin
                or published(max(high) filter (scoring in ('standard', 'middle_low', 'middle_high'))) < -$margin)
            and count(low) filter (scoring in ('standard', 'middle_low', 'middle_high')) = 3,
            false
        ) as far
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
    coalesce(a_places.branches >= $branches_from and (pair_rows.kind <> 'gap' or enough_people), false) as may_be_clear,
    coalesce(a_places.branches >= $branches_from and enough_people and far, false) as clear,
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
left join without_people on without_people.sum_a = numbers.sum_a and without_people.sum_b = numbers.sum_b
    and without_people.scoring = scorings.scoring
left join without_indicators on without_indicators.pair = pair_rows.pair
    and without_indicators.item = same and without_indicators.scoring = scorings.scoring
order by all;
