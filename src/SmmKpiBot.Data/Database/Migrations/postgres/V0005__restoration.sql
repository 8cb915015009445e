-- When the database was put back from a backup: what happened between the backup and then is not known here.
CREATE TABLE restoration (
    restored_at BIGINT PRIMARY KEY
);
