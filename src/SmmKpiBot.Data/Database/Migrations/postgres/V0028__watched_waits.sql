-- When somebody last looked at who waits, and the last time in which nobody did for longer than anything is told late.
create table wait_watch (
    id bigint primary key,
    last_at bigint not null,
    gap_from bigint,
    gap_to bigint
);
