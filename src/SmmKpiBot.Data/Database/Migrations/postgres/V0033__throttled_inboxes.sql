-- Since when a server of Chatwoot allows no calls; read_until says only up to when its inbox was read, which may be long before.
alter table chatwoot_inbox add column throttled_at bigint;
