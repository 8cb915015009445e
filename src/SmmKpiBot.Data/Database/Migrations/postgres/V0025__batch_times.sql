-- The rhythm of an account is read from when its last deliveries were observed, without looking at all that there ever were.
create index batch_observed on batch (account_id, observed_at) where completed_at is not null and undone_at is null;
