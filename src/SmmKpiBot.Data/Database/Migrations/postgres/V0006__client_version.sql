-- Counts the changes of a client's facts, keys and accounts: an answer that was made for a version is right as long as the version stands.
alter table client add column version bigint not null default 0;
