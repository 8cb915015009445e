-- Why an account cannot be read, in Ukrainian too; null where only those read it who run the machine.
alter table account_connection add column reason_uk text;
alter table collection_stream add column reason_uk text;
