-- person_cells: of the people from $first to $last
insert into person_cells
select respondent, cells.place, cell
from person_replies said join cells on cells.place = said.place and cells.indicator = said.indicator
    and coalesce(cells.standard, -1) = coalesce(said.standard, -1) and coalesce(cells.middle_low, -1) = coalesce(said.middle_low, -1)
    and coalesce(cells.middle_high, -1) = coalesce(said.middle_high, -1) and cells.unknowing = said.unknowing and cells.due = said.due
    and cells.applies = said.applies and cells.gave = said.gave
    and coalesce(cells.same_answer, '') = coalesce(said.same_answer, '')
where respondent between $first and $last;
