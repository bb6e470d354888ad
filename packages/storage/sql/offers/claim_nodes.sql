-- Claims those of some nodes that can work and that nobody else holds, deletes expired reservations on them, and returns what is
-- known of each of the nodes. What is free is read by a statement of its own, so it counts what was committed before the rows
-- were claimed.
create or replace function "claim_nodes"("ids" text[]) returns table (
  "id" text, "claimed" boolean, "fit" boolean, "free" int, "owner" text, "asks" jsonb
) language plpgsql as $$
#variable_conflict use_column
declare
  had text[];
begin
  select coalesce(array_agg(l.id), '{}') into had from (
    select n.id from node n
    where n.id = any (ids) and n.registered and n.state = 'ACTIVE' and n.online and n.availability = 'AVAILABLE'
      and (n.resource_type = 'CPU' or coalesce(n.type_shown_until > clock_timestamp(), false))
    for no key update skip locked
  ) l;
  -- One that another transaction holds counts still: that one ends its offer, or has accepted it in the last moment.
  delete from reservation r where r.attempt_id = any (array(
    select e.attempt_id from reservation e where e.node_id = any (had) and e.expires_at <= clock_timestamp() for update skip locked));
  return query
    select i.id, i.id = any (had), coalesce(n.registered and n.state = 'ACTIVE' and n.online and n.availability = 'AVAILABLE'
      and (n.resource_type = 'CPU' or coalesce(n.type_shown_until > clock_timestamp(), false)), false),
      n.units - coalesce((select sum(r.quantity) from reservation r where r.node_id = n.id), 0)::int, n.provider, n.asks
    from unnest(ids) as i (id) left join node n on n.id = i.id;
end $$;
