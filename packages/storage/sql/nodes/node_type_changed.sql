-- Trigger function of "node": an audit stands for the device that was looked at. Fewer units of it are still the same device.
create or replace function "node_type_changed"() returns trigger language plpgsql as $$
begin
  new.type_shown_until := null;
  return new;
end $$;
