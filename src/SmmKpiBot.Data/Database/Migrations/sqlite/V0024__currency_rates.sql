-- What a unit of a currency was worth in hryvnias, as somebody said it and when. Nothing is overwritten: the latest saying of a day counts, one by hand before a bank's.
create table currency_rate (
    currency text not null,
    day integer not null,
    origin text not null check (origin in ('hand', 'nbu')),
    observed_at integer not null,
    -- Hryvnias of one unit, in billionths; null takes back what was said by hand.
    rate_nanos integer check (rate_nanos > 0),
    primary key (currency, day, origin, observed_at)
) without rowid;

-- The feed of a bank's rates: when it is asked next, and how it fares.
create table rate_feed (
    id integer primary key check (id = 1),
    next_at integer not null,
    good_at integer,
    failures integer not null default 0,
    failing_since integer,
    problem text,
    reason text,
    -- Since when operators know that it fails; null when they know of no trouble.
    told_at integer
) without rowid;

-- The bank was asked for all days of a currency from this one on.
create table rate_history (
    currency text primary key,
    from_day integer not null
) without rowid;
