-- least_people: how few people a number or a reason may rest on
create macro least_people(respondent_class, k) as case respondent_class when 'community' then k else 1 end;

-- unanswered_reason: why a question has too few scored answers, the first that fits; empty = it has enough. No reason tells of under
-- k people of the community that they do not know, or that it does not apply to them
create macro unanswered_reason(respondent_class, k, n, whole, not_applicable, due, unknowing) as case
    when n >= least_people(respondent_class, k) and (respondent_class <> 'community' or 2 * n >= due) then ''
    when not_applicable >= least_people(respondent_class, k) and 2 * not_applicable > whole
        and (respondent_class <> 'community' or whole > 2 * k) then 'mostly_not_applicable'
    when unknowing >= least_people(respondent_class, k) and 2 * unknowing > due then 'most_do_not_know'
    when n < least_people(respondent_class, k) then 'too_few_answers'
    else 'too_little_answered'
end;

-- aggregate_reason: why a part or a dimension is withheld, the first that fits (docs/release.md); empty = published
create macro aggregate_reason(
    respondent_class, people, without_consent, enough_groups, k, k0, asked, expected, answered,
    targets_too_small, enough, respondents, missing_most
) as case
    when respondent_class = 'institution' and people = 0 and without_consent > 0 then 'no_consent'
    when asked = 0 then 'not_asked'
    when expected = 0 then 'kept_back'
    when respondent_class = 'community' and people < k0 then 'too_few_people'
    when respondent_class = 'group' and not enough_groups then 'too_few_people'
    when respondent_class = 'group' then 'not_scored'
    when answered = 0 then 'no_answers'
    when targets_too_small then 'too_few_people'
    when not enough then missing_most
    when respondent_class = 'community' and respondents < k then 'too_few_people'
    else ''
end;

-- wilson_centre, wilson_half: the two halves of Wilson's limits, as a share, for share q, effective n and quantile c
create macro wilson_centre(q, n, c) as (q + c * c / (2 * n)) / (1 + c * c / n);
create macro wilson_half(q, n, c) as c * sqrt(q * (1 - q) / n + c * c / (4 * n * n)) / (1 + c * c / n);
create macro wilson_low(q, n, c) as 100 * greatest(0, wilson_centre(q, n, c) - wilson_half(q, n, c));
create macro wilson_high(q, n, c) as 100 * least(1, wilson_centre(q, n, c) + wilson_half(q, n, c));

-- effective_n: how many independent yes/no answers carry as much as these m people do (v: variance of the score, in points squared)
create macro effective_n(score, v, m) as case
    when v < 1e-9 or score <= 0 or score >= 100 then m
    else score / 100 * (1 - score / 100) * 10000 / v
end;

-- branch_factor: how much wider the community's interval is, as people came through few branches (docs/intervals.md);
-- unknown: as for 4. An institution's informants are taken as they came
create macro branch_factor(respondent_class, m, branches) as case
    when respondent_class <> 'community' then 1
    else greatest(1, 1 + (m / case when branches > 0 then branches else 4 end - 1) * 0.25)
end;

-- published: a number as it is published
create macro published(x) as round(x, 6);
