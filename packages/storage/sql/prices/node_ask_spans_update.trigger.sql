-- Heartbeats touch none of these columns.
create trigger node_ask_spans_update after update on node
  for each row
  when (
    (old.asks, old.registered, old.state, old.online, old.availability, old.provider, old.resource_type, old.units, old.region,
      old.spec #>> '{hardware,model}', old.type_shown_until is null)
    is distinct from (new.asks, new.registered, new.state, new.online, new.availability, new.provider, new.resource_type,
      new.units, new.region, new.spec #>> '{hardware,model}', new.type_shown_until is null)
  )
  execute function node_ask_spans();
