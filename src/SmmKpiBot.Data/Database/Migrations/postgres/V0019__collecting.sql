-- Accounts that are collected from their networks: where they are there, who reads them at the moment, and how it goes.

create table account_connection (
    account_id bigint primary key references account (id) on delete cascade,
    place_id text not null,
    place_name text not null,
    -- IANA zone of the network's day labels.
    zone text not null,
    currency text,
    -- JSON: whatever else the source has to know, what limits it, and under which names its secrets are stored.
    details text not null,
    remarks text not null,
    fields text not null,
    access_expires_at bigint,
    connected_at bigint not null,
    checked_at bigint not null,
    -- Why nothing is read until somebody connects the account again; null while access is good.
    problem text,
    reason text,
    problem_since bigint,
    -- Failures of readings one after the other, and until when the account is left alone for them.
    failures bigint not null default 0,
    rest_until bigint not null default 0,
    -- One run at a time over all processes. What a run writes, it writes under its fence, which the next run raises.
    owner text,
    fence bigint not null default 0,
    lease_until bigint not null default 0,
    heartbeat_at bigint not null default 0
);

-- A stream of an account: once for what is collected in its rhythm, once for its history.
create table collection_stream (
    account_id bigint not null references account (id) on delete cascade,
    stream text not null,
    is_history bigint not null,
    next_at bigint not null,
    -- A reading that is under way or was broken off.
    from_day bigint,
    to_day bigint,
    cursor text,
    is_sweep bigint not null default 0,
    -- All days up to this one were read; of history: all days back to this one.
    read_to_day bigint,
    -- The last day of which any row was told.
    data_day bigint,
    -- Of history: the last and the first day to be filled in.
    fill_from_day bigint,
    fill_back_to_day bigint,
    ran_at bigint,
    good_at bigint,
    swept_at bigint,
    failures bigint not null default 0,
    problem text,
    reason text,
    failing_since bigint,
    -- Records that could not be read: in the last complete reading, and so far in the one under way.
    bad_records bigint not null default 0,
    bad_so_far bigint not null default 0,
    primary key (account_id, stream, is_history)
);

create index collection_stream_next on collection_stream (is_history, next_at);

-- Metrics that a network refuses for an account; asked for again when the time has come.
create table refused_metric (
    account_id bigint not null references account (id) on delete cascade,
    stream text not null,
    metric text not null,
    reason text not null,
    refused_at bigint not null,
    retry_at bigint not null,
    primary key (account_id, stream, metric)
);

-- Records that were not what the network's description says, without texts, names and tokens. The newest ones are kept.
create table quarantined_record (
    account_id bigint not null references account (id) on delete cascade,
    stream text not null,
    what text not null,
    sample text not null,
    first_at bigint not null,
    last_at bigint not null,
    times bigint not null,
    primary key (account_id, stream, what)
);

create table unknown_field (
    account_id bigint not null references account (id) on delete cascade,
    field text not null,
    times bigint not null,
    last_at bigint not null,
    primary key (account_id, field)
);

-- What limits the figures, in the words of the source.
create table collection_remark (
    account_id bigint not null references account (id) on delete cascade,
    stream text not null,
    remark text not null,
    last_at bigint not null,
    primary key (account_id, stream, remark)
);

-- Shares of what networks allow, in millionths, by what they count by.
create table api_usage (
    key text primary key,
    used_ppm bigint not null,
    reported_at bigint not null,
    resets_at bigint not null
);
