-- Instants are Unix microseconds, days are day numbers (0001-01-01 = 0), booleans 0/1, money micros of its currency.

create table client (
    id integer primary key autoincrement,
    slug text not null unique,
    name text not null,
    -- Slug, name and aliases folded for search: SQLite's own lower() leaves Cyrillic as it is.
    name_folded text not null
);

create table client_key (
    client_id integer not null references client (id) on delete cascade,
    key text not null,
    value text not null,
    primary key (client_id, key)
) without rowid;

create table account (
    id integer primary key autoincrement,
    client_id integer not null references client (id) on delete cascade,
    network text not null,
    name text not null,
    external_id text,
    unique (client_id, network, name)
);

-- One file or one collection run. Its facts are seen when completed_at is set and undone_at is not.
create table batch (
    id integer primary key autoincrement,
    account_id integer not null references account (id) on delete cascade,
    origin integer not null,
    observed_at integer not null,
    file_name text,
    content_hash text,
    layout text,
    row_count integer not null default 0,
    -- Until then the writer is taken to be alive; afterwards an uncompleted batch is swept.
    lease_until integer not null,
    completed_at integer,
    undone_at integer,
    -- 1 when the rows of an undone batch are gone.
    swept integer not null default 0
);

create index batch_account on batch (account_id, id);

create unique index batch_hash on batch (content_hash) where completed_at is not null and undone_at is null;

create index batch_open on batch (id) where completed_at is null or (undone_at is not null and swept = 0);

-- Metric and dimension of an account as one small number: rows of points are many.
create table series (
    id integer primary key autoincrement,
    account_id integer not null references account (id) on delete cascade,
    metric text not null,
    dimension text not null,
    unique (account_id, metric, dimension)
);

-- By day, as files and runs bring them: new rows go to the end of their account, and a period is one stretch of it.
create table metric_point (
    account_id integer not null references account (id) on delete cascade,
    day integer not null,
    series_id integer not null,
    batch_id integer not null,
    value integer,
    settles_at integer not null,
    primary key (account_id, day, series_id, batch_id)
) without rowid;

create table ad_day (
    account_id integer not null references account (id) on delete cascade,
    day integer not null,
    campaign text not null,
    batch_id integer not null,
    spend_micros integer,
    currency text,
    impressions integer,
    clicks integer,
    new_followers integer,
    settles_at integer not null,
    primary key (account_id, day, campaign, batch_id)
) without rowid;

create table traffic_day (
    account_id integer not null references account (id) on delete cascade,
    day integer not null,
    source text not null,
    medium text not null,
    campaign text not null,
    channel text not null,
    batch_id integer not null,
    sessions integer,
    users integer,
    engaged_sessions integer,
    engaged_seconds integer,
    page_views integer,
    purchases integer,
    signups integer,
    call_requests integer,
    other_conversions integer,
    converting_sessions integer,
    revenue_micros integer,
    currency text,
    settles_at integer not null,
    primary key (account_id, day, source, medium, campaign, channel, batch_id)
) without rowid;

create table post_observation (
    account_id integer not null references account (id) on delete cascade,
    post_id text not null,
    batch_id integer not null,
    published_at integer not null,
    type text,
    topic text,
    paid integer,
    url text,
    followers integer,
    reach integer,
    views integer,
    reactions integer,
    comments integer,
    shares integer,
    saves integer,
    link_clicks integer,
    primary key (account_id, post_id, batch_id)
) without rowid;

create index post_observation_published on post_observation (account_id, published_at, post_id);

create table message (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    message_id text not null,
    batch_id integer not null,
    at integer not null,
    direction integer not null,
    kind integer not null,
    author text,
    automatic integer not null,
    primary key (account_id, conversation, message_id, batch_id)
) without rowid;

create index message_at on message (account_id, at, conversation);

create table conflict (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    opened_at integer not null,
    batch_id integer not null,
    resolved_at integer,
    primary key (account_id, conversation, opened_at, batch_id)
) without rowid;

create table wait_closure (
    account_id integer not null references account (id) on delete cascade,
    conversation text not null,
    closed_at integer not null,
    primary key (account_id, conversation, closed_at)
) without rowid;

create table fact_kind (
    id integer primary key,
    name text not null unique
);

create table observed_span (
    account_id integer not null references account (id) on delete cascade,
    kind_id integer not null references fact_kind (id),
    to_day integer not null,
    from_day integer not null,
    batch_id integer not null,
    primary key (account_id, kind_id, to_day, from_day, batch_id)
) without rowid;
