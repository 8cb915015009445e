-- Conflicts with customers that the team keeps a record of. What became of one is what its events say, in their order.

-- What kind of fact an open feed observes: messages of an account, or the conflicts of a ledger.
alter table live_feed add column kind text not null default 'messages';

create table conflict_case (
    id integer primary key autoincrement,
    -- The ledger is an account of the client, as its facts need one to belong to.
    ledger_id integer not null references account (id) on delete cascade,
    -- Where the customer wrote, or the ledger itself; null when that account is gone.
    account_id integer references account (id) on delete set null,
    conversation text,
    opened_at integer not null,
    -- As the events say; kept beside them for lists and for the rule of one open case a conversation.
    resolved_at integer,
    link text,
    -- First words of the customer; gone when it is resolved unless the owner keeps texts.
    words text
);

create unique index conflict_case_open on conflict_case (account_id, conversation) where resolved_at is null;
create index conflict_case_ledger on conflict_case (ledger_id, resolved_at, opened_at);

create table conflict_event (
    id integer primary key autoincrement,
    case_id integer not null references conflict_case (id) on delete cascade,
    -- 0 opened, 1 resolved, 2 reopened, 3 somebody took it, 4 note, 5 rating of the customer.
    kind integer not null,
    at integer not null,
    -- A label of an inbox may be learned of later than it was put on.
    recorded_at integer not null,
    user_id integer,
    name text,
    text text,
    value integer
);

create index conflict_event_case on conflict_event (case_id, id);

-- Words that hint at a conflict, where a client differs from the list that comes with the program: 1 added, 0 taken off.
create table conflict_word (
    client_id integer not null references client (id) on delete cascade,
    word text not null,
    is_on integer not null,
    primary key (client_id, word)
) without rowid;

-- A conversation is suggested once a day; of its texts nothing is kept here.
create table conflict_suggestion (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    day integer not null,
    primary key (account_id, conversation, day)
) without rowid;

create index conflict_suggestion_day on conflict_suggestion (day);

-- A text that the bot has asked somebody for.
create table awaited_text (
    chat_id integer not null,
    thread_id integer not null,
    user_id integer not null,
    -- Who gets it, and what for.
    action text not null,
    client_id integer references client (id) on delete cascade,
    argument text,
    expires_at integer not null,
    primary key (chat_id, thread_id, user_id)
) without rowid;
