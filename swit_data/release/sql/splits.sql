-- split_people: one row per place (community, all targets), dimension, partition and person, with the person's group there
create table split_people as
select place, scope, dimension, rank, characteristic, category_group, respondent
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

-- short_groups: one row per scope, dimension and partition with a group of under k people, or under k of them with a score somewhere
create table short_groups as
with groups as (
    -- every group of a partition, those without anybody included
    select distinct scopes.scope, place, dimension, rank, category_group, k
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

-- short_asked: one row per scope, dimension and partition with a group of which under k people were asked a personal question
-- about some target: coverage tells how many were asked, and nobody else can have said yes
create table short_asked as
with personal as (
    select distinct wholes.place as whole, there.place, indicator, item_indicators.dimension, there.k
    from item_indicators
    join places there using (place)
    join expected using (place, indicator)
    join places wholes on wholes.pilot = there.pilot and wholes.round = there.round
        and wholes.stakeholder_type = there.stakeholder_type
        and wholes.respondent_class = 'community' and wholes.target = 'all'
    where kind = 'personal' and there.respondent_class = 'community'
),
groups as (
    select distinct place as whole, scope, dimension, rank, category_group
    from scopes join places using (place) join split_groups using (pilot, round)
),
counted as (
    select whole, personal.place, personal.indicator, split_people.dimension, rank, category_group,
        count(distinct respondent) as people
    from personal
    join split_people on split_people.place = whole and split_people.dimension = personal.dimension
    join asked_questions using (respondent)
    where asked_questions.place = personal.place and asked_questions.indicator = personal.indicator
    group by all
)
select distinct groups.scope, groups.dimension, groups.rank
from personal
join groups using (whole, dimension)
left join counted on counted.place = personal.place and counted.indicator = personal.indicator
    and counted.rank = groups.rank and counted.category_group = groups.category_group
    and counted.dimension = groups.dimension
where coalesce(people, 0) < k;

-- shown_splits: one row per scope and dimension that is split: the first partition that may be shown
create table shown_splits as
select scope, dimension, min(rank) as rank
from (
    select distinct scopes.scope, dimension, rank
    from scopes join places using (place) join split_groups using (pilot, round)
) candidates
semi join split_questions using (scope, dimension)
anti join short_groups using (scope, dimension, rank)
anti join short_asked using (scope, dimension, rank)
-- a partition that was published once is the only one that may be (the ledger)
anti join (
    select scope, frozen.dimension, other.rank
    from frozen join (select distinct dimension, rank from split_groups) other
        on other.dimension = frozen.dimension and other.rank <> frozen.rank
) refused using (scope, dimension, rank)
group by scope, dimension;

-- split_members: one row per place, dimension that is split, group and person
create table split_members as
select place, dimension, characteristic || '=' || category_group as split, respondent
from split_people
join shown_splits using (scope, dimension, rank);

-- split_means: one row per place, split, indicator of its dimension and scoring: n people with a score, their mean p
create table split_means as
select place, dimension, split, indicator, scoring, count(*) as n,
    cast(sum(cast(y as decimal(18, 14))) as double) / count(*) as p
from split_members
join split_questions using (place, dimension)
join person_scores using (place, indicator, respondent)
group by place, dimension, split, indicator, scoring;

-- split_scores: one row per place, split, published item and scoring: score 0-100
create table split_scores as
select place, split, item, scoring, cast(sum(cast(share * p as decimal(18, 14))) as double) as score
from item_weights join split_means using (place, indicator)
group by place, split, item, scoring;

-- split_respondents: one row per place, split and published item: people with a scored answer to a counted indicator
create table split_respondents as
select place, split, item, count(distinct respondent) as respondents
from item_weights
join split_questions using (place, indicator)
join split_members using (place, dimension)
join person_scores using (place, indicator, respondent)
where scoring = 'standard'
group by place, split, item;

-- split_answers: one row per place, split and item of the dimension: what the group was asked and what it answered
create table split_answers as
with expected_of as (
    select place, split, item, count(*) as expected
    from split_members
    join asked_questions using (place, dimension, respondent)
    join item_indicators using (place, indicator)
    where item_indicators.kind = 'opinion'
    group by place, split, item
),
answered_of as (
    select place, split, item, count(*) as answered, count(*) filter (means = 'dont_know') as dont_know
    from split_members
    join given using (place, respondent)
    join item_indicators on item_indicators.place = given.place and item_indicators.indicator = given.indicator
        and item_indicators.dimension = split_members.dimension
    where item_indicators.kind = 'opinion'
    group by place, split, item
)
select place, split, item, expected, coalesce(answered, 0) as answered, coalesce(dont_know, 0) as dont_know
from expected_of left join answered_of using (place, split, item);

-- split_rows: one row per place, split and item of the dimension that is split, withheld as without a split
create table split_rows as
select distinct place, split, item_rows.item, weight_have, weight_all, basis, item_rows.withheld
from (select distinct place, dimension, split from split_members) splits
join item_indicators using (place, dimension)
join item_rows using (place, item)
where item_indicators.kind = 'opinion' and item_indicators.version = '';

-- refused_splits: one row per place, dimension and category of its finest partition, where no split is shown
create table refused_splits as
select distinct place, dimension, characteristic || '=' || category as split
from scopes
join places using (place)
join split_categories using (pilot, round)
semi join (select place, dimension from item_indicators where level = 'dimension' and version = '') there using (place, dimension)
anti join shown_splits using (scope, dimension);
