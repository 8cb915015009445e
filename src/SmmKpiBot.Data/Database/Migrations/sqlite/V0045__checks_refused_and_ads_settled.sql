-- Looks at a place that were refused one after the other, and when it is looked at again: one refusal ends no access.
alter table account_connection add column refused_checks integer not null default 0;
alter table account_connection add column check_again_at integer not null default 0;

-- Days of ads were last read some hours before they settled, and stayed provisional: every account reads its days since it was connected once more.
update collection_stream set read_to_day = null, from_day = null, to_day = null, cursor = null, is_sweep = 0, bad_so_far = 0
where stream = 'ads' and is_history = 0 and fill_from_day is not null and account_id in (select id from account where network = 'meta-ads');
