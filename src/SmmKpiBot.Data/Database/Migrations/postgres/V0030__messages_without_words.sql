-- What a message is that says nothing in words.
alter table message_text add column media bigint;
alter table conflict_case add column media bigint;

-- An answer of several pictures is one message; each picture can be taken away by itself.
create table telegram_album_part (
    account_id bigint not null references account (id) on delete cascade,
    conversation text not null,
    message_id bigint not null,
    album text not null,
    at bigint not null,
    primary key (account_id, conversation, message_id)
);
create index telegram_album_part_at on telegram_album_part (at);
