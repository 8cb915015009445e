-- What limits the figures, in the words of the source and in both languages. What was kept in English alone is said again by the next reading, or the next check of the place.
drop table collection_remark;

create table collection_remark (
    account_id integer not null references account (id) on delete cascade,
    stream text not null,
    remark text not null,
    remark_uk text not null,
    -- Not said by each reading (it is of history, or of something that happened): it stays for a while.
    lasts integer not null,
    first_at integer not null,
    last_at integer not null,
    primary key (account_id, stream, remark)
) without rowid;

update account_connection set remarks = '[]';
