-- numbered: one row per respondent, with a number: numbers are joined and grouped three times faster than text
create table numbered as
select row_number() over (order by respondent) as person, respondent as id, pilot, round, class,
    coalesce(participants, 0) as participants, stakeholder_type,
    class <> 'institution' or coalesce(consent_on_record, false) as consenting
from respondents;

-- standing: one row per place and person who could be asked there
create table standing as
-- shape 2: everybody stands everywhere; shape 1: where the interview was about
select place, person as respondent, participants, consenting
from places join numbered
    on numbered.pilot = places.pilot and numbered.round = places.round
    and numbered.class = places.respondent_class
where respondent_class <> 'institution'
    and (shape = 2 or numbered.stakeholder_type = places.stakeholder_type)
union
-- informants stand where they were asked
select place, person, participants, consenting
from numbered
join asked on asked.respondent = numbered.id and asked.stakeholder_type = numbered.stakeholder_type
join place_targets on place_targets.pilot = numbered.pilot and place_targets.round = numbered.round
    and place_targets.stakeholder_type = numbered.stakeholder_type and place_targets.target = asked.target
where respondent_class = 'institution' and class = 'institution';

-- base: one row per place: how many people could be asked there
create table base as
select
    place,
    count(*) filter (consenting) as people,
    coalesce(sum(participants) filter (consenting), 0) as participants,
    count(*) filter (not consenting) as without_consent
from places left join standing using (place)
group by place;

-- asked_people: one row per person whose answers may count, target and dimension (empty: every one) asked about
create table asked_people as
select distinct person as respondent, pilot, round, class as respondent_class, asked.stakeholder_type, asked.target,
    coalesce(asked.dimension, '') as about
from asked
join numbered on numbered.id = asked.respondent
join rounds using (pilot, round)
where consenting
    and ((shape = 2 and class <> 'institution') or numbered.stakeholder_type = asked.stakeholder_type);

-- scopes: one row per place that may be split, with what decides on it: the pilot and round, in shape 1 with the type
create table scopes as
select place, pilot || ' ' || round || case when shape = 1 then ' ' || stakeholder_type else '' end as scope
from places where respondent_class = 'community' and target = 'all';

-- members: one row per place that may be split and community respondent of its base
create table members as
select place, respondent from standing semi join scopes using (place);
