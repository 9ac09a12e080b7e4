-- pilot: the published table; one row per pilot and round: how it was collected and who answered
create table pilot as
with counts as (
    select pilot, round,
        count(*) filter (class = 'community') as community,
        count(*) filter (class = 'group') as groups,
        coalesce(sum(participants) filter (class = 'group'), 0) as participants,
        count(*) filter (class = 'institution' and consent_on_record) as informants,
        count(*) filter (class = 'institution' and not coalesce(consent_on_record, false)) > 0 as without_consent
    from respondents group by pilot, round
)
select
    pilot, round, title, provenance, month, set, mode, recruitment, branches, translation, framework,
    shown_to, organisation,
    case when community >= k0 then community end as community,
    coalesce(groups, 0) as groups, coalesce(participants, 0) as participants,
    coalesce(informants, 0) as informants, coalesce(without_consent, false) as informants_without_consent,
    case when coalesce(community, 0) >= k0 then '' else 'too_few_people' end as withheld
from rounds left join counts using (pilot, round)
order by pilot, round;
