-- The last shared transaction of each program that writes: what is known of a commit that ended with an error. Used on SQLite only.
create table write_mark (
    writer text primary key not null,
    number bigint not null,
    marked_at bigint not null
);
