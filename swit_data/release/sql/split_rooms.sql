-- split_people: one row per place (community, all targets), dimension, partition and person, with the person's group there
create table split_people as
select place, scope, dimension, rank, characteristic, category_group, split_k, respondent
from places
join scopes using (place)
join members using (place)
join (
    select person as respondent, characteristic, category
    from person_categories join numbered on numbered.id = person_categories.respondent
) categories using (respondent)
join split_groups using (pilot, round, characteristic, category);

-- split_questions: one row per scope, dimension, place and indicator that is published there without a split
create table split_questions as
select scope, dimension, place, indicator
from indicator_rows join scopes using (place)
where withheld = '';

-- short_groups: one row per scope, dimension and partition with a group of under k people, or under k of them with a score somewhere;
-- k: that of the split (released/thresholds.py)
create table short_groups as
with groups as (
    -- every group of a partition, those without anybody included
    select distinct scopes.scope, place, dimension, rank, category_group, split_k as k
    from scopes join places using (place) join split_groups using (pilot, round)
),
sizes as (
    select place, dimension, rank, category_group, count(distinct respondent) as people
    from split_people group by all
),
scorers as (
    select split_people.place, split_people.dimension, rank, category_group, split_questions.indicator,
        count(distinct respondent) as people
    from split_people
    join split_questions using (place, dimension)
    join person_scores using (place, indicator, respondent)
    where scoring = 'standard'
    group by all
)
select distinct scope, dimension, rank
from groups left join sizes using (place, dimension, rank, category_group)
where coalesce(people, 0) < k
union
select distinct groups.scope, groups.dimension, groups.rank
from groups
join split_questions on split_questions.place = groups.place and split_questions.dimension = groups.dimension
left join scorers on scorers.place = groups.place and scorers.dimension = groups.dimension
    and scorers.rank = groups.rank and scorers.category_group = groups.category_group
    and scorers.indicator = split_questions.indicator
where coalesce(scorers.people, 0) < k;

-- split_candidates: one row per scope, dimension and partition that no group is too small for, and that the ledger allows
create table split_candidates as
select scope, dimension, rank
from (
    select distinct scopes.scope, dimension, rank
    from scopes join places using (place) join split_groups using (pilot, round)
) candidates
semi join split_questions using (scope, dimension)
anti join short_groups using (scope, dimension, rank)
-- a partition that was published once is the only one that may be (the ledger)
anti join (
    select scope, frozen.dimension, other.rank
    from frozen join (select distinct dimension, rank from split_groups) other
        on other.dimension = frozen.dimension and other.rank <> frozen.rank
) refused using (scope, dimension, rank)
order by all;

-- asked_alike: one row per person of a scope: the whole set of targets asked about (and of dimensions, where asked names one)
create table asked_alike as
select scope, respondent, hash(coalesce(string_agg(stakeholder_type || '/' || target || '/' || about, ' '
    order by stakeholder_type, target, about), '')) as asked_set
from (select distinct scope, respondent from scopes join members using (place)) people
left join asked_people using (respondent)
group by scope, respondent;

-- split_rooms: one row per scope, dimension, partition that may be shown, group and set of targets: the people of the group asked just that
create table split_rooms as
select scope, dimension, rank, characteristic, category_group, asked_set, split_k as k, count(distinct respondent) as people
from split_people
semi join split_candidates using (scope, dimension, rank)
join asked_alike using (scope, respondent)
group by all
order by all;

-- personal_sets: one row per scope, personal question, target and set of targets in which it was asked
create table personal_sets as
select distinct scope, indicator || '/' || there.stakeholder_type || '/' || there.target as question, asked_set
from item_indicators
join places there using (place)
join place_questions using (place, indicator)
join (
    select distinct scope, asked_set, pilot, round, stakeholder_type, target, about from asked_people join asked_alike using (respondent)
) asked_of on asked_of.pilot = there.pilot and asked_of.round = there.round and asked_of.stakeholder_type = there.stakeholder_type
    and asked_of.target = place_questions.target and (about = '' or about = place_questions.dimension)
where level = 'indicator' and kind = 'personal' and there.respondent_class = 'community'
    and there.target <> 'all' and not starts_with(there.target, 'level=')
order by all;
