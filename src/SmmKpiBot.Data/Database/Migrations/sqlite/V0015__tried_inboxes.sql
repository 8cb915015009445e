-- When an inbox was last read, whatever came of it: every try counts for the alert that it cannot be read.
alter table chatwoot_inbox add column tried_at integer;
