-- Which database this is, through all its backups: what another one remembers of erased clients says nothing of the clients here.
create table database_identity (
    id text primary key
);
insert into database_identity (id) values (lower(hex(randomblob(16))));
