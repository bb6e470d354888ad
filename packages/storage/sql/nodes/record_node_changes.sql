-- Records that something matching looks at changed about nodes. Each transaction has one number, given when it commits: the row of
-- the counter stays locked from here to the end of the commit, so numbers become visible in their order, without gaps, and nothing
-- else is waited for while it is held.
create or replace function "record_node_changes"("changed" text[], "units_only" boolean) returns void language plpgsql as $$
#variable_conflict use_variable
declare
  own text := current_setting('aiigo.node_change', true);
  number bigint;
begin
  if own is not null and split_part(own, ':', 1) = pg_current_xact_id()::text then
    number := split_part(own, ':', 2)::bigint;
  else
    insert into event_topic as t (topic, last_seq) values ('nodechange', 1)
    on conflict (topic) do update set last_seq = t.last_seq + 1 returning last_seq into number;
    perform set_config('aiigo.node_change', pg_current_xact_id()::text || ':' || number, true);
  end if;
  insert into node_change as c (seq, node_id, units_only) select distinct number, n.id, units_only from unnest(changed) as n (id)
  on conflict (seq, node_id) do update set units_only = false where c.units_only and not excluded.units_only;
end $$;
