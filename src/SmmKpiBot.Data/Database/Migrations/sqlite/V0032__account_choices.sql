-- What people decided of an account where its network leaves it open, such as which action counts as a new follower; without a row the settings decide.
create table account_choice (
    account_id integer not null references account (id) on delete cascade,
    name text not null,
    value text not null,
    primary key (account_id, name)
) without rowid;
