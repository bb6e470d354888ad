-- Trigger function for truncation. Recording it row by row would be too much: a number without rows makes every match index load again.
create or replace function "nodes_emptied"() returns trigger language plpgsql as $$
begin
  insert into event_topic as t (topic, last_seq) values ('nodechange', 1)
  on conflict (topic) do update set last_seq = t.last_seq + 1;
  delete from node_change;
  return null;
end $$;

-- Here and not in the entities: MikroORM's comparison does not see triggers for truncation.
create or replace trigger node_emptied after truncate on node execute function nodes_emptied();
create or replace trigger reservation_emptied after truncate on reservation execute function nodes_emptied();
