-- When somebody last looked at who waits, and the last time in which nobody did for longer than anything is told late.
create table wait_watch (
    id integer primary key,
    last_at integer not null,
    gap_from integer,
    gap_to integer
);
