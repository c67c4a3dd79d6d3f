-- Mentors and mentees: who looks for whom, what they may and what they want.
alter table application add column applies_to @INT references organisation;
create index application_applies on application (applies_to) where applies_to is not null;
alter table form add column applicants text;
create table mentor (
 id @ID, person @INT not null unique references person, status text not null,
 capacity @INT not null, domains text, areas text, available text, weekly_hours @INT, years @INT,
 until @DAY(until), since @DAY(since), note text) @STRICT;
create index mentor_status on mentor (status);
create table mentee (
 id @ID, person @INT not null unique references person, status text not null, domains text,
 areas text, available text, goal text, since @DAY(since), missed @INT not null,
 note text) @STRICT;
create index mentee_status on mentee (status);
create table preference (
 id @ID, person @INT not null references person, side text not null,
 other @INT not null references person, rank @INT, excluded @BOOL(excluded), reason text) @STRICT;
create unique index preference_key on preference (person, side, other);
create index preference_other on preference (other);

-- Rounds of matching, the pairs they propose, and who was left without.
create table match_round (
 id @ID, code text unique, day @DAY(day) not null, method text not null, rules text not null,
 mentees @INT not null, mentors @INT not null, proposed @INT not null, unmatched @INT not null,
 note text) @STRICT;
create table unmatched (
 id @ID, round @INT not null references match_round, mentee @INT not null references person,
 cause text not null) @STRICT;
create unique index unmatched_key on unmatched (round, mentee);
create index unmatched_mentee on unmatched (mentee);
create table pair (
 id @ID, code text unique, mentor @INT not null references person,
 mentee @INT not null references person, domain text, goal text,
 state text not null check (state = 'proposed' or state = 'published' or state = 'accepted'
  or state = 'running' or state = 'ended' or state = 'declined' or state = 'closed'),
 proposed @DAY(proposed), round @INT references match_round, points @INT, explanation text,
 mentor_agreed @DAY(mentor_agreed), mentee_agreed @DAY(mentee_agreed), accepted @DAY(accepted),
 agreement text, every_days @INT, starts @DAY(starts), until @DAY(until), ended @DAY(ended),
 reason text, outcome text, coordinator @INT references person, note text,
 ended_by text, reached @BOOL(reached)) @STRICT;
create index pair_mentor on pair (mentor, state);
create index pair_mentee on pair (mentee, state);
create index pair_round on pair (round) where round is not null;
create index pair_coordinator on pair (coordinator) where coordinator is not null;

-- The meetings of a pair, what was agreed upon, and what went wrong.
create table encounter (
 id @ID, pair @INT not null references pair, number @INT not null, day @DAY(day) not null,
 begins text, minutes @INT, medium text, place text, domains text,
 state text not null check (state = 'planned' or state = 'held' or state = 'missed'
  or state = 'cancelled'),
 mood text, topic text, goal text, plan text, summary text, next_topic text, prepare text,
 works text, missing text, mentor_feels @INT, mentee_feels @INT,
 entry @INT references diary_entry, reason text, note text) @STRICT;
create unique index encounter_key on encounter (pair, number);
create index encounter_day on encounter (day);
create index encounter_entry on encounter (entry) where entry is not null;
alter table response add column encounter @INT references encounter;
create index response_encounter on response (encounter) where encounter is not null;
create table pair_action (
 id @ID, pair @INT not null references pair, encounter @INT references encounter,
 what text not null, what_key text not null, person @INT references person, due @DAY(due),
 done @DAY(done), homework @BOOL(homework), note text) @STRICT;
create unique index pair_action_key on pair_action (pair, encounter, what_key);
create index pair_action_encounter on pair_action (encounter) where encounter is not null;
create index pair_action_person on pair_action (person) where person is not null;
create index pair_action_open on pair_action (due) where done is null;
create table issue (
 id @ID, pair @INT not null references pair, day @DAY(day) not null, kind text not null,
 raised_by text not null, description text, confidential text,
 state text not null check (state = 'open' or state = 'mediating' or state = 'resolved'
  or state = 'unresolved'),
 mediator @INT references person, mediation text, closed @DAY(closed), outcome text,
 note text) @STRICT;
create index issue_pair on issue (pair);
create index issue_mediator on issue (mediator) where mediator is not null;
create table issue_readers (
 owner @INT not null references issue, target @INT not null references person,
 primary key (owner, target)) @KEYED;
create index issue_readers_target on issue_readers (target, owner);
alter table signature add column pair @INT references pair;
create index signature_pair on signature (pair) where pair is not null;

-- Applications: what reviewers think, what was decided, the picture, and the answer.
create table review (
 id @ID, application @INT not null references application,
 reviewer @INT not null references person, day @DAY(day) not null, score @INT,
 recommends text, response @INT references response, note text) @STRICT;
create unique index review_key on review (application, reviewer);
create index review_reviewer on review (reviewer);
create index review_response on review (response) where response is not null;
create table decision (
 id @ID, application @INT not null references application, decided_at @INT not null,
 was text not null, became text not null, reason text, person @INT references person) @STRICT;
create index decision_application on decision (application);
create index decision_person on decision (person) where person is not null;
create table picture (
 id @ID, application @INT not null unique references application, name text, type text not null,
 width @INT not null, height @INT not null, bytes @INT not null, hash text not null,
 data text not null) @STRICT;
create table letter (
 id @ID, code text unique, purpose text not null, language text,
 organisation @INT references organisation, subject text not null, body text not null,
 note text) @STRICT;
create index letter_organisation on letter (organisation) where organisation is not null;
