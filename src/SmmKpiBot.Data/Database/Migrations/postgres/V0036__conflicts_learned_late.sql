-- A label of an inbox may be learned of late: then the conflict was opened after this instant, and at opened_at at the latest. Null where that is the very instant.
alter table conflict_case add column opened_after bigint;

-- Of those that labels opened before this was written down nobody knows: ten minutes were allowed them.
update conflict_case set opened_after = opened_at - 600000000
where exists (select 1 from conflict_event e where e.case_id = conflict_case.id and e.kind = 0 and e.user_id is null and e.name is null);
