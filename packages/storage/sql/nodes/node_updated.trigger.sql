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
