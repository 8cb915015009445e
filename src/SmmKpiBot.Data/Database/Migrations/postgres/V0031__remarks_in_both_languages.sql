-- What limits the figures, in the words of the source and in both languages. What was kept in English alone is said again by the next reading, or the next check of the place.
drop table collection_remark;

create table collection_remark (
    account_id bigint not null references account (id) on delete cascade,
    stream text not null,
    remark text not null,
    remark_uk text not null,
    -- Not said by each reading (it is of history, or of something that happened): it stays for a while.
    lasts bigint not null,
    first_at bigint not null,
    last_at bigint not null,
    primary key (account_id, stream, remark)
);

update account_connection set remarks = '[]';
