-- pair_places: one row per pair of sides that may be compared inside a pilot and round
create table pair_places as
with sides as (
    select places.*, type_order, target_order, (target <> 'all' and not starts_with(target, 'level=')) as single
    from places
    join type_orders using (pilot, round, stakeholder_type)
    left join target_orders using (pilot, round, stakeholder_type, target)
    where external
),
pairs as (
    select a.place as a, b.place as b, 'types' as kind
    from sides a join sides b on a.pilot = b.pilot and a.round = b.round
    where a.respondent_class = 'community' and b.respondent_class = 'community'
        and a.target = 'all' and b.target = 'all' and a.type_order < b.type_order
    union all
    select a.place, b.place, 'targets'
    from sides a join sides b on a.pilot = b.pilot and a.round = b.round
        and a.stakeholder_type = b.stakeholder_type
    where a.respondent_class = 'community' and b.respondent_class = 'community'
        and a.single and b.single and a.target_order < b.target_order
    union all
    select a.place, b.place, 'gap'
    from sides a join sides b on a.pilot = b.pilot and a.round = b.round
        and a.stakeholder_type = b.stakeholder_type and a.target = b.target
    where a.respondent_class = 'community' and b.respondent_class = 'institution'
)
select row_number() over (order by a, b) as pair, * from pairs;

-- pair_items: one row per pair and item that stands on both sides
create table pair_items as
select distinct pair, a, b, pair_places.kind, a_items.item, a_items.level
from pair_places
join item_indicators a_items on a_items.place = a and a_items.kind = 'opinion' and a_items.version = ''
join item_indicators b_items on b_items.place = b and b_items.item = a_items.item
    and b_items.kind = 'opinion';

-- pair_common: one row per pair and indicator that counts on both sides
create table pair_common as
select pair, a_rows.indicator, a_rows.part, a_rows.dimension, a_rows.weight, a_rows.part_weight,
    a_rows.two_answers
from pair_places
join indicator_rows a_rows on a_rows.place = a and a_rows.withheld = ''
join indicator_rows b_rows on b_rows.place = b and b_rows.withheld = '' and b_rows.indicator = a_rows.indicator;

-- pair_parts: one row per pair and part: common weight, measured against the larger of both sides' full weight
create table pair_parts as
with weights as (
    select pair, item as part, any_value(dimension) as dimension, any_value(part_weight) as part_weight,
        max(weight_all) as weight_all
    from pair_places join part_rows on (part_rows.place = a or part_rows.place = b) and version = ''
    group by pair, item
),
common as (
    select pair, part, sum(weight) as weight_have from pair_common group by pair, part
)
select pair, part, dimension, part_weight, weight_all, coalesce(weight_have, 0) as weight_have
from weights left join common using (pair, part)
where weight_all > 0;

-- pair_dimensions: one row per pair and dimension (and <dimension>_equal): enough common weight, tested in integers?
create table pair_dimensions as
with parts as (
    select pair, dimension as item, part_weight as pw, weight_have, weight_all from pair_parts
    union all
    select pair, (dimension || '_equal')::code, 1, weight_have, weight_all from pair_parts
),
multiples as (
    select pair, item, list_reduce(list(weight_all), lambda x, y: lcm(x, y)) as multiple
    from parts group by pair, item
)
select pair, item,
    $enough_whole * coalesce(sum(pw * weight_have * (multiple // weight_all))
        filter ($enough_whole * weight_have >= $enough_part * weight_all), 0) >= $enough_part * sum(pw * multiple) as enough
from parts join multiples using (pair, item)
group by pair, item;

-- pair_rows: one row per pair and item: why it is withheld
create table pair_rows as
select
    pair_items.pair, a, b, kind, pair_items.item, pair_items.level,
    case
        when pair_items.level = 'indicator' and a_rows.withheld <> '' then a_rows.withheld
        when pair_items.level = 'indicator' then b_rows.withheld
        when a_base.people < a_places.k0
            or (kind <> 'gap' and b_base.people < a_places.k0) -- in shape 1 each type has a base of its own
            or a_rule.place is not null or b_rule.place is not null
            then 'too_few_people'
        when pair_items.level = 'part' and pair_parts.pair is not null
            and $enough_whole * pair_parts.weight_have >= $enough_part * pair_parts.weight_all then ''
        when pair_items.level in ('dimension', 'equal') and enough then ''
        else 'not_comparable'
    end as withheld
from pair_items
join places a_places on a_places.place = a
join base a_base on a_base.place = a
join base b_base on b_base.place = b
left join target_rule a_rule on a_rule.place = a and a_rule.item = pair_items.item
left join target_rule b_rule on b_rule.place = b and b_rule.item = pair_items.item
join item_rows a_rows on a_rows.place = a and a_rows.item = pair_items.item
join item_rows b_rows on b_rows.place = b and b_rows.item = pair_items.item
left join pair_parts on pair_parts.pair = pair_items.pair and pair_parts.part = pair_items.item
left join pair_dimensions on pair_dimensions.pair = pair_items.pair and pair_dimensions.item = pair_items.item;

-- all_members: one row per published pair item and common indicator, with its share (they sum to 1)
create table all_members as
with scored_parts as (
    select pair, dimension as item, part, part_weight as pw, weight_have
    from pair_parts where $enough_whole * weight_have >= $enough_part * weight_all
    union all
    select pair, (dimension || '_equal')::code, part, 1, weight_have
    from pair_parts where $enough_whole * weight_have >= $enough_part * weight_all
),
members as (
    select pair, indicator as item, indicator, part, weight, 1 as pw, weight as weight_have, two_answers
    from pair_common
    union all
    select pair, part, indicator, part, weight, 1, weight_have, two_answers
    from pair_common join pair_parts using (pair, part)
    union all
    select pair, scored_parts.item, indicator, part, weight, pw, weight_have, two_answers
    from pair_common join scored_parts using (pair, part)
),
sums as (
    select pair, item, sum(pw) as pw_sum
    from (select distinct pair, item, part, pw from members) group by pair, item
)
select pair, a, b, item, indicator, part, weight, pw, weight_have, two_answers,
    pw / pw_sum * weight / weight_have as share
from members
join sums using (pair, item)
join (select pair, a, b, item from pair_rows where withheld = '') rows using (pair, item);

-- pair_same: one row per published pair item, with the first item that rests on the same indicators and shares.
-- A part with one indicator is that indicator: half of all items need no sums of their own.
create table pair_same as
select pair, item, min(item) over (partition by pair, members) as same
from (
    select pair, item, string_agg(indicator || ' ' || share, ',' order by indicator) as members
    from all_members group by pair, item
);

-- pair_members: all_members, of the items that need sums of their own
create table pair_members as
select all_members.* from all_members
semi join (select pair, same as item from pair_same) used using (pair, item);

-- pair_sums: one row per pair item and side, with the sum it rests on. The same indicators with the same shares about the
-- same place are summed once, whatever they are compared with: a third of the work.
create table pair_sums as
with sides as (
    select pair, item, 'a' as side, a as place, string_agg(indicator || ' ' || share, ',' order by indicator) as members
    from pair_members group by pair, item, a
    union all
    select pair, item, 'b', b, string_agg(indicator || ' ' || share, ',' order by indicator)
    from pair_members group by pair, item, b
)
select pair, item, side, place, dense_rank() over (order by place, members) as sum from sides;

-- sum_members: one row per sum and indicator, with its share (they sum to 1)
create table sum_members as
select distinct sum, place, indicator, share, two_answers
from pair_sums join (select pair, item, indicator, share, two_answers from pair_members) members using (pair, item);
