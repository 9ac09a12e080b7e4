-- together: of the people from $first to $last
insert into together
with counted as materialized (
    select respondent, place, stance from person_stances semi join used_stances using (stance)
    where respondent between $first and $last
),
-- materialized: people are met at one place, not everywhere (a tenth of the rows)
met as materialized (
    select respondent, meetings.b as place, stance, meetings.a <> meetings.b as elsewhere
    from counted join meetings on meetings.a = counted.place
)
select met.stance as a, counted.stance as b, count(*) as people
from met join counted on counted.respondent = met.respondent and counted.place = met.place
where elsewhere or met.stance <= counted.stance
group by met.stance, counted.stance;
