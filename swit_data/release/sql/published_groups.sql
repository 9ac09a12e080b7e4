-- published_groups: not published, kept in the ledger; one row per published group of community respondents and person in it,
-- with what the group knows of the person: the answers, and the targets of those that are scored.
-- Later releases may cut the people of a group only into k people and more (docs/privacy.md, rule 7).
create table published_groups as
with community as (
    select place, pilot, round, stakeholder_type, target from places where respondent_class = 'community'
),
answered as (
    select place, indicator, respondent, string_agg(target || '=' || answer, ';' order by target) as answer,
        coalesce(string_agg(target, ' ' order by target) filter (standard is not null), '') as scored
    from given group by all
),
groups as (
    select distinct pilot, round, '' as stakeholder_type, '' as target, 'base' as item, 'all' as split, respondent,
        '' as answer, '' as scored
    from standing join community using (place) join places using (pilot, round, place)
    join base using (place)
    where base.people >= k0 and consenting
    union all
    select pilot, round, stakeholder_type, target, indicator, 'all', respondent, answer, scored
    from answered join community using (place) join indicator_rows using (place, indicator)
    where withheld = ''
    union all
    select pilot, round, stakeholder_type, target, indicator, 'all', respondent, answer, scored
    from answered join community using (place)
    join (
        select distinct pilot, round, stakeholder_type, target, item as indicator
        from answer_counts where withheld = '' and respondent_class = 'community' and split = 'all'
    ) counted using (pilot, round, stakeholder_type, target, indicator)
    anti join (select place, indicator from indicator_rows where withheld = '') scored using (place, indicator)
    union all
    select pilot, round, stakeholder_type, target, dimension, split, respondent, '', ''
    from split_members join community using (place)
    union all
    select pilot, round, stakeholder_type, target, indicator, split, respondent, answer, scored
    from answered join community using (place) join open_questions using (place, indicator)
    join split_members using (place, dimension, respondent)
)
select pilot, round, stakeholder_type, target, item, split, id as respondent, answer, scored
from groups join (select person as respondent, id from numbered) people using (respondent)
order by all;
