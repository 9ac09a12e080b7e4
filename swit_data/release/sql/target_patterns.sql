-- several: one row per place (all targets) and person who was asked about several of its targets
create table several as
select respondent, place
from asked_people join places using (pilot, round, respondent_class, stakeholder_type)
where places.target = 'all'
group by respondent, place
having count(distinct asked_people.target) > 1;

-- target_patterns: not published; one row per place of the community (all targets), indicator and set of targets: how many people
-- gave a scored answer about just these targets (docs/privacy.md, rule 10)
create table target_patterns as
with scored as (
    select place, respondent, place_questions.indicator, place_questions.target
    from replies
    join place_questions using (question)
    join places using (place)
    semi join (select option from options where standard is not null) scored using (option)
    where places.respondent_class = 'community' and places.target = 'all'
),
-- most people were asked about one target: then there is nothing to gather
said as (
    select place, indicator, target as targets, count(*) as people
    from scored anti join several using (respondent, place)
    group by place, indicator, target
    union all
    select place, indicator, targets, count(*)
    from (
        select place, indicator, respondent, string_agg(target, ' ' order by target) as targets
        from scored semi join several using (respondent, place)
        group by place, indicator, respondent
    )
    group by place, indicator, targets
)
select pilot, round, stakeholder_type, indicator, 'scored' as kind, 'all' as groups, 'now' as apart, targets, k, sum(people)::bigint as people
from said join places using (place)
group by all
order by all;
