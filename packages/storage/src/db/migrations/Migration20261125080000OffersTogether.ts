import { Migration } from '@mikro-orm/migrations'
import { OFFER_JOBS_SQL, TAKE_NODES_SQL } from './offersTogetherSql.js'

/**
 * Offers of a batch are written together, a statement for each table; changes of nodes say when only what is free on them changed, and
 * are told for many nodes at once; looks read the nodes that changed and no others; matchers know of each other.
 */
export class Migration20261125080000OffersTogether extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement)
  }
}

const statements = [
  // Most changes are reservations: then a look need not read the node's details again.
  `alter table "node_change" add column "units_only" boolean not null default false`,
  `create function "note_node_changes"("changed" text[], "units_only" boolean) returns void language plpgsql as $$
  #variable_conflict use_variable
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
    insert into node_change as c (seq, node_id, units_only) select distinct number, n.id, units_only from unnest(changed) as n (id)
    on conflict (seq, node_id) do update set units_only = false where c.units_only and not excluded.units_only;
  end $$`,
  `create or replace function "node_changed"() returns trigger language plpgsql as $$
  begin
    perform note_node_changes(array[coalesce(new.id, old.id)], false);
    return null;
  end $$`,
  `create or replace function "node_part_changed"() returns trigger language plpgsql as $$
  begin
    perform note_node_changes(array[coalesce(new.node_id, old.node_id)], tg_table_name = 'reservation');
    return null;
  end $$`,
  `drop function "note_node_change"`,
  // A plan of its own: until the table has been analysed the planner would read all of it.
  `create function "changed_nodes"("after" bigint) returns table ("node_id" text, "units_only" boolean)
  language plpgsql stable rows 50 set enable_seqscan = off as $$
  #variable_conflict use_column
  begin
    return query select c.node_id, bool_and(c.units_only) from node_change c where c.seq > after group by c.node_id;
  end $$`,
  // "offer_jobs" tells all its changes at once.
  `drop trigger "reservation_changed" on "reservation"`,
  `create constraint trigger "reservation_changed" after insert or delete on "reservation" deferrable initially deferred for each row
     when (current_setting('aiigo.node_changes_told', true) is distinct from 'on') execute function node_part_changed()`,
  `drop function "offer_jobs"`,
  TAKE_NODES_SQL,
  OFFER_JOBS_SQL,
  `create table "matcher" ("id" text primary key, "seen_at" timestamptz(6) not null)`,
]
