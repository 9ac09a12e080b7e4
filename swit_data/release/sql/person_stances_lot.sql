-- person_stances: of the people from $first to $last
insert into person_stances
select respondent, stances.place, stance
from person_replies said join stances on stances.place = said.place and stances.indicator = said.indicator
    and coalesce(stances.standard, -1) = coalesce(said.standard, -1) and coalesce(stances.middle_low, -1) = coalesce(said.middle_low, -1)
    and coalesce(stances.middle_high, -1) = coalesce(said.middle_high, -1) and stances.unknowing = said.unknowing and stances.due = said.due
    and stances.applies = said.applies and stances.gave = said.gave
    and coalesce(stances.same_answer, '') = coalesce(said.same_answer, '')
where respondent between $first and $last;
