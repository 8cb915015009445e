-- Which cells of a message its file had no column for or left empty: 1 kind, 2 automatic. What an earlier file said of them still holds.
alter table message add column unsaid bigint not null default 0;
