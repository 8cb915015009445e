-- When a person ended the reading of an account: from then on nothing is missed of it, until it is connected again or tells something all the same.
alter table account add column disconnected_at integer;
