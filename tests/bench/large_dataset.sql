-- one row per answer of the interviews from $first to $last of a class, in the order in which the store keeps them; chance: 0 to 1, the same for
-- the same seed, person and question
with people as (
    select n, $head || lpad(n::varchar, 9, '0') as respondent,
        30 * (hash($seed, $head, n) % 1000003 / 1000003.0 - 0.5) as mood
    from range($first::bigint, $last::bigint) numbers(n)
),
drawn as (
    select respondent, questions.*, mood,
        hash($seed, $head, n, stakeholder_type, indicator) % 1000003 / 1000003.0 as chance,
        hash($seed, $head, n, indicator, stakeholder_type) % 1000003 / 1000003.0 as noise
    from people join questions on questions.turn = n % questions.turns
    where $about = '' or stakeholder_type = $about
)
select respondent, stakeholder_type, target, indicator,
    case
        when chance < 0.06 and unknown <> '' then unknown
        else scored[least(len(scored), greatest(1, 1 + floor((level + mood + 80 * (noise - 0.5)) / 100 * len(scored))::integer))]
    end as answer
from drawn
where chance < 0.95
order by respondent, stakeholder_type, target, indicator
