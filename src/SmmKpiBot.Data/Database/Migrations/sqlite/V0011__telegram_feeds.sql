-- Where messages of customers come from in Telegram, and whose they are.

-- A business account, a group with a client, the comments of a channel, or its direct messages.
create table telegram_feed (
    id integer primary key autoincrement,
    -- 0 business account, 1 group with a client, 2 comments of a channel, 3 direct messages of a channel.
    kind integer not null,
    -- The owner of a business account; otherwise the chat, by its newest id.
    chat_id integer not null,
    -- A topic of a forum; 0 = none.
    thread_id integer not null,
    title text not null,
    -- 0 nobody has said whose it is, 1 measured, 2 switched off, 3 nobody's.
    state integer not null,
    account_id integer references account (id) on delete cascade,
    -- Messages that are older are not measured.
    since integer not null,
    -- How often the chat got a new id: its messages are counted anew then.
    generation integer not null default 0,
    -- The channel of comments and direct messages.
    channel_id integer,
    channel_name text,
    -- Who connected the bot.
    brought_by integer,
    -- Messages that came before somebody said whose they are. Nothing else is kept of them.
    missed integer not null default 0,
    unique (kind, chat_id, thread_id)
);

create index telegram_feed_chat on telegram_feed (chat_id);
create index telegram_feed_account on telegram_feed (account_id);

create table business_connection (
    id text primary key,
    feed_id integer not null references telegram_feed (id) on delete cascade,
    enabled integer not null
);

create index business_connection_feed on business_connection (feed_id);

-- To which conversation a message of a group belongs: for replies, reactions and edits. Kept for 90 days.
create table telegram_message (
    feed_id integer not null references telegram_feed (id) on delete cascade,
    message_id integer not null,
    thread_id integer not null,
    conversation text not null,
    inbound integer not null,
    at integer not null,
    primary key (feed_id, message_id)
);

create index telegram_message_thread on telegram_message (feed_id, thread_id, message_id);
create index telegram_message_at on telegram_message (at);

-- Which post the thread of comments is about, as the first message seen of it tells; empty = about none.
create table telegram_thread (
    feed_id integer not null references telegram_feed (id) on delete cascade,
    thread_id integer not null,
    key text not null,
    primary key (feed_id, thread_id)
);
