-- What is needed to ask a customer how a conflict was resolved.

-- The message of the customer that a conflict was opened from, where one is known.
alter table conflict_case add column message_id text;

-- Chats of business accounts with customers, as far as the bot could write there: what the outbox keeps is the id of the row, not Telegram's number of the
-- person. That number is encrypted, and gone when nothing can be written there any more.
create table customer_chat (
    id integer primary key autoincrement,
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    connection_id text not null,
    address text,
    -- When the customer last wrote: Telegram lets a bot write for a day after that.
    heard_at integer not null,
    forget_at integer not null,
    unique (account_id, conversation)
);

create index customer_chat_forget on customer_chat (forget_at);
