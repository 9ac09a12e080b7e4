-- together: of the people from $first to $last
insert into together
with counted as materialized (
    select respondent, place, cell from person_cells semi join used_cells using (cell)
    where respondent between $first and $last
),
-- materialized: people are met at one place, not everywhere (a tenth of the rows)
met as materialized (
    select respondent, meetings.b as place, cell, meetings.a <> meetings.b as elsewhere
    from counted join meetings on meetings.a = counted.place
)
select met.cell as a, counted.cell as b, count(*) as people
from met join counted on counted.respondent = met.respondent and counted.place = met.place
where elsewhere or met.cell <= counted.cell
group by met.cell, counted.cell;
