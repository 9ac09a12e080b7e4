-- split_members: one row per place, dimension that is split, group and person
create table split_members as
select place, dimension, characteristic || '=' || category_group as split, split_k, respondent
from split_people
join shown_splits using (scope, dimension, rank);

-- split_least: one row per pilot, round and stakeholder type that a split is shown of: the largest k of those splits
create table split_least as
select pilot, round, stakeholder_type, max(split_k) as split_k
from split_members join places using (place)
group by all;

-- split_patterns: not published; one row per published indicator that is told apart by target, kind of number, group of its split and
-- set of targets: how many people of the group gave a scored answer (given: any answer) about just these targets
-- (docs/privacy.md, rule 10)
create table split_patterns as
with told_apart as (
    select distinct pilot, round, stakeholder_type, indicator
    from places join indicator_rows using (place)
    anti join target_rule on target_rule.place = indicator_rows.place and target_rule.item = indicator_rows.indicator
    where respondent_class = 'community' and target <> 'all' and asked > 0
),
said as (
    select pilot, round, stakeholder_type, place, split_k as k, indicator, split, respondent, given.target, standard
    from split_questions
    join split_members using (place, dimension)
    join given using (place, indicator, respondent)
    join places using (place)
    semi join told_apart using (pilot, round, stakeholder_type, indicator)
),
sets as (
    -- most people were asked about one target: then there is nothing to gather
    select pilot, round, stakeholder_type, indicator, kind, split, k, target as targets, count(*) as people
    from said
    cross join (values ('scored'), ('given')) kinds(kind)
    anti join several using (respondent, place)
    where kind = 'given' or standard is not null
    group by pilot, round, stakeholder_type, indicator, kind, split, k, target
    union all
    select pilot, round, stakeholder_type, indicator, kind, split, k, targets, count(*)
    from (
        select pilot, round, stakeholder_type, indicator, kind, split, k, respondent, string_agg(target, ' ' order by target) as targets
        from said
        cross join (values ('scored'), ('given')) kinds(kind)
        semi join several using (respondent, place)
        where kind = 'given' or standard is not null
        group by pilot, round, stakeholder_type, indicator, kind, split, k, respondent
    )
    group by pilot, round, stakeholder_type, indicator, kind, split, k, targets
)
select pilot, round, stakeholder_type, indicator, kind, split as groups, 'now' as apart, targets, k, sum(people)::bigint as people
from sets
group by all
order by all;
