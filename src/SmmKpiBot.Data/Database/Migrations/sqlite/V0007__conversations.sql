-- Messages as they happen: what needs no answer, who answered, what was deleted, and what people decided.

-- 1: the customer or the brand took the message away.
alter table message add column deleted integer not null default 0;
-- Why an inbound message begins no wait by itself: 0 it may need an answer, 1 only emoji, 2 only thanks, 3 it is addressed to other people.
alter table message add column no_answer integer not null default 0;
-- Who answered: 0 not known, 1 the agency, 2 the client.
alter table message add column answerer integer not null default 0;

-- 0 somebody said that no answer is needed, 1 the brand reacted.
alter table wait_closure add column reason integer not null default 0;
-- The staff member who said so.
alter table wait_closure add column closed_by text;

-- First words of an inbound message and where to find it, for the alert; gone when its wait has closed unless the owner keeps texts.
create table message_text (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    message_id text not null,
    at integer not null,
    words text,
    link text,
    primary key (account_id, conversation, message_id)
) without rowid;

create index message_text_at on message_text (at);

-- Accounts whose messages come as they happen. While a feed is open, every day the bot is awake counts as observed.
create table live_feed (
    account_id integer primary key references account (id) on delete cascade,
    opened_at integer not null,
    closed_at integer
) without rowid;
