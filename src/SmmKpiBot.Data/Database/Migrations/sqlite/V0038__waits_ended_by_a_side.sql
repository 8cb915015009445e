-- Whose people answered, where that is known: of a client that answers together with the agency its own answers are told as such.
alter table wait_notice add column ended_by_side integer not null default 0;
