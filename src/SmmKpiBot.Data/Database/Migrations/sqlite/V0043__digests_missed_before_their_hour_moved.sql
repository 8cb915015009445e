-- The day, hour and zone before that change: a digest that was missed by them already is no more sent for the change.
alter table digest_subscription add column former_schedule text not null default '';
