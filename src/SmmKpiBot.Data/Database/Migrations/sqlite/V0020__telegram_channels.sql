-- What happens in measured channels (feeds of kind 4), as Telegram told it; facts are made of it every minute.

-- A message of a channel. Several of an album are one post.
create table telegram_post (
    feed_id integer not null references telegram_feed (id) on delete cascade,
    message_id integer not null,
    -- The first message of the album, else the message itself.
    post_id integer not null,
    album text,
    kind text not null,
    published_at integer not null,
    -- All reactions as of reacted_at; null = not known.
    reactions integer,
    reacted_at integer not null default 0,
    -- Messages under it in the discussion group; null where those are not measured.
    comments integer,
    -- Counts the changes, and those that facts know of.
    changed integer not null default 1,
    told integer not null default 0,
    primary key (feed_id, message_id)
);

create index telegram_post_album on telegram_post (feed_id, album);
create index telegram_post_post on telegram_post (feed_id, post_id);

-- A link into a channel that somebody gave a name: one advertisement.
create table telegram_link (
    id integer primary key autoincrement,
    feed_id integer not null references telegram_feed (id) on delete cascade,
    name text not null,
    unique (feed_id, name)
);

-- Somebody came or went. Members are known by keyed hashes.
create table telegram_move (
    feed_id integer not null references telegram_feed (id) on delete cascade,
    member text not null,
    at integer not null,
    joined integer not null,
    -- A joining before which the member was never seen.
    is_first integer not null,
    link_id integer references telegram_link (id) on delete cascade,
    -- Of the client's zone.
    day integer not null,
    primary key (feed_id, member, at, joined)
);

create index telegram_move_day on telegram_move (feed_id, day);
create index telegram_move_link on telegram_move (link_id);

-- Somebody asked to be let in by a link; forgotten once let in, or after a month.
create table telegram_request (
    feed_id integer not null references telegram_feed (id) on delete cascade,
    member text not null,
    link_id integer not null references telegram_link (id) on delete cascade,
    at integer not null,
    primary key (feed_id, member)
);

create index telegram_request_link on telegram_request (link_id);

-- Days of which there is something to tell.
create table telegram_day (
    feed_id integer not null references telegram_feed (id) on delete cascade,
    day integer not null,
    -- The bot was awake and an administrator on it.
    is_heard integer not null,
    changed integer not null,
    told integer not null,
    primary key (feed_id, day)
);
