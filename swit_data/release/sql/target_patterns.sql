-- target_patterns: not published; one row per place of the community (all targets), indicator, kind of answer and set of targets:
-- how many people gave an answer of that kind about just these targets (docs/privacy.md, rule 10)
create table target_patterns as
with said as (
    select place, indicator, respondent, kind, string_agg(target, ' ' order by target) as targets
    from (
        select place, indicator, respondent, target, 'scored' as kind from given where standard is not null
        union all
        select place, indicator, respondent, target, 'unsure' from given where dont_know_zero is not null
    )
    group by place, indicator, respondent, kind
)
select pilot, round, stakeholder_type, indicator, kind, targets, k, count(*) as people
from said join places using (place)
where respondent_class = 'community' and target = 'all'
group by all
order by all;
