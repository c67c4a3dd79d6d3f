-- hostile.sql: databases that mean harm.  "-- what" begins one: the statements below it are run on a
-- good one, with a connection that has no settings, and defensive off.
-- a view in the place of a table
drop index person_name; alter table person rename to p;
create view person as select * from p;
-- a view that never ends in the place of a table
alter table person rename to p;
create view person as with recursive n (i) as (select 1 union all select i from n) select i as id, i as name from n;
-- a view that is not asked for
create view v as select count(*) from person, person, person, person, person, person, person;
-- a trigger that removes
create trigger t after insert on person begin delete from diary_entry; end;
-- a trigger that never ends
create trigger t after update on person begin
 insert into holiday (day, name) with recursive n (i) as (select 1 union all select i from n) select i, i from n; end;
-- a trigger that calls itself
pragma recursive_triggers = on;
create trigger t after insert on command begin insert into command select id + 1, at, uid, login, person, program, verb, undoes,
 changes, import_name, import_hash, rows_read, rows_added, rows_updated, rows_unchanged, rows_rejected, reason, previous_hash,
 hash from command where id = new.id; end;
-- a trigger on a removal that keeps it
create trigger t before delete on path begin select raise(ignore); end;
-- a check that reads another table
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text check ((select count(*) from command) > 0)') where name = 'person';
-- a check that never ends
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text check (replace(hex(zeroblob(4000)), ''00'', ''a'') not like ''%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b'')') where name = 'person';
-- a check that never ends, of the change log
update sqlite_schema set sql = replace(sql, 'program text not null', 'program text not null check (replace(hex(zeroblob(4000)), ''00'', ''a'') not like ''%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b'')') where name = 'command';
-- a check that takes all memory
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text check (length(printf(''%*d'', 900000000, 1)) > 0)') where name = 'person';
-- a check that fails always
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text check (0)') where name = 'person';
-- a check that cannot be computed
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text check (abs(-9223372036854775807 - 1) > 0)') where name = 'person';
-- a check that calls what is not there
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text check (load_extension(''/tmp/x.so'') is null)') where name = 'person';
-- a computed column that never ends
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text as (replace(hex(zeroblob(4000)), ''00'', ''a'') like ''%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b'')') where name = 'person';
-- a computed column that takes all memory
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text as (printf(''%*d'', 900000000, 1))') where name = 'person';
-- a computed column in the place of a note
update sqlite_schema set sql = replace(sql, 'note text', 'note text as (name)') where name = 'person';
-- a computed column beside
alter table person add column g text as (replace(hex(zeroblob(4000)), '00', 'a') like '%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b');
-- an index on what never ends
update sqlite_schema set sql = 'create index person_name on person (replace(hex(zeroblob(4000)), ''00'', ''a'') like ''%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b'')' where name = 'person_supervisor';
-- an index on what cannot be computed
update sqlite_schema set sql = 'create index person_supervisor on person (abs(-9223372036854775807 - 1 + 0 * id))' where name = 'person_supervisor';
-- an index on part of the rows, chosen by what never ends
update sqlite_schema set sql = 'create index person_supervisor on person (supervisor) where replace(hex(zeroblob(4000)), ''00'', ''a'') like ''%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b''' where name = 'person_supervisor';
-- an index with a foreign collation
update sqlite_schema set sql = replace(sql, '(', '(') || ' ' where name = 'person_supervisor';
update sqlite_schema set sql = 'create index person_supervisor on person (supervisor collate klingon)' where name = 'person_supervisor';
-- a virtual table beside
create virtual table v using fts5(a);
-- a virtual table in the place of one
alter table person rename to p; create virtual table person using fts5(id, name);
-- a virtual table of a module that is not there
insert into sqlite_schema values ('table', 'v', 'v', 0, 'create virtual table v using csv(filename=''/etc/passwd'')');
-- a virtual table that reads memory, in the place of one
alter table person rename to p;
insert into sqlite_schema values ('table', 'person', 'person', 0, 'create virtual table person using dbstat');
-- a column missing
alter table person drop column job_title;
-- a column of another type
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title integer') where name = 'person';
-- a column with another name
alter table person rename column phone to telephone;
-- a column more
alter table person add column nickname text default 'x';
-- a table missing
drop table history;
-- the change log missing
drop table change; drop table command;
-- a table with no strict types
update sqlite_schema set sql = replace(replace(sql, ') strict', ')'), char(10) || ' strict', '') where type = 'table';
-- an index missing
drop index diary_entry_path; drop index diary_entry_trainer;
-- a table whose rows are those of another
update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'command') where name = 'person';
-- a table whose rows are the schema
update sqlite_schema set rootpage = 1 where name = 'person';
-- a table whose rows are behind the end
update sqlite_schema set rootpage = 99999999 where name = 'person';
-- a table whose rows are an index
update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'diary_entry_path') where name = 'person';
-- an index whose entries are those of another
update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'diary_entry_day') where name = 'diary_entry_path';
-- a schema that is another statement
update sqlite_schema set sql = 'drop table person' where name = 'person';
-- a schema that is a number
update sqlite_schema set sql = 7 where name = 'person';
-- a schema that is nothing
update sqlite_schema set sql = null where name = 'person';
-- a schema of a megabyte
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text default (''' || replace(hex(zeroblob(500000)), '00', 'xx') || ''')') where name = 'person';
-- a schema as deep as can be
update sqlite_schema set sql = replace(sql, 'job_title text', 'job_title text check (' || replace(hex(zeroblob(900)), '00', '(') || '1' || replace(hex(zeroblob(900)), '00', ')') || ')') where name = 'person';
-- a table that is there twice
insert into sqlite_schema select type, name, tbl_name, rootpage, sql from sqlite_schema where name = 'person';
-- minutes below zero, and more than there are
pragma ignore_check_constraints = on;
update diary_entry set minutes = -9223372036854775807 - 1 where id = 1;
update diary_entry set minutes = 9223372036854775807 where id = 2;
update diary_entry set minutes = 9223372036854775807 where id = 3;
-- moments beyond all years
update command set at = 9223372036854775807 where id = 1;
update diary_entry set starts_at = 9223372036854775807, zone = 'Europe/Athens' where id = 1;
update diary_entry set starts_at = -9223372036854775807 - 1, zone = 'Europe/Athens' where id = 2;
update diary_entry set entered_at = 9223372036854775807;
-- zones that lead elsewhere
update diary_entry set starts_at = 1, zone = '../../../../etc/passwd' where id = 1;
update diary_entry set starts_at = 1, zone = '/dev/zero' where id = 2;
update diary_entry set starts_at = 1, zone = replace(hex(zeroblob(50000)), '00', 'x') where id = 3;
insert into setting (name, value) values ('zone', '/dev/zero');
-- days that are none
pragma ignore_check_constraints = on;
update diary_entry set day = '' where id = 1;
update diary_entry set day = '9999-99-99' where id = 2;
update diary_entry set day = '-4712-01-01x' where id = 3;
update path set starts = '2026-02-30', ends = '0000-00-00';
update holiday set day = 'x';
-- days at both ends of time
update diary_entry set day = '0001-01-01' where id = 1; update diary_entry set day = '9999-12-31' where id = 2;
update path set starts = '0001-01-01', ends = '9999-12-31'; update participant set joined = '0001-01-01';
update slot set day = '0001-01-01' where id = 1; update slot set day = '9999-12-31' where id = 2;
update workshop set day = '9999-12-31'; update meeting set day = '0001-01-01'; update holiday set day = '9999-12-31';
update encounter set day = '0001-01-01' where id = 1; update pair set starts = '0001-01-01', proposed = '0001-01-01'; update action set due = '0001-01-01';
update application set submitted_at = -62135596800; update training set completed = '0001-01-01'; update contract set starts = '0001-01-01', ends = '9999-12-31';
-- words that are none
pragma ignore_check_constraints = on;
update diary_entry set kind = 'flying', state = 'asleep'; update path set state = ''; 
update application set state = 'x'; update pair set state = 'x'; update mentor set status = 'x'; update mentee set status = 'x';
update step set state = 'x'; update step set number = 99 where id = 1; update slot set state = 'x'; update workshop set state = 'x';
-- references to nobody
update diary_entry set trainer = 999999; update path set trainer = -1; update participant set person = 0 where id = 1;
update person set supervisor = 999999, department = 9223372036854775807;
-- references in a circle
update person set supervisor = id; update department set manager = 1;
-- ids at the end of all
update person set id = 9223372036854775807 where id = 1;
update command set id = 9223372036854775807 where id = (select max(id) from command);
-- ids below zero
update person set id = -id; update path set id = -9223372036854775807 - 1 where id = 1; update diary_entry set id = -id;
-- text that is none
update person set name = cast(x'ff80c0afedbfbf00' as text), note = cast(x'c328a0a1' as text), name_key = cast(x'80' as text);
update diary_entry set note = cast(x'f0288cbc' as text); update path set title = cast(x'fe' as text), code = code || cast(x'00ff' as text);
-- text with an end in it
update person set name = 'a' || char(0) || 'b', code = code || char(0), email = char(0); update path set code = code || char(0) || 'x';
-- text that moves the cursor
update person set name = char(27) || '[2J' || char(0x202e) || 'x', code = char(10) || ',"' || id, email = 'a@b' || char(13) || char(10) || 'Bcc: x@y';
update path set title = '<script>alert(1)</script>', code = '../../x' || id; update organisation set name = '=1+1';
-- text of ten megabytes
update person set note = replace(hex(zeroblob(5000000)), '00', 'xx') where id = 1;
update diary_entry set note = replace(hex(zeroblob(5000000)), '00', char(0x301)) where id = 1;
-- blobs where text belongs
update sqlite_schema set sql = replace(replace(sql, ') strict', ')'), char(10) || ' strict', '') where type = 'table';
pragma writable_schema = reset;
pragma ignore_check_constraints = on;
update person set name = x'00ff', code = cast(id as blob), email = zeroblob(100), note = zeroblob(1000000); update path set title = x'00', code = id;
update diary_entry set minutes = 'many', day = 7, note = zeroblob(10), trainer = 'x', starts_at = 'x', zone = 1.5;
update command set program = x'00', hash = 7, previous_hash = x'', changes = 'x'; update change set target = 'x', op = 2.5;
update setting set value = x'00'; update form_version set revision = 'x'; update item set kind = x'00', code = id;
-- nothing where something must be
update sqlite_schema set sql = replace(sql, 'not null', '') where type = 'table';
pragma writable_schema = reset;
pragma ignore_check_constraints = on;
update person set name = null, name_key = null; update path set title = null, code = null, state = null, organisation = null;
update diary_entry set minutes = null, day = null, trainer = null, kind = null, state = null, entered_at = null;
update command set program = null, verb = null, hash = null, previous_hash = null, at = null; update change set columns = null;
update application set name = null, state = null; update form set code = null; update item set code = null, kind = null, question = null;
update form_version set revision = null; update response set version = null; update answer set item = null;
update slot set person = null, day = null; update step set number = null, state = null; update setting set name = null;
-- settings that are none
insert into setting (name, value) values ('day-order', 'sideways'), ('nothing', 'x'), ('gate-contract', ''), ('language', '%s%n');
update setting set value = '99999999999999999999';
-- conditions of items in a circle
update item set shown_if = code || '=yes';
-- a change log that undoes what is not there
update command set undoes = id; update change set target = 0, record = 99; update change set more = 1023;
-- a change log of records that no program knows
update change set record = 2147483648 + record; update or ignore history set name = 'rowid'; insert into history select command, seq, 'x', 'y' from change;
-- a change log with old values that are none
update history set old = cast(x'ff' as text); update or ignore history set name = 'id'; update change set op = 3 where op = 1;
-- a change log that is very long
insert into change select 1, seq + 100000, record, target + 99999999, 2, 'name', 1023 from change where command = 1;
-- a change of more records than there can be
pragma ignore_check_constraints = on; update change set more = 9223372036854775807;
-- a change of fewer records than one
pragma ignore_check_constraints = on; update change set more = -9223372036854775807 - 1;
-- an older schema that it is not
pragma user_version = 3;
-- no schema at all
pragma user_version = 0;
-- a schema below zero
pragma user_version = -1;
-- a newer schema
pragma user_version = 9999;
-- another program's
pragma application_id = 0x47504b47;
-- of SQLite's write-ahead log
pragma journal_mode = wal;
-- with pages that are put in order
pragma auto_vacuum = 1; vacuum;
-- with pages of 512 bytes
pragma page_size = 512; vacuum;
-- with pages of 64 KiB
pragma page_size = 65536; vacuum;
-- of an own collation of words, in UTF-16
create table keep as select * from person;
-- with statistics that lie
analyze; update sqlite_stat1 set stat = '1 1 1 1 1 1 1'; insert into sqlite_stat1 values ('person', 'person_name', 'unordered sz=9223372036854775807');
-- with a sequence that is at its end
create table s (id integer primary key autoincrement); insert into s values (9223372036854775807);
