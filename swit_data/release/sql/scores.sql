-- scores: the published table; see swit_data/released/tables.py
create table scores as
with shown as (
    select *,
        withheld in (
            '', 'no_answers', 'too_few_answers', 'too_little_answered', 'most_do_not_know', 'mostly_not_applicable', 'not_scored'
        )
            and (respondent_class <> 'community' or withheld = '' or gave >= k)
            and (version = '' or withheld = '') as open,
        -- of a core item: no sums over answers, which stand with its indicators
        version = '' and open as summed,
        version = '' and withheld in ('not_asked', 'no_answers') as empty
    from item_rows
    join item_answers using (place, item)
    join places using (place)
)
select
    pilot, round, respondent_class, stakeholder_type, target, item, 'all' as split, scoring,
    published(score) as score, published(low) as low, published(high) as high,
    published(size) as effective_n, intervals.degrees,
    case when open and respondent_class <> 'group' then weight_have end as weight_have,
    case when open and respondent_class <> 'group' then weight_all end as weight_all,
    case when withheld = '' then left(sha256(basis), 16) end as basis,
    case when empty then 0 when open and respondent_class = 'group' then gave when open then respondents
        end as respondents,
    case when empty then 0 when summed then answered end as answered,
    case when empty and withheld = 'no_answers' then 0 when summed then published(answered / expected) end as coverage,
    case when summed and answered > 0 then published(dont_know / answered) end as dont_know,
    branches >= $branches_from as may_be_clear, withheld
from shown
cross join scorings
left join item_scores using (place, item, scoring)
left join intervals using (place, item, scoring)
union all
select
    pilot, round, respondent_class, stakeholder_type, target, item, split, scoring,
    published(score), null, null, null, null,
    case when withheld = '' then weight_have end, case when withheld = '' then weight_all end,
    case when withheld = '' then left(sha256(basis), 16) end,
    case when withheld = '' then respondents end, case when withheld = '' then answered end,
    case when withheld = '' then published(answered / expected) end,
    case when withheld = '' and answered > 0 then published(dont_know / answered) end,
    branches >= $branches_from, withheld
from split_rows
join places using (place)
cross join (select scoring from scorings where scoring not in ('worst', 'best')) scorings
left join split_scores using (place, split, item, scoring)
left join split_respondents using (place, split, item)
left join split_answers using (place, split, item)
union all
select
    pilot, round, respondent_class, stakeholder_type, target, dimension, split, 'standard',
    null, null, null, null, null, null, null, null, null, null, null, null, branches >= $branches_from, 'split_refused'
from refused_splits
join places using (place)
order by all;
