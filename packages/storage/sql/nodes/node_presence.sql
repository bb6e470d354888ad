-- Keeps presence_span. A node is meant to work while it is registered and ACTIVE and its provider says AVAILABLE, in its hours.
-- The hours are those of the time: a schedule changed later takes no downtime back.
create or replace function "node_presence"() returns trigger language plpgsql as $$
  declare
    at timestamptz(6) := clock_timestamp();
    is_meant boolean := new.registered and new.state = 'ACTIVE' and new.availability = 'AVAILABLE';
  begin
    insert into node_uptime (node_id, computed_at) values (new.id, '-infinity') on conflict do nothing;
    -- A span that would have begun at this very instant never was.
    delete from presence_span s where s.node_id = new.id and s.until is null and s.since >= at;
    update presence_span s set until = at
      where s.node_id = new.id and s.until is null and (s.meant, s.online, s.schedule) is distinct from (is_meant, new.online, new.spec -> 'schedule');
    if is_meant or new.online then
      insert into presence_span (node_id, provider, meant, online, schedule, since)
        values (new.id, new.provider, is_meant, new.online, new.spec -> 'schedule', at)
        on conflict (node_id) where until is null do nothing;
    end if;
    return null;
  end
$$;
