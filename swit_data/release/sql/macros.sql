-- aggregate_reason: why a part or a dimension is withheld, the first that fits (docs/release.md); empty = published
create macro aggregate_reason(
    respondent_class, people, without_consent, participants, k, k0, expected, answered,
    targets_too_small, weight_have, weight_all, respondents
) as case
    when respondent_class = 'institution' and people = 0 and without_consent > 0 then 'no_consent'
    when expected = 0 then 'not_asked'
    when respondent_class = 'community' and people < k0 then 'too_few_people'
    when respondent_class = 'group' and (people < 3 or participants < 10) then 'too_few_people'
    when respondent_class = 'group' then 'not_scored'
    when answered = 0 then 'no_answers'
    when targets_too_small then 'too_few_people'
    when 3 * weight_have < 2 * weight_all then 'too_little_answered'
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

-- branch_factor: how much wider an interval is where people were recruited through few known branches
create macro branch_factor(m, branches) as
    case when branches > 0 then greatest(1, 1 + (m / branches - 1) * 0.1) else 1 end;

-- published: a number as it is published
create macro published(x) as round(x, 6);
