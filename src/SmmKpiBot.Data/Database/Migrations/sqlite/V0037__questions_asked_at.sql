-- When what led to the question had come: what a person wrote before that is no answer to it.
alter table awaited_text add column asked_at integer not null default 0;
