-- Accounts that are collected from their networks: where they are there, who reads them at the moment, and how it goes.

create table account_connection (
    account_id integer primary key references account (id) on delete cascade,
    place_id text not null,
    place_name text not null,
    -- IANA zone of the network's day labels.
    zone text not null,
    currency text,
    -- JSON: whatever else the source has to know, what limits it, and under which names its secrets are stored.
    details text not null,
    remarks text not null,
    fields text not null,
    access_expires_at integer,
    connected_at integer not null,
    checked_at integer not null,
    -- Why nothing is read until somebody connects the account again; null while access is good.
    problem text,
    reason text,
    problem_since integer,
    -- Failures of readings one after the other, and until when the account is left alone for them.
    failures integer not null default 0,
    rest_until integer not null default 0,
    -- One run at a time over all processes. What a run writes, it writes under its fence, which the next run raises.
    owner text,
    fence integer not null default 0,
    lease_until integer not null default 0,
    heartbeat_at integer not null default 0
) without rowid;

-- A stream of an account: once for what is collected in its rhythm, once for its history.
create table collection_stream (
    account_id integer not null references account (id) on delete cascade,
    stream text not null,
    is_history integer not null,
    next_at integer not null,
    -- A reading that is under way or was broken off.
    from_day integer,
    to_day integer,
    cursor text,
    is_sweep integer not null default 0,
    -- All days up to this one were read; of history: all days back to this one.
    read_to_day integer,
    -- The last day of which any row was told.
    data_day integer,
    -- Of history: the last and the first day to be filled in.
    fill_from_day integer,
    fill_back_to_day integer,
    ran_at integer,
    good_at integer,
    swept_at integer,
    failures integer not null default 0,
    problem text,
    reason text,
    failing_since integer,
    -- Records that could not be read: in the last complete reading, and so far in the one under way.
    bad_records integer not null default 0,
    bad_so_far integer not null default 0,
    primary key (account_id, stream, is_history)
) without rowid;

create index collection_stream_next on collection_stream (is_history, next_at);

-- Metrics that a network refuses for an account; asked for again when the time has come.
create table refused_metric (
    account_id integer not null references account (id) on delete cascade,
    stream text not null,
    metric text not null,
    reason text not null,
    refused_at integer not null,
    retry_at integer not null,
    primary key (account_id, stream, metric)
) without rowid;

-- Records that were not what the network's description says, without texts, names and tokens. The newest ones are kept.
create table quarantined_record (
    account_id integer not null references account (id) on delete cascade,
    stream text not null,
    what text not null,
    sample text not null,
    first_at integer not null,
    last_at integer not null,
    times integer not null,
    primary key (account_id, stream, what)
) without rowid;

create table unknown_field (
    account_id integer not null references account (id) on delete cascade,
    field text not null,
    times integer not null,
    last_at integer not null,
    primary key (account_id, field)
) without rowid;

-- What limits the figures, in the words of the source.
create table collection_remark (
    account_id integer not null references account (id) on delete cascade,
    stream text not null,
    remark text not null,
    last_at integer not null,
    primary key (account_id, stream, remark)
) without rowid;

-- Shares of what networks allow, in millionths, by what they count by.
create table api_usage (
    key text primary key,
    used_ppm integer not null,
    reported_at integer not null,
    resets_at integer not null
) without rowid;
