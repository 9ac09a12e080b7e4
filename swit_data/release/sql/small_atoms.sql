-- grouped: one row per release, published group and person in it; mark: a number for the release, round and split, so that the
-- sum of the marks tells which groups somebody is in (64 bits each; text would take five times as long). least: the k of it
create table grouped as
select *, hash(release, round, split)::hugeint as mark,
    case when split_part(split, '=', 1) in (select characteristic from sensitive) then $sensitive_k else $k end as least
from remembered;

-- atoms: one row per pilot, number that is published again and again (over rounds and releases), and set of the groups of all
-- releases, splits included, that some people share: how many they are. Whoever adds and subtracts releases tells people
-- apart no further than this. kind: how many gave an answer, or their scores. `earlier` is the same set without the release
-- that is decided on; 0: none.
create table atoms as
with kinds as (
    select *, 'given' as kind from grouped
    union all
    select *, 'scored' from grouped where scored <> ''
),
memberships as (
    select pilot, stakeholder_type, target, item, kind, respondent, answer, min(round) as round, max(least) as least,
        sum(mark) as groups, coalesce(sum(mark) filter (release <> $now), 0) as earlier
    from kinds
    group by pilot, stakeholder_type, target, item, kind, respondent, answer
)
select pilot, stakeholder_type, target, item, kind, groups, earlier, min(round) as round, max(least) as least, count(*) as people
from memberships
group by pilot, stakeholder_type, target, item, kind, groups, earlier;

-- small_atoms: one row per pilot and round: the largest of its atoms that is under k (least) and that this release would make
create table small_atoms as
select pilot, round, max(people) as people, max_by(least, people) as least
from (
    select *, sum(people) over (partition by pilot, stakeholder_type, target, item, kind, earlier) as before from atoms
)
where people < least and (earlier = 0 or before <> people)
group by pilot, round
order by all;

-- atom_targets: one row per pilot, type, indicator told apart by target in some release, kind of number, groups that people stand in,
-- releases that tell them apart by target, and set of targets: how many gave a scored answer (given: any answer) about just these
create table atom_targets as
with told_apart as (
    select distinct release, pilot, round, stakeholder_type, item, true as apart from remembered where target not in ('', 'all')
),
people as (
    select pilot, stakeholder_type, item, respondent, answer, min(round) as round, max(least) as least, any_value(scored) as scored,
        string_agg(distinct release || ' ' || round || ' ' || split, ';' order by release || ' ' || round || ' ' || split) as groups,
        coalesce(string_agg(distinct release || ' ' || round, ';' order by release || ' ' || round) filter (apart), '') as apart
    from grouped
    semi join (select pilot, stakeholder_type, item from told_apart) asked_of using (pilot, stakeholder_type, item)
    left join told_apart using (release, pilot, round, stakeholder_type, item)
    where target = 'all'
    group by pilot, stakeholder_type, item, respondent, answer
),
sets as (
    select *, 'scored' as kind, scored as targets from people
    union all
    -- who was withdrawn has no answer any more: then those that were scored are left
    select *, 'given', case when answer = '' then scored
        else array_to_string(list_transform(string_split(answer, ';'), lambda said: split_part(said, '=', 1)), ' ') end
    from people
)
select pilot, min(round) over (partition by pilot, stakeholder_type, item) as round, stakeholder_type, item as indicator, kind, groups, apart,
    targets, least as k, count(*) as people
from sets
where targets <> ''
group by pilot, round, stakeholder_type, item, kind, groups, apart, targets, least
order by all;

-- twin_rounds: one row per pilot and two of its rounds in which k people and more gave exactly the same answers, and all but
-- fewer than k of one round did (the largest k of the pilot): the same interviews under other ids (10 answers at least: few
-- people agree by chance)
create table twin_rounds as
with latest as (
    select distinct pilot, round, respondent, stakeholder_type || ' ' || item as question, answer
    from remembered
    join (select pilot, round, max(release) as release from remembered group by pilot, round) using (pilot, round, release)
    where target = 'all' and split = 'all'
),
rounds as (select distinct pilot, round from latest),
pairs as (
    select pilot, a.round as one, b.round as other
    from rounds a join rounds b using (pilot) where a.round < b.round
),
common as (
    select pilot, one, other, question
    from pairs
    join (select distinct pilot, round as one, question from latest) using (pilot, one)
    join (select distinct pilot, round as other, question from latest) using (pilot, other, question)
),
whole as (
    select pilot, one, other, round, respondent, string_agg(question || ':' || answer, '|' order by question) as said
    from latest join common using (pilot, question)
    where round in (one, other)
    group by pilot, one, other, round, respondent
    having count(*) >= 10
),
counted as (
    select pilot, one, other, said, count(*) filter (round = one) as in_one, count(*) filter (round = other) as in_other
    from whole group by pilot, one, other, said
)
select pilot, one, other, sum(least(in_one, in_other))::integer as twins,
    (least(sum(in_one), sum(in_other)) - sum(least(in_one, in_other)))::integer as rest
from counted join (select pilot, max(least) as most from grouped group by pilot) using (pilot)
group by pilot, one, other, most
having twins >= $k and ((sum(in_one) - twins) between 1 and most - 1 or (sum(in_other) - twins) between 1 and most - 1)
order by all;
