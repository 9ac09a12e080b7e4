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
