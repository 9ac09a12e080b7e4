-- statements: the published table; facts with their source, and what institutions answered, by institution and not by person
create table statements as
select pilot, round, 'fact' as kind, stakeholder_type, target, indicator, answer,
    null as count, source, month
from facts
union all
select pilot, round, 'institution', stakeholder_type, given.target, indicator, answer,
    count(distinct respondent), '', ''
from given
join places using (place)
join item_indicators using (place, indicator)
anti join kept using (place, indicator)
where respondent_class = 'institution' and places.target = given.target and level = 'indicator'
    and kind = 'opinion'
group by all
order by all;
