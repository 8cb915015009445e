-- What the advertisement of a link cost, as somebody typed it: integer micros, their currency, and the day (of the client's zone) that it is of.
alter table telegram_link add column spend_micros bigint;
alter table telegram_link add column currency text;
alter table telegram_link add column spend_day bigint;
