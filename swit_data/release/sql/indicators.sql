-- indicator_means: one row per place, indicator and scoring: n people with a score, their mean p
create table indicator_means as
select
    place, indicator, scoring,
    sum(people)::bigint as n,
    cast(sum(people * cast(y as decimal(19, 14))) as double) / sum(people)::bigint as p
from stance_scores
group by place, indicator, scoring;

-- item_answers: one row per place and item: what was asked, and of what is not kept back what was expected and answered
create table item_answers as
with expected_of as (
    select place, item, sum(pairs) as asked, sum(pairs) filter (kept.place is null) as expected
    from item_indicators left join expected using (place, indicator) left join kept using (place, indicator)
    group by place, item
),
answered_of as (
    select place, item, sum(answered) as answered, sum(dont_know) as dont_know
    from item_indicators
    join place_questions using (place, indicator)
    join question_counts using (question)
    where not kept_back
    group by place, item
),
-- items over the same questions are answered by the same people
same_people as (
    select place, item, min(item) over (partition by place, members) as same
    from (
        select place, item, string_agg(indicator, ',' order by indicator) as members
        from item_indicators anti join kept using (place, indicator)
        group by place, item
    )
),
by_person as (
    select place, item, respondent, bool_or(stances.standard is not null) as scored
    from item_indicators
    semi join (select place, same as item from same_people) counted using (place, item)
    join stances using (place, indicator)
    join person_stances using (place, stance)
    anti join kept using (place, indicator)
    where gave
    group by place, item, respondent
),
people_of as (
    select place, item, count(*) as gave, count(*) filter (scored) as scorers from by_person group by place, item
)
select
    expected_of.place, expected_of.item,
    coalesce(asked, 0) as asked,
    coalesce(expected, 0) as expected,
    coalesce(answered, 0) as answered,
    coalesce(dont_know, 0) as dont_know,
    coalesce(gave, 0) as gave,
    coalesce(scorers, 0) as scorers
from expected_of
left join answered_of using (place, item)
left join same_people using (place, item)
left join people_of on people_of.place = same_people.place and people_of.item = same;

-- target_rule: one row per place of a target or level and item whose targets may not be told apart
create table target_rule as
with short as (
    select distinct pilot, round, stakeholder_type, item
    from places join item_answers using (place)
    where respondent_class = 'community' and target in (select target from target_groups)
        and target <> 'all' and not starts_with(target, 'level=')
        and expected > 0 and scorers < k
    union
    select pilot, round, stakeholder_type, indicator from uneven_targets
)
select place, item
from places join item_answers using (place) semi join short using (pilot, round, stakeholder_type, item)
where respondent_class = 'community' and target <> 'all';

-- indicator_rows: one row per place and indicator: why its score is withheld (empty: it counts)
create table indicator_rows as
select
    item_indicators.place, item_indicators.indicator, part, dimension, weight, part_weight, two_answers, asked,
    coalesce(n, 0) as n,
    case
        when asked > 0 and expected = 0 then 'kept_back'
        when kind = 'personal' then 'personal'
        when respondent_class = 'institution' and base.people = 0 and without_consent > 0 then 'no_consent'
        when expected = 0 then 'not_asked'
        when respondent_class = 'community' and base.people < k0 then 'too_few_people'
        when respondent_class = 'group' and (base.people < $groups_from or participants < $participants_from) then 'too_few_people'
        when respondent_class = 'group' then 'not_scored'
        when answered = 0 then 'no_answers'
        when target_rule.place is not null then 'too_few_people'
        else unanswered_reason(respondent_class, k, coalesce(n, 0), whole, not_applicable, due, unknowing)
    end as withheld
from item_indicators
join places using (place)
join base using (place)
join item_answers using (place, item)
left join people_due on people_due.place = item_indicators.place and people_due.indicator = item_indicators.indicator
left join target_rule using (place, item)
left join (select * from indicator_means where scoring = 'standard') means
    on means.place = item_indicators.place and means.indicator = item_indicators.indicator
where item_indicators.level = 'indicator';
