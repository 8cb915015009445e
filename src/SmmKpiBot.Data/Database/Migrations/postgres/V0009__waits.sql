-- Who waits now, kept by every delivery; made of messages, closures and keys alone, so it can be made anew at any time.
create table open_wait (
    account_id bigint not null references account (id) on delete cascade,
    conversation text not null,
    client_id bigint not null references client (id) on delete cascade,
    -- The message that began it.
    message_id text not null,
    kind bigint not null,
    first_of_episode bigint not null,
    began_at bigint not null,
    observed_at bigint not null,
    -- After that it is too old to count as waiting.
    until_at bigint not null,
    -- Null where no answer is promised.
    nudge_at bigint,
    due_at bigint,
    escalate_at bigint,
    -- What was decided about notices: 0 nothing, 1 at risk, 2 late, 3 escalated; and when to decide next.
    stage bigint not null default 0,
    next_at bigint,
    primary key (account_id, conversation)
);

create index open_wait_longest on open_wait (client_id, began_at);
create index open_wait_next on open_wait (next_at) where next_at is not null;

-- Who said "mine".
create table wait_taken (
    account_id bigint not null references account (id) on delete cascade,
    conversation text not null,
    message_id text not null,
    user_id bigint not null,
    name text not null,
    taken_at bigint not null,
    primary key (account_id, conversation, message_id)
);

-- What chats were told of a wait. One message of Telegram, known by its key, may tell of several waits.
create table wait_notice (
    account_id bigint not null references account (id) on delete cascade,
    conversation text not null,
    message_id text not null,
    chat_id bigint not null,
    thread_id bigint not null,
    client_id bigint not null references client (id) on delete cascade,
    key text not null,
    stage bigint not null,
    kind bigint not null,
    first_of_episode bigint not null,
    began_at bigint not null,
    due_at bigint not null,
    nudged_at bigint,
    -- Null while it is open. Outcome: 0 open, 1 answered, 2 answered elsewhere, 3 needs no answer, 4 the brand reacted, 5 taken back.
    ended_at bigint,
    outcome bigint not null default 0,
    ended_by text,
    -- Somebody asked to be reminded then.
    remind_at bigint,
    primary key (account_id, conversation, message_id, chat_id, thread_id)
);

create index wait_notice_key on wait_notice (key);
create index wait_notice_remind on wait_notice (remind_at) where remind_at is not null;

-- The version of the client that its open waits were made of.
create table waits_known (
    client_id bigint primary key references client (id) on delete cascade,
    version bigint not null
);
