-- alike: not published; one row per place, split (all or a group) and published indicator to which all, or all but one, of the
-- people with a scored answer gave the same one, at each of their targets: whoever knows that somebody took part knows it
create table alike as
with told as (
    select place, indicator, 'all' as split, same_answer as answer, people
    from stances join indicator_rows using (place, indicator) join places using (place)
    where respondent_class = 'community' and withheld = '' and standard is not null
    union all
    select place, indicator, split, same_answer, count(*)
    from person_stances
    join stances using (place, stance)
    join split_questions using (place, indicator)
    join split_members using (place, dimension, respondent)
    where standard is not null
    group by place, indicator, split, same_answer
),
counted as (
    select place, indicator, split, answer, case when answer is null then 0 else sum(people)::bigint end as same
    from told group by place, indicator, split, answer
),
whole as (
    select place, indicator, split, sum(people)::bigint as people from told group by place, indicator, split
)
select pilot, round, stakeholder_type, target, indicator, split, people, max_by(answer, same) as answer, max(same) as same
from counted join whole using (place, indicator, split) join places using (place)
group by pilot, round, stakeholder_type, target, indicator, split, people
having max(same) >= people - 1
order by split = 'all', pilot, round, stakeholder_type, target, indicator, split;

-- open_questions: split_questions that are told of the groups: those to which no group gave one answer, or that the owner
-- publishes all the same, and whose groups and targets together tell nobody apart; the same for every group, or the others and
-- all together would tell what is withheld
create table open_questions as
select scope, dimension, place, indicator
from split_questions join places using (place)
anti join (
    select pilot, round, stakeholder_type, indicator from alike where split <> 'all' and same = people
    except
    select pilot, round, stakeholder_type, indicator from published_unanimous
) hidden using (pilot, round, stakeholder_type, indicator)
anti join uneven_groups using (pilot, round, stakeholder_type, indicator);
