-- What a unit of a currency was worth in hryvnias, as somebody said it and when. Nothing is overwritten: the latest saying of a day counts, one by hand before a bank's.
create table currency_rate (
    currency text not null,
    day bigint not null,
    origin text not null check (origin in ('hand', 'nbu')),
    observed_at bigint not null,
    -- Hryvnias of one unit, in billionths; null takes back what was said by hand.
    rate_nanos bigint check (rate_nanos > 0),
    primary key (currency, day, origin, observed_at)
);

-- The feed of a bank's rates: when it is asked next, and how it fares.
create table rate_feed (
    id integer primary key check (id = 1),
    next_at bigint not null,
    good_at bigint,
    failures bigint not null default 0,
    failing_since bigint,
    problem text,
    reason text,
    -- Since when operators know that it fails; null when they know of no trouble.
    told_at bigint
);

-- The bank was asked for all days of a currency from this one on.
create table rate_history (
    currency text primary key,
    from_day bigint not null
);
