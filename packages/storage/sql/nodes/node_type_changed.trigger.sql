create trigger node_type_changed before update on node
  for each row
  when (
    new.type_shown_until is not null and old.type_shown_until is not null
    and (
      old.resource_type is distinct from new.resource_type
      or old.units < new.units
      or old.spec -> 'hardware' is distinct from new.spec -> 'hardware'
      or old.spec -> 'tflops' is distinct from new.spec -> 'tflops'
    )
  )
  execute function node_type_changed();
