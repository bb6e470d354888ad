-- The nodes that changed after a number. Its plan reads no table sequentially: until node_change has been analysed, the planner
-- would read all of it.
create or replace function "changed_nodes"("after" bigint) returns table ("node_id" text, "units_only" boolean)
language plpgsql stable rows 50 set enable_seqscan = off as $$
#variable_conflict use_column
begin
  return query select c.node_id, bool_and(c.units_only) from node_change c where c.seq > after group by c.node_id;
end $$;
