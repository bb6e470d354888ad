-- Keeps ask_span: which asks stood when, whoever changes a node.
create or replace function "node_ask_spans"() returns trigger language plpgsql as $$
  declare
    at timestamptz(6) := clock_timestamp();
    s ask_span;
  begin
    for s in select * from ask_span a where a.node_id = new.id and a.until is null loop
      continue when exists (
        select 1 from node_live_asks(new) l
        where l.token = s.token and l.rate = s.rate and s.units = new.units and s.provider = new.provider and s.region = new.region
          and s.resource_type = new.resource_type and s.model is not distinct from new.spec #>> '{hardware,model}');
      -- What stood for a moment only was no ask; and nobody fills this table by changing a node all the time.
      if s.since > at - interval '10 seconds' then
        delete from ask_span where id = s.id;
      else
        update ask_span set until = at where id = s.id;
      end if;
    end loop;
    insert into ask_span (node_id, provider, resource_type, model, region, token, rate, units, since)
      select new.id, new.provider, new.resource_type, new.spec #>> '{hardware,model}', new.region, l.token, l.rate, new.units, at
      from node_live_asks(new) l
      on conflict (node_id, token) where until is null do nothing;
    return null;
  end
$$;
