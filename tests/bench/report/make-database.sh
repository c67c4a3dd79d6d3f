#!/bin/sh
# make-database.sh DATABASE [PATHS [ENTRIES]]: a database for measuring reports.
#
# 10,000 paths of 5 participants and 13 steps each, 1,000,000 diary entries over one year as they come
# in (paths mixed, one to two participants each), two checklists a path.  No chance in it: the same
# database every time.  Needs qser-admin in PATH, and sqlite3.
set -eu

db=$1
paths=${2:-10000}
entries=${3:-1000000}

qser-admin --db "$db" init
sqlite3 -bail "$db" <<SQL
pragma synchronous = off;
pragma cache_size = -200000;
begin;
insert into organisation (id, code, name, name_key, kind)
 with recursive n(i) as (select 1 union all select i + 1 from n where i < 20)
 select i, 'org-' || i, 'Organisation ' || i, 'organisation ' || i, 'municipality' from n;
insert into person (id, code, name, name_key, origin)
 with recursive n(i) as (select 1 union all select i + 1 from n where i < 500 + 5 * $paths)
 select i, 'p' || i, 'Person Number ' || i, 'person number ' || i, 'in-house' from n;
insert into path (id, code, title, organisation, trainer, audience, participants_planned, hours, starts,
  ends, state)
 with recursive n(i) as (select 1 union all select i + 1 from n where i < $paths)
 select i, 'path-' || i, 'Positive and informed customer service ' || i, 1 + i % 20, 1 + i % 500,
  'group', 5 + (i % 7 = 0), 12000, '2026-01-07', '2026-12-18', 'running' from n;
insert into participant (path, person, hours)
 with recursive n(i) as (select 0 union all select i + 1 from n where i < 5 * $paths - 1)
 select 1 + i / 5, 501 + i, case when i % 5 = 0 then 3000 end from n;
insert into step (path, number, title, state)
 with recursive n(i) as (select 0 union all select i + 1 from n where i < 13 * $paths - 1)
 select 1 + i / 13, 1 + i % 13, 'Step number ' || (1 + i % 13) || ' of the path',
  case when i % 13 < 8 then 'done' else 'open' end from n;
insert into diary_entry (id, path, trainer, day, minutes, kind, note, state, entered_at)
 with recursive n(i) as (select 1 union all select i + 1 from n where i < $entries),
 m as (select i, 1 + (i * 7919) % $paths as path from n)
 select i, path, 1 + path % 500, date('2026-01-01', '+' || (i * 365 / ($entries + 1)) || ' days'),
  15 + (i * 31) % 106, case (i / $paths + i) % 8 when 0 then 'reflection' when 1 then 'discussion' when 2 then 'travel'
  when 3 then 'workshop' else 'shadowing' end, 'what was seen and said in session ' || i, 'submitted',
  1767225600 + i * 30 from m;
insert into diary_entry_participants (owner, target)
 select id, 501 + (path - 1) * 5 + (id / $paths) % 5 from diary_entry
 union all
 select id, 501 + (path - 1) * 5 + (id / $paths + 2) % 5 from diary_entry where id % 3 = 0;
insert into form (id, code, title, purpose) values (1000, 'bench', 'Checklist', 'checklist');
insert into form_version (id, form, revision, state) values (1000, 1000, '1.0', 'active');
insert into section (id, version, position, code, title) values (1000, 1000, 1, 'a', 'A');
insert into item (section, position, code, question, kind, required)
 with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
 select 1000, i, 'q' || i, 'Question ' || i, 'yes-no', 1 from n;
insert into response (id, form, version, revision, subject, path, day, occasion, state, entered_at)
 with recursive n(i) as (select 0 union all select i + 1 from n where i < 2 * $paths - 1)
 select 1 + i, 1000, 1000, '1.0', 501 + (i / 2) * 5, 1 + i / 2, case i % 2 when 0 then '2026-01-10' else '2026-11-10' end,
  case i % 2 when 0 then 'before' else 'after' end, 'complete', 1767225600 + i from n;
insert into answer (response, item, value)
 select r.id, 'q' || n.i, case when (r.id * 7 + n.i * 3) % 10 < 4 + r.id % 2 * 4 then 'yes' else 'no' end
 from response r, (select 1 i union all select 2 union all select 3 union all select 4 union all select 5
  union all select 6 union all select 7 union all select 8 union all select 9 union all select 10) n;
commit;
SQL
