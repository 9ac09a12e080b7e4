-- people: one row per person whose answers may count (institutions: with consent on record)
create table people as
select respondent, pilot, round, class as respondent_class, coalesce(participants, 0) as participants,
    stakeholder_type, target
from respondents
where class <> 'institution' or coalesce(consent_on_record, false);

-- base: one row per place: how many people could be asked there
create table base as
with everybody as (
    select respondent, pilot, round, class, coalesce(participants, 0) as participants, stakeholder_type,
        class <> 'institution' or coalesce(consent_on_record, false) as consenting
    from respondents
),
standing as (
    -- shape 2: everybody stands everywhere; shape 1: where the interview was about
    select place, respondent, participants, consenting
    from places join everybody
        on everybody.pilot = places.pilot and everybody.round = places.round
        and everybody.class = places.respondent_class
    where respondent_class <> 'institution'
        and (shape = 2 or everybody.stakeholder_type = places.stakeholder_type)
    union
    -- informants stand where they were asked
    select place, respondent, participants, consenting
    from everybody
    join asked using (respondent, stakeholder_type)
    join place_targets using (pilot, round, stakeholder_type, target)
    where respondent_class = 'institution' and class = 'institution'
)
select
    place,
    count(*) filter (consenting) as people,
    coalesce(sum(participants) filter (consenting), 0) as participants,
    count(*) filter (not consenting) as without_consent
from places left join standing using (place)
group by place;

-- asked_people: one row per person and target that the person was asked about
create table asked_people as
select distinct people.respondent, pilot, round, respondent_class, asked.stakeholder_type, asked.target
from asked
join people using (respondent)
join rounds using (pilot, round)
where (shape = 2 and respondent_class <> 'institution')
    or people.stakeholder_type = asked.stakeholder_type;
