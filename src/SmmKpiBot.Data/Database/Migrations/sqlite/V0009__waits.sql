-- Who waits now, kept by every delivery; made of messages, closures and keys alone, so it can be made anew at any time.
create table open_wait (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    client_id integer not null references client (id) on delete cascade,
    -- The message that began it.
    message_id text not null,
    kind integer not null,
    first_of_episode integer not null,
    began_at integer not null,
    observed_at integer not null,
    -- After that it is too old to count as waiting.
    until_at integer not null,
    -- Null where no answer is promised.
    nudge_at integer,
    due_at integer,
    escalate_at integer,
    -- What was decided about notices: 0 nothing, 1 at risk, 2 late, 3 escalated; and when to decide next.
    stage integer not null default 0,
    next_at integer,
    primary key (account_id, conversation)
) without rowid;

create index open_wait_longest on open_wait (client_id, began_at);
create index open_wait_next on open_wait (next_at) where next_at is not null;

-- Who said "mine".
create table wait_taken (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    message_id text not null,
    user_id integer not null,
    name text not null,
    taken_at integer not null,
    primary key (account_id, conversation, message_id)
) without rowid;

-- What chats were told of a wait. One message of Telegram, known by its key, may tell of several waits.
create table wait_notice (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    message_id text not null,
    chat_id integer not null,
    thread_id integer not null,
    client_id integer not null references client (id) on delete cascade,
    key text not null,
    stage integer not null,
    kind integer not null,
    first_of_episode integer not null,
    began_at integer not null,
    due_at integer not null,
    nudged_at integer,
    -- Null while it is open. Outcome: 0 open, 1 answered, 2 answered elsewhere, 3 needs no answer, 4 the brand reacted, 5 taken back.
    ended_at integer,
    outcome integer not null default 0,
    ended_by text,
    -- Somebody asked to be reminded then.
    remind_at integer,
    primary key (account_id, conversation, message_id, chat_id, thread_id)
) without rowid;

create index wait_notice_key on wait_notice (key);
create index wait_notice_remind on wait_notice (remind_at) where remind_at is not null;

-- The version of the client that its open waits were made of.
create table waits_known (
    client_id integer primary key references client (id) on delete cascade,
    version integer not null
) without rowid;
