-- Messages as they happen: what needs no answer, who answered, what was deleted, and what people decided.

-- 1: the customer or the brand took the message away.
alter table message add column deleted bigint not null default 0;
-- Why an inbound message begins no wait by itself: 0 it may need an answer, 1 only emoji, 2 only thanks, 3 it is addressed to other people.
alter table message add column no_answer bigint not null default 0;
-- Who answered: 0 not known, 1 the agency, 2 the client.
alter table message add column answerer bigint not null default 0;

-- 0 somebody said that no answer is needed, 1 the brand reacted.
alter table wait_closure add column reason bigint not null default 0;
-- The staff member who said so.
alter table wait_closure add column closed_by text;

-- First words of an inbound message and where to find it, for the alert; gone when its wait has closed unless the owner keeps texts.
create table message_text (
    account_id bigint not null references account (id) on delete cascade,
    conversation text not null,
    message_id text not null,
    at bigint not null,
    words text,
    link text,
    primary key (account_id, conversation, message_id)
);

create index message_text_at on message_text (at);

-- Accounts whose messages come as they happen. While a feed is open, every day the bot is awake counts as observed.
create table live_feed (
    account_id bigint primary key references account (id) on delete cascade,
    opened_at bigint not null,
    closed_at bigint
);
