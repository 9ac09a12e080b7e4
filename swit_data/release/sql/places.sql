-- places: one row per pilot, round, respondent class, stakeholder type and target group (a target, a level, all)
create table places as
with classes as (
    select distinct pilot, round, class as respondent_class from respondents
    union
    select pilot, round, 'community' from rounds
),
asked_types as (
    select distinct pilot, round, respondent_class, stakeholder_type
    from questions
    semi join classes using (pilot, round, respondent_class)
)
select
    row_number() over (order by pilot, round, respondent_class, stakeholder_type, target_group) as place,
    pilot, round, respondent_class, stakeholder_type, target_group as target, k, k0, branches, shape
from asked_types
join (select distinct pilot, round, stakeholder_type, target_group from target_groups)
    using (pilot, round, stakeholder_type)
join rounds using (pilot, round);

-- place_targets: one row per place and target that belongs to it
create table place_targets as
select place, pilot, round, respondent_class, stakeholder_type, target_groups.target
from places
join target_groups using (pilot, round, stakeholder_type)
where target_groups.target_group = places.target;
