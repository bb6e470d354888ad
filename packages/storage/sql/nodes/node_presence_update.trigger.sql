-- Heartbeats touch none of these columns.
create trigger node_presence_update after update on node
  for each row
  when (
    (old.registered, old.state, old.availability, old.online, old.spec -> 'schedule')
    is distinct from (new.registered, new.state, new.availability, new.online, new.spec -> 'schedule')
  )
  execute function node_presence();
