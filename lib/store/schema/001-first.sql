-- People and the houses they work in.
create table organisation (
 id @ID, code text unique, name text not null, name_key text not null, kind text not null,
 address text, email text, phone text, website text, country text, note text) @STRICT;
create table department (
 id @ID, code text unique, organisation @INT not null references organisation, name text not null,
 manager @INT references person, note text) @STRICT;
create index department_organisation on department (organisation);
create table project (
 id @ID, code text unique, organisation @INT references organisation, title text not null,
 number text, programme text, beneficiary text, work_packages text,
 starts @DAY(starts), ends @DAY(ends), note text) @STRICT;
create table person (
 id @ID, code text, name text not null, name_key text not null, family_name text,
 email text, email_key text, phone text, login text,
 organisation @INT references organisation, department @INT references department,
 job_title text, supervisor @INT references person, origin text not null, languages text,
 note text) @STRICT;
create index person_name on person (name_key);
create index person_organisation on person (organisation) where organisation is not null;
create unique index person_code on person (code) where code is not null;
create unique index person_email on person (email_key) where email_key is not null;
create unique index person_login on person (login) where login is not null;
create table role (
 id @ID, person @INT not null references person, role text not null,
 organisation @INT references organisation, since @DAY(since), until @DAY(until),
 note text) @STRICT;
create index role_person on role (person, role);
create table training (
 id @ID, person @INT not null references person, module text not null, title text,
 provider_kind text not null, provider text, completed @DAY(completed), minutes @INT,
 certificate text, note text) @STRICT;
create index training_person on training (person, module);
create table setting (
 id @ID, name text not null, organisation @INT references organisation,
 value text not null) @STRICT;
create index setting_name on setting (name, organisation);

-- Forms, their versions, and what was answered.
create table form (
 id @ID, code text not null unique, title text not null, purpose text not null,
 organisation @INT references organisation, language text, credit text, note text) @STRICT;
create table form_version (
 id @ID, form @INT not null references form, revision text not null, description text,
 author text, day @DAY(day),
 state text not null check (state = 'draft' or state = 'active' or state = 'retired'))
 @STRICT;
create unique index form_version_key on form_version (form, revision);
create table section (
 id @ID, version @INT not null references form_version, position @INT not null,
 code text not null, title text not null, help text) @STRICT;
create unique index section_key on section (version, code);
create table item (
 id @ID, section @INT not null references section, position @INT not null, code text not null,
 question text not null, kind text not null, required @BOOL(required), shown_if text,
 choices text, low @INT, high @INT, target text, help text) @STRICT;
create unique index item_key on item (section, code);
create table response (
 id @ID, form @INT not null references form, version @INT not null references form_version,
 revision text not null, subject @INT references person, respondent @INT references person,
 path @INT references path, application @INT references application,
 entry @INT references diary_entry, day @DAY(day), occasion text,
 state text not null check (state = 'draft' or state = 'complete'), note text,
 entered_at @INT not null) @STRICT;
create index response_version on response (version);
create index response_form on response (form);
create index response_path on response (path);
create index response_subject on response (subject);
create index response_application on response (application) where application is not null;
create index response_entry on response (entry) where entry is not null;
create table answer (
 id @ID, response @INT not null references response, item text not null, value text) @STRICT;
create unique index answer_key on answer (response, item);

-- Applications of mentors.
create table application (
 id @ID, name text not null, name_key text not null, email text not null, email_key text not null,
 phone text, organisation text, job_title text, kind text not null, languages text, areas text,
 years @INT, weekly_hours @INT, motivation text, origin text, submitted_at @INT not null,
 state text not null
 check (state = 'submitted' or state = 'in-review' or state = 'accepted' or state = 'rejected'
  or state = 'withdrawn'),
 reason text, reviewer @INT references person, decided_at @INT,
 person @INT references person, batch @INT) @STRICT;
create index application_email on application (email_key);
create index application_person on application (person) where person is not null;

-- Job shadowing.
create table path (
 id @ID, code text unique, title text not null, organisation @INT not null references organisation,
 department @INT references department, project @INT references project,
 contact @INT references person, address text, email text, trainer @INT references person,
 trainer_contact text, audience text not null, participants_planned @INT, months @INT, weeks @INT,
 hours @INT, starts @DAY(starts), ends @DAY(ends), goals text, note text,
 state text not null
 check (state = 'draft' or state = 'discussed' or state = 'confirmed' or state = 'running'
  or state = 'closed'))
 @STRICT;
create index path_organisation on path (organisation);
create index path_trainer on path (trainer);
create table participant (
 id @ID, path @INT not null references path, person @INT not null references person,
 hours @INT, joined @DAY(joined), leaves @DAY(leaves), note text) @STRICT;
create unique index participant_key on participant (path, person);
create index participant_person on participant (person);
create table skill (
 id @ID, path @INT not null references path, kind text not null, name text not null,
 name_key text not null, target text, note text) @STRICT;
create unique index skill_key on skill (path, name_key);
create table activity (
 id @ID, path @INT not null references path, kind text not null, title text not null,
 title_key text not null, hours @INT, note text) @STRICT;
create unique index activity_key on activity (path, title_key);
create table step (
 id @ID, path @INT not null references path,
 number @INT not null check (number between 1 and 13), title text not null,
 state text not null
 check (state = 'open' or state = 'started' or state = 'done' or state = 'skipped'), day @DAY(day),
 responsible @INT references person, note text, evidence text) @STRICT;
create unique index step_key on step (path, number);
create table diary_entry (
 id @ID, path @INT references path, trainer @INT not null references person,
 day @DAY(day) not null, starts_at @INT, zone text,
 minutes @INT not null check (minutes between 1 and 1440), kind text not null, note text,
 state text not null
 check (state = 'draft' or state = 'submitted' or state = 'signed' or state = 'corrected'),
 observation text, situation text, issues text, feedback text, topic text,
 satisfied @BOOL(satisfied), entered_at @INT not null) @STRICT;
create index diary_entry_path on diary_entry (path, kind, day, minutes);
create index diary_entry_trainer on diary_entry (trainer, day, kind, minutes);
create index diary_entry_clock on diary_entry (trainer, starts_at, minutes)
 where starts_at is not null;
create index diary_entry_day on diary_entry (day, minutes);
create table diary_entry_participants (
 owner @INT not null references diary_entry, target @INT not null references person,
 primary key (owner, target)) @KEYED;
create index diary_entry_participants_target on diary_entry_participants (target, owner);

-- What refers to what: removing asks these, and the undo of an import removes many.
create index department_manager on department (manager) where manager is not null;
create index project_organisation on project (organisation) where organisation is not null;
create index person_department on person (department) where department is not null;
create index person_supervisor on person (supervisor) where supervisor is not null;
create index role_organisation on role (organisation) where organisation is not null;
create index setting_organisation on setting (organisation) where organisation is not null;
create index form_organisation on form (organisation) where organisation is not null;
create index application_reviewer on application (reviewer) where reviewer is not null;
create index response_respondent on response (respondent) where respondent is not null;
create index path_department on path (department) where department is not null;
create index path_project on path (project) where project is not null;
create index path_contact on path (contact) where contact is not null;
create index step_responsible on step (responsible) where responsible is not null;

-- What was done, by whom, and what stood there before.
create table command (
 id @ID, at @INT not null, uid @INT not null, login text, person @INT, program text not null,
 verb text not null, undoes @INT references command, changes @INT not null, import_name text,
 import_hash text, rows_read @INT, rows_added @INT, rows_updated @INT, rows_unchanged @INT,
 rows_rejected @INT, reason text, previous_hash text not null, hash text not null) @STRICT;
create index command_undoes on command (undoes) where undoes is not null;
create table change (
 command @INT not null, seq @INT not null, record @INT not null, target @INT not null,
 op @INT not null check (op between 1 and 3), columns text,
 -- so many records before target have their change in this row, too: an import adds in runs
 more @INT not null default 0 check (more between 0 and 1023),
 primary key (command, seq)) @KEYED;
create index change_target on change (record, target, command);
create index change_run on change (record, target) where more > 0;
create table history (
 command @INT not null, seq @INT not null, name text not null, old text,
 primary key (command, seq, name)) @KEYED;
