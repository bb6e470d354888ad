-- Trigger function of tables with a "node_id". A reservation changes only what is free on the node.
create or replace function "node_part_changed"() returns trigger language plpgsql as $$
begin
  perform record_node_changes(array[coalesce(new.node_id, old.node_id)], tg_table_name = 'reservation');
  return null;
end $$;
