-- answer_counts: the published table; one row per place, indicator and answer of its scale
create table answer_counts as
with one_target as (
    -- a level or all is counted only where the indicator was asked about one target there
    select place, indicator
    from expected_targets
    group by place, indicator
    having count(*) = 1
),
rows as (
    select places.*, indicator, kind
    from item_indicators
    join places using (place)
    where level = 'indicator' and respondent_class <> 'institution'
        and (
            (target <> 'all' and not starts_with(target, 'level='))
            or (place, indicator) in (select place, indicator from one_target)
        )
),
counts as (
    -- about one target a person gives one answer
    select place, place_questions.indicator, answer, sum(people)::bigint as count
    from place_questions
    join (select question, option, count(*) as people from replies group by question, option) chosen using (question)
    join (select option, answer from options where answer <> '-') options using (option)
    group by place, place_questions.indicator, answer
),
opinions as (
    select rows.*, answer_scores.answer, coalesce(count, 0) as count, answered,
        withheld = '' or withheld = 'not_scored' as open, withheld
    from rows
    join answer_scores using (pilot, round, indicator)
    join item_rows on item_rows.place = rows.place and item_rows.item = rows.indicator
    join item_answers on item_answers.place = rows.place and item_answers.item = rows.indicator
    left join counts on counts.place = rows.place and counts.indicator = rows.indicator
        and counts.answer = answer_scores.answer
    where kind = 'opinion'
),
sides as (
    select rows.*, side as answer,
        coalesce(sum(count) filter ((score = 100) = (side <> 'other')), 0) as count,
        coalesce(sum(count), 0) as answered
    from rows
    cross join lateral (
        select answer as side from answer_scores
        where answer_scores.indicator = rows.indicator and answer_scores.pilot = rows.pilot
            and answer_scores.round = rows.round and raw = 100
        union all select 'other'
    ) both_sides
    left join (
        select counts.*, coalesce(raw, -1) as score
        from counts join places using (place)
        join answer_scores using (pilot, round, indicator, answer)
    ) counted using (place, indicator)
    where kind = 'personal'
    group by all
),
split_replies as (
    -- about one target a person gives one answer
    select place, indicator, split, answer, count(*) as people
    from given
    join open_questions using (place, indicator)
    join split_members using (place, dimension, respondent)
    group by place, indicator, split, answer
),
split_counts as (
    -- people of a group by answer, where the question is counted at all and published without a split
    select opinions.* exclude (count, answered), split,
        cast(coalesce(sum(people) filter (split_replies.answer = opinions.answer), 0) as bigint) as count,
        cast(coalesce(sum(people), 0) as bigint) as answered
    from (select * from opinions where target = 'all' and withheld = '') opinions
    join open_questions using (place, indicator)
    join (select distinct place, dimension, split from split_members) groups using (place, dimension)
    left join split_replies using (place, indicator, split)
    group by all
),
personal as (
    select sides.*,
        respondent_class = 'community' and base.people >= k0
            -- beside a split, no side is smaller than its groups: group and answer together could not have k people else
            and min(count) over (partition by place, indicator) >= greatest(k, split_k) and withheld = 'personal' as open,
        withheld
    from sides join base using (place) left join split_least using (pilot, round, stakeholder_type) join (select place, indicator, withheld from indicator_rows) using (place, indicator)
)
select
    pilot, round, respondent_class, stakeholder_type, target, indicator as item, 'all' as split, answer,
    case when open then count end as count,
    case when open and answered > 0 then published(count / answered) end as share,
    case when open then '' else withheld end as withheld
from opinions
union all
select
    pilot, round, respondent_class, stakeholder_type, target, indicator, 'all', answer,
    case when open then count end,
    case when open then published(count / answered) end,
    case when open then '' else withheld end
from personal
union all
select
    pilot, round, respondent_class, stakeholder_type, target, indicator, split, answer,
    count, case when answered > 0 then published(count / answered) end, ''
from split_counts
order by all;
