-- person_scores: one row per place, person, indicator and scoring under which the person counts there, with the score
create view person_scores as
select place, respondent, indicator, scoring, y from person_stances join stance_scores using (place, stance);
