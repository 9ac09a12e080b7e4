-- published_splits: not published, kept in the ledger; one row per scope and dimension that names a split and has numbers,
-- with its partition, or -1 where the split was refused: shown later, a reader could tell which group had been short
create table published_splits as
select distinct pilot, round, scope, dimension, coalesce(rank, -1) as rank
from split_questions
join scopes using (scope)
join places on places.place = scopes.place
semi join split_groups using (pilot, round, dimension)
left join shown_splits using (scope, dimension)
order by all;
