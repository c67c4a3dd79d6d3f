-- Job shadowing, from the contract to the conclusion.
alter table path add column parent @INT references path;
alter table path add column closed @DAY(closed);
alter table path add column reason text;
create index path_parent on path (parent) where parent is not null;
alter table response add column revises @INT references response;
create index response_revises on response (revises) where revises is not null;

create table contract (
 id @ID, path @INT not null references path, number @INT not null, kind text not null,
 organisation_party text, trainer_party text, starts @DAY(starts), ends @DAY(ends),
 sessions @INT, hours @INT, confidentiality text, terms text, note text) @STRICT;
create unique index contract_key on contract (path, number);

-- Minutes, and what was agreed upon.
create table meeting (
 id @ID, path @INT not null references path, day @DAY(day) not null, title text not null,
 title_key text not null, step @INT, begins text, minutes @INT, place text, guests text,
 target_group @BOOL(target_group), skills text, decisions text, taken_by @INT references person,
 note text) @STRICT;
create unique index meeting_key on meeting (path, day, title_key);
create index meeting_taken on meeting (taken_by) where taken_by is not null;
create table meeting_attendees (
 owner @INT not null references meeting, target @INT not null references person,
 primary key (owner, target)) @KEYED;
create index meeting_attendees_target on meeting_attendees (target, owner);
create table action (
 id @ID, path @INT not null references path, meeting @INT references meeting, what text not null,
 what_key text not null, person @INT references person, due @DAY(due), done @DAY(done),
 note text) @STRICT;
create unique index action_key on action (path, what_key);
create index action_meeting on action (meeting) where meeting is not null;
create index action_person on action (person) where person is not null;

-- What staff think of a skill, and how they see themselves.
create table rating (
 id @ID, skill @INT not null references skill, person @INT not null references person,
 day @DAY(day) not null, relevance @INT, importance @INT, level @INT, note text) @STRICT;
create unique index rating_key on rating (skill, person, day);
create index rating_person on rating (person);

create table conclusion (
 id @ID, path @INT not null unique references path, day @DAY(day) not null, benefits text,
 skills text, competences text, attitudes text, impact_organisation text, impact_staff text,
 practices text, note text) @STRICT;

-- Workshops, and the cases that are talked about there.
create table scenario (
 id @ID, code text unique, title text not null, kind text not null, topic text, story text not null,
 source text, organisation @INT references organisation, note text) @STRICT;
create index scenario_organisation on scenario (organisation) where organisation is not null;
create table workshop (
 id @ID, code text unique, title text not null, kind text not null, path @INT references path,
 organisation @INT references organisation, day @DAY(day), begins text, minutes @INT, place text,
 objectives text, agenda text, questions text, form @INT references form,
 state text not null check (state = 'planned' or state = 'held' or state = 'cancelled'),
 entry @INT references diary_entry, note text) @STRICT;
create index workshop_path on workshop (path) where path is not null;
create index workshop_organisation on workshop (organisation) where organisation is not null;
create index workshop_form on workshop (form) where form is not null;
create index workshop_entry on workshop (entry) where entry is not null;
create table workshop_scenarios (
 owner @INT not null references workshop, target @INT not null references scenario,
 primary key (owner, target)) @KEYED;
create index workshop_scenarios_target on workshop_scenarios (target, owner);
create table attendance (
 id @ID, workshop @INT not null references workshop, person @INT not null references person,
 role text not null, attended @BOOL(attended), advises text, mentor @INT references person,
 mentee @INT references person, organisation @INT references organisation, note text) @STRICT;
create unique index attendance_key on attendance (workshop, person);
create index attendance_person on attendance (person);
create index attendance_mentor on attendance (mentor) where mentor is not null;
create index attendance_mentee on attendance (mentee) where mentee is not null;
create index attendance_organisation on attendance (organisation) where organisation is not null;

-- A day with a colleague of another department.
create table peer (
 id @ID, person @INT not null references person, host @INT not null references person,
 day @DAY(day) not null, until @DAY(until), goal text, suggested_by @INT references person,
 cleared @DAY(cleared), cleared_by @INT references person, consented @DAY(consented),
 approved @DAY(approved), approved_by @INT references person,
 state text not null
 check (state = 'planned' or state = 'agreed' or state = 'done' or state = 'declined'),
 interview @INT references response, outcome text, reason text, note text) @STRICT;
create unique index peer_key on peer (person, host, day);
create index peer_host on peer (host);
create index peer_suggested on peer (suggested_by) where suggested_by is not null;
create index peer_cleared on peer (cleared_by) where cleared_by is not null;
create index peer_approved on peer (approved_by) where approved_by is not null;
create index peer_interview on peer (interview) where interview is not null;

-- The plan of sessions.
create table slot (
 id @ID, path @INT not null references path, person @INT not null references person,
 session @INT not null, trainer @INT not null references person, day @DAY(day), begins text,
 minutes @INT not null, reflection @INT not null,
 state text not null check (state = 'planned' or state = 'agreed' or state = 'done'
  or state = 'missed' or state = 'cancelled'),
 conflict text, entry @INT references diary_entry, reason text, note text,
 sessions @INT) @STRICT;
create unique index slot_key on slot (path, person, session);
create index slot_day on slot (day, trainer);
create index slot_trainer on slot (trainer, day);
create index slot_person on slot (person, day);
create index slot_entry on slot (entry) where entry is not null;
create table holiday (
 id @ID, day @DAY(day) not null, organisation @INT references organisation, name text,
 note text) @STRICT;
create index holiday_day on holiday (day, organisation);
create index holiday_organisation on holiday (organisation) where organisation is not null;

-- What was suggested in a session, and what became of it; a clock that runs.
create table suggestion (
 id @ID, entry @INT not null references diary_entry, wording text not null,
 wording_key text not null, person @INT references person, due @DAY(due), outcome text not null,
 how text, followed @DAY(followed), follow_up @INT references diary_entry, note text) @STRICT;
create unique index suggestion_key on suggestion (entry, wording_key);
create index suggestion_open on suggestion (due) where outcome = 'open';
create index suggestion_person on suggestion (person) where person is not null;
create index suggestion_follow_up on suggestion (follow_up) where follow_up is not null;
create table timer (
 id @ID, trainer @INT not null unique references person, path @INT references path,
 started_at @INT not null, zone text, kind text not null, topic text, note text) @STRICT;
create index timer_path on timer (path) where path is not null;
create table timer_participants (
 owner @INT not null references timer, target @INT not null references person,
 primary key (owner, target)) @KEYED;
create index timer_participants_target on timer_participants (target, owner);

-- Who signed what, and which gates were passed against the rule.
create table signature (
 id @ID, contract @INT references contract, response @INT references response,
 entry @INT references diary_entry, conclusion @INT references conclusion, party text not null,
 person @INT references person, name text not null, day @DAY(day) not null, hash text not null,
 note text) @STRICT;
create index signature_contract on signature (contract) where contract is not null;
create index signature_response on signature (response) where response is not null;
create index signature_entry on signature (entry) where entry is not null;
create index signature_conclusion on signature (conclusion) where conclusion is not null;
create index signature_person on signature (person) where person is not null;
create table exception (
 id @ID, path @INT references path, gate text not null, finding text not null,
 reason text not null, person @INT references person, day @DAY(day) not null) @STRICT;
create index exception_path on exception (path) where path is not null;
create index exception_person on exception (person) where person is not null;
