-- Generated from the entities by `npm run generate`; do not edit.
create constraint trigger reservation_changed after insert or delete on reservation
      deferrable initially deferred for each row
      when (current_setting('aiigo.node_changes_recorded', true) is distinct from 'on') execute function node_part_changed();
create constraint trigger reservation_resized after update on reservation
      deferrable initially deferred for each row
      when (old.quantity is distinct from new.quantity) execute function node_part_changed();
create constraint trigger node_failure_changed after insert or update or delete on node_failure
      deferrable initially deferred for each row execute function node_part_changed();
create constraint trigger node_appeared after insert or delete on node
    deferrable initially deferred for each row execute function node_changed();
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
-- Of a change of presence alone, such as a heartbeat, matching takes no notice: its columns are not among these.
create constraint trigger node_updated after update on node
  deferrable initially deferred for each row
  when (
    old.provider is distinct from new.provider
    or old.resource_type is distinct from new.resource_type
    or old.units is distinct from new.units
    or old.region is distinct from new.region
    or old.tier is distinct from new.tier
    or old.state is distinct from new.state
    or old.trust_level is distinct from new.trust_level
    or old.reputation is distinct from new.reputation
    or old.hashes_per_second is distinct from new.hashes_per_second
    or old.benchmark_hashes_per_second is distinct from new.benchmark_hashes_per_second
    or old.benchmark_weight_bps is distinct from new.benchmark_weight_bps
    or old.asks is distinct from new.asks
    or old.registered is distinct from new.registered
    or old.availability is distinct from new.availability
    or old.online is distinct from new.online
    or old.spec is distinct from new.spec
    or old.round_trip_ms is distinct from new.round_trip_ms
    or old.uptime_bps is distinct from new.uptime_bps
    or old.type_shown_until is distinct from new.type_shown_until
  )
  execute function node_changed();
create trigger node_ask_spans_insert after insert on node for each row execute function node_ask_spans();
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
create trigger node_presence_insert after insert on node for each row execute function node_presence();
-- Heartbeats touch none of these columns.
create trigger node_presence_update after update on node
  for each row
  when (
    (old.registered, old.state, old.availability, old.online, old.spec -> 'schedule')
    is distinct from (new.registered, new.state, new.availability, new.online, new.spec -> 'schedule')
  )
  execute function node_presence();
create trigger job_end_insert before insert on job for each row execute function job_end();
create trigger job_end_update before update of state on job for each row execute function job_end();
