-- Doors for messages from elsewhere: tokens of POST /api/messages, credentials of networks, and connected inboxes of Chatwoot.

create table api_token (
    id integer primary key autoincrement,
    account_id integer not null references account (id) on delete cascade,
    -- SHA-256 of the token: it is random in full, so the hash cannot be searched backwards.
    token_hash text not null unique,
    created_at integer not null,
    revoked_at integer
);

create index api_token_account on api_token (account_id);

-- Encrypted for client, account and field; the keys are outside the database.
create table credential (
    account_id integer not null references account (id) on delete cascade,
    field text not null,
    ciphertext text not null,
    stored_at integer not null,
    primary key (account_id, field)
) without rowid;

create table chatwoot_inbox (
    account_id integer primary key references account (id) on delete cascade,
    base_url text not null,
    chatwoot_account integer not null,
    -- Null takes all inboxes of the Chatwoot account.
    inbox integer,
    -- SHA-256 of the last part of the webhook's path.
    hook_hash text not null unique,
    -- 1: deliveries without a signature are taken, from servers that send none.
    is_unsigned integer not null,
    connected_at integer not null,
    -- Everything that changed before this instant has been read.
    read_until integer not null,
    next_read_at integer not null,
    -- Until then one process reads it.
    lease_until integer not null default 0,
    failures integer not null default 0,
    -- What is wrong now; null when the last reading went well.
    problem text,
    delivered_at integer
) without rowid;

create index chatwoot_inbox_next on chatwoot_inbox (next_read_at);

-- Deliveries that were taken, for as long as one can come again.
create table chatwoot_delivery (
    account_id integer not null references account (id) on delete cascade,
    delivery_id text not null,
    received_at integer not null,
    primary key (account_id, delivery_id)
) without rowid;

create index chatwoot_delivery_received on chatwoot_delivery (received_at);

-- Labels that mean a conflict, as they were at the latest change of their conversation.
create table chatwoot_label (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    label text not null,
    is_on integer not null,
    at integer not null,
    primary key (account_id, conversation, label)
) without rowid;
