-- Cells that the network told before by another counting and does not count any more: what was told of them is not known from this observation on.
alter table traffic_day add column taken_back bigint not null default 0;
alter table ad_day add column taken_back bigint not null default 0;

-- What the figures of a stream are counted by besides the network's own words; when it changes, they are read again.
alter table collection_stream add column counted_by text;
