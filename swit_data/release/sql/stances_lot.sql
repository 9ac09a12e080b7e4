-- stance_lots: the stances of the people from $first to $last
insert into stance_lots
select place, indicator, standard, middle_low, middle_high, unknowing, due, applies, gave, same_answer, count(*)
from person_replies
where respondent between $first and $last
group by place, indicator, standard, middle_low, middle_high, unknowing, due, applies, gave, same_answer;
