-- Accounts that were disconnected before that was written down: they were collected (origin 1) and are not any more. When is not known; they owe nothing since they last told something.
-- An account whose messages still come, or are sent by somebody with a token, is not collected: of it nobody can say that it was disconnected.
update account set disconnected_at = (
    select max(b.observed_at) from batch b where b.account_id = account.id and b.origin = 1 and b.completed_at is not null and b.undone_at is null)
where disconnected_at is null
    and not exists (select 1 from account_connection c where c.account_id = account.id)
    and not exists (select 1 from chatwoot_inbox i where i.account_id = account.id)
    and not exists (select 1 from telegram_feed f where f.account_id = account.id and f.state = 1)
    and not exists (select 1 from live_feed f where f.account_id = account.id and f.closed_at is null)
    and not exists (select 1 from api_token t where t.account_id = account.id);

update client set version = version + 1 where id in (select client_id from account where disconnected_at is not null);
