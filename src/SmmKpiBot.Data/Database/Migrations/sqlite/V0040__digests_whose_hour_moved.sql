-- The day, hour and zone a digest had when they were last looked at, and when they were seen to have changed: of what is due since before then the bot missed nothing.
alter table digest_subscription add column schedule text not null default '';
alter table digest_subscription add column changed_at integer;
