-- Erasing a client ends only those unsent messages of several clients that name it.

-- The clients that a message without a client_id names, as ',3,7,'; null: nobody can tell.
alter table outbox add column names text;
