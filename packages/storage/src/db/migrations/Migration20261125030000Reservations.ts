import { Migration } from '@mikro-orm/migrations'
import { OFFER_JOBS_SQL } from './offerJobsSql.js'

/**
 * Offers to several nodes at once, made in one statement; every change that matching looks at, numbered by transaction; and what nodes
 * did to earlier jobs.
 */
export class Migration20261125030000Reservations extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement)
  }
}

/** Columns of `node` that matching looks at; presence alone (a heartbeat's instant) is not among them. */
const WATCHED = [
  'provider',
  'resource_type',
  'units',
  'region',
  'tier',
  'state',
  'trust_level',
  'reputation',
  'hashes_per_second',
  'asks',
  'registered',
  'availability',
  'online',
  'spec',
  'round_trip_ms',
  'uptime_bps',
]
const differs = WATCHED.map((column) => `old."${column}" is distinct from new."${column}"`).join(' or ')

const trigger = (name: string, on: string, body: string): string =>
  `create constraint trigger "${name}" after ${on} deferrable initially deferred for each row ${body}`

const statements = [
  `alter table "attempt" add column "reason_code" text null`,
  // Who lost the race for an offer did nothing wrong: such a node may be asked again.
  `alter table "attempt" drop constraint "attempt_job_id_node_id_key"`,
  // One index for this and for finding a job's attempts, hence not a partial one.
  `create unique index "attempt_once" on "attempt" ("job_id", "node_id",
     (case when "reason_code" = 'ANOTHER_ACCEPTED' then "id" else '00000000-0000-0000-0000-000000000000'::uuid end))`,
  `alter table "node" add column "generation" bigint null`,
  `create table "node_failure" (
    "node_id" text primary key references "node" ("id"),
    "points" double precision not null check ("points" >= 0),
    "at" timestamptz(6) not null
  )`,
  `create table "node_change" (
    "seq" bigint not null,
    "node_id" text not null,
    "at" timestamptz(6) not null default clock_timestamp(),
    primary key ("seq", "node_id")
  )`,
  // One number for each transaction, given when it commits: the counter's row stays locked from here to the end of the commit, so
  // numbers become visible in their order, without gaps, and nothing else is waited for while it is held.
  `create function "note_node_change"("changed" text) returns void language plpgsql as $$
  declare
    own text := current_setting('aiigo.node_change', true);
    number bigint;
  begin
    if own is not null and split_part(own, ':', 1) = pg_current_xact_id()::text then
      number := split_part(own, ':', 2)::bigint;
    else
      insert into event_topic as t (topic, last_seq) values ('nodechange', 1)
      on conflict (topic) do update set last_seq = t.last_seq + 1 returning last_seq into number;
      perform set_config('aiigo.node_change', pg_current_xact_id()::text || ':' || number, true);
    end if;
    insert into node_change (seq, node_id) values (number, changed) on conflict do nothing;
  end $$`,
  `create function "node_changed"() returns trigger language plpgsql as $$
  begin
    perform note_node_change(coalesce(new.id, old.id));
    return null;
  end $$`,
  `create function "node_part_changed"() returns trigger language plpgsql as $$
  begin
    perform note_node_change(coalesce(new.node_id, old.node_id));
    return null;
  end $$`,
  // Too much at once to be told row by row: a number without rows makes every index load again.
  `create function "nodes_emptied"() returns trigger language plpgsql as $$
  begin
    insert into event_topic as t (topic, last_seq) values ('nodechange', 1)
    on conflict (topic) do update set last_seq = t.last_seq + 1;
    delete from node_change;
    return null;
  end $$`,
  `create trigger "node_emptied" after truncate on "node" execute function nodes_emptied()`,
  `create trigger "reservation_emptied" after truncate on "reservation" execute function nodes_emptied()`,
  trigger('node_appeared', 'insert or delete on "node"', 'execute function node_changed()'),
  trigger('node_updated', 'update on "node"', `when (${differs}) execute function node_changed()`),
  trigger('reservation_changed', 'insert or delete on "reservation"', 'execute function node_part_changed()'),
  trigger(
    'reservation_resized',
    'update on "reservation"',
    'when (old."quantity" is distinct from new."quantity") execute function node_part_changed()',
  ),
  trigger(
    'node_failure_changed',
    'insert or update or delete on "node_failure"',
    'execute function node_part_changed()',
  ),
  OFFER_JOBS_SQL,
]
