-- Which clients were erased and when, by nothing but the number: a backup that was taken before must not bring them back.
create table erased_client (
    id bigint primary key,
    erased_at bigint not null
);
