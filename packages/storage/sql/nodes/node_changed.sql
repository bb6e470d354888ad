-- Trigger function of "node".
create or replace function "node_changed"() returns trigger language plpgsql as $$
begin
  perform record_node_changes(array[coalesce(new.id, old.id)], false);
  return null;
end $$;
