-- target_patterns: not published; one row per place of the community (all targets), indicator and set of targets: how many people
-- gave a scored answer about just these targets (docs/privacy.md, rule 10)
create table target_patterns as
with said as (
    select place, indicator, respondent, string_agg(target, ' ' order by target) as targets
    from given where standard is not null
    group by place, indicator, respondent
)
select pilot, round, stakeholder_type, indicator, 'scored' as kind, 'all' as groups, 'now' as apart, targets, k, count(*) as people
from said join places using (place)
where respondent_class = 'community' and target = 'all'
group by all
order by all;
