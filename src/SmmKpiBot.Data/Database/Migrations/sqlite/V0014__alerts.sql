-- Alerts: what is watched, where each watched thing stands, what happened, and what chats were told of it.

-- Rules people made or changed; a row with the id of a built-in rule stands in its place. A deleted one stays, so that history can name it.
create table alert_rule (
    id text primary key,
    client_id integer references client (id) on delete cascade,
    -- The general rule that this client's own one stands in for.
    replaces text,
    enabled integer not null,
    version integer not null,
    spec text not null,
    author text,
    changed_at integer not null,
    deleted integer not null default 0
) without rowid;

create index alert_rule_client on alert_rule (client_id);

-- Where one subject stands; no row = as at the beginning. revision: whoever writes must have read the one before.
create table alert_state (
    fingerprint text primary key,
    client_id integer references client (id) on delete cascade,
    -- 0 normal, 1 pending, 2 firing, 3 recovering.
    condition integer not null,
    episode_id text,
    revision integer not null,
    body text not null
) without rowid;

create index alert_state_client on alert_state (client_id);
create index alert_state_open on alert_state (episode_id) where condition >= 2;

-- Every transition, with its reason.
create table alert_event (
    id integer primary key autoincrement,
    client_id integer references client (id) on delete cascade,
    rule_id text not null,
    fingerprint text not null,
    episode_id text,
    kind integer not null,
    at integer not null,
    body text not null
);

create index alert_event_client on alert_event (client_id, at);
create index alert_event_episode on alert_event (episode_id);
create index alert_event_at on alert_event (at);

-- Episodes that are over: the last state and the event that ended it.
create table alert_episode (
    id text primary key,
    client_id integer references client (id) on delete cascade,
    rule_id text not null,
    ended_at integer not null,
    state text not null,
    ending text not null
) without rowid;

create index alert_episode_client on alert_episode (client_id);
create index alert_episode_ended on alert_episode (ended_at);

-- What one chat was told of one episode. stage: 0 waiting, 1 held by quiet hours, 2 told, 3 done, 4 never told.
create table alert_notice (
    bound_chat_id integer not null references bound_chat (id) on delete cascade,
    episode_id text not null,
    client_id integer references client (id) on delete cascade,
    group_key text not null,
    stage integer not null,
    since integer not null,
    message_key text,
    told_at integer,
    told_severity integer,
    repeats integer not null,
    shown_kind integer not null,
    shown_by text,
    shown_until integer,
    primary key (bound_chat_id, episode_id)
) without rowid;

create index alert_notice_client on alert_notice (client_id);
create index alert_notice_episode on alert_notice (episode_id);
create index alert_notice_message on alert_notice (message_key);
create index alert_notice_open on alert_notice (bound_chat_id) where stage < 3;

-- When a chat was last told of a client's family of alerts.
create table alert_group (
    bound_chat_id integer not null references bound_chat (id) on delete cascade,
    group_key text not null,
    flushed_at integer not null,
    primary key (bound_chat_id, group_key)
) without rowid;

create table alert_silence (
    id text primary key,
    client_id integer references client (id) on delete cascade,
    rule_id text,
    account text,
    metric text,
    family integer,
    author text not null,
    reason text,
    from_at integer not null,
    until_at integer not null
) without rowid;

create index alert_silence_client on alert_silence (client_id);
create index alert_silence_until on alert_silence (until_at);

-- Quiet hours that differ from the usual ones, in minutes of the chat's day; equal ones = none.
create table chat_quiet (
    bound_chat_id integer primary key references bound_chat (id) on delete cascade,
    from_minute integer not null,
    to_minute integer not null
);

-- When the last cycle ended: a gap tells how long nobody looked.
create table heartbeat (
    id integer primary key,
    at integer not null
);
