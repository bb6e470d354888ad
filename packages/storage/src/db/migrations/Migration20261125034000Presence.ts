import { Migration } from '@mikro-orm/migrations'

/**
 * When nodes were meant to work and when they were there (kept by the database itself, whoever changes a node), the days on which a
 * provider was seen, and when jobs ended.
 */
export class Migration20261125034000Presence extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement)
  }
}

const STATEMENTS = [
  // Only stretches in which a node was meant to work or was online: a node that is neither has no row.
  `create table "presence_span" (
    "id" bigint generated always as identity primary key,
    "node_id" text not null,
    "provider" text not null,
    "meant" boolean not null,
    "online" boolean not null check ("meant" or "online"),
    "schedule" jsonb null,
    "since" timestamptz(6) not null,
    "until" timestamptz(6) null check ("until" > "since")
  )`,
  `create unique index "presence_span_open" on "presence_span" ("node_id") where "until" is null`,
  `create index "presence_span_node" on "presence_span" ("node_id", "until")`,
  `create index "presence_span_until" on "presence_span" ("until") where "until" is not null`,
  // The hours of a stretch in which a node with a weekly schedule is meant to work: windows [from, to) in minutes of the week, UTC, from
  // Monday on. Without a schedule the whole stretch.
  `create function "open_hours"("schedule" jsonb, "lo" timestamptz, "hi" timestamptz)
  returns table ("opens" timestamptz, "closes" timestamptz) language sql stable as $$
    select lo, hi where jsonb_typeof(schedule) is distinct from 'array'
    union all
    select lower(open), upper(open) from (
      select unnest(range_agg(tstzrange(week + make_interval(mins => (w ->> 0)::int), week + make_interval(mins => (w ->> 1)::int))
        * tstzrange(lo, hi))) as open
      from jsonb_array_elements(case when jsonb_typeof(schedule) = 'array' then schedule else '[]' end) w,
        generate_series(date_trunc('week', lo at time zone 'UTC') at time zone 'UTC', hi, interval '168 hours') week) windows
  $$`,
  // A node is meant to work while it is registered and ACTIVE and its provider says AVAILABLE, in its hours. The hours are those of the
  // time: a schedule changed later takes no downtime back.
  `create function "node_presence"() returns trigger language plpgsql as $$
    declare
      at timestamptz(6) := clock_timestamp();
      is_meant boolean := new.registered and new.state = 'ACTIVE' and new.availability = 'AVAILABLE';
    begin
      insert into node_uptime (node_id, computed_at) values (new.id, '-infinity') on conflict do nothing;
      -- A span that would have begun at this very instant never was.
      delete from presence_span s where s.node_id = new.id and s.until is null and s.since >= at;
      update presence_span s set until = at
        where s.node_id = new.id and s.until is null and (s.meant, s.online, s.schedule) is distinct from (is_meant, new.online, new.spec -> 'schedule');
      if is_meant or new.online then
        insert into presence_span (node_id, provider, meant, online, schedule, since)
          values (new.id, new.provider, is_meant, new.online, new.spec -> 'schedule', at)
          on conflict (node_id) where until is null do nothing;
      end if;
      return null;
    end
  $$`,
  // Which nodes' uptime is to be worked out next.
  `create table "node_uptime" ("node_id" text primary key, "computed_at" timestamptz(6) not null)`,
  `create index "node_uptime_due" on "node_uptime" ("computed_at")`,
  `create trigger "node_presence_insert" after insert on "node" for each row execute function "node_presence"()`,
  // Heartbeats touch none of these columns.
  `create trigger "node_presence_update" after update on "node" for each row
    when ((old.registered, old.state, old.availability, old.online, old.spec -> 'schedule') is distinct from
      (new.registered, new.state, new.availability, new.online, new.spec -> 'schedule'))
    execute function "node_presence"()`,
  `insert into node_uptime (node_id, computed_at) select id, '-infinity' from node`,
  `insert into presence_span (node_id, provider, meant, online, schedule, since)
    select id, provider, registered and state = 'ACTIVE' and availability = 'AVAILABLE', online, spec -> 'schedule', clock_timestamp()
    from node
    where online or (registered and state = 'ACTIVE' and availability = 'AVAILABLE')`,
  `create table "provider_day" (
    "provider" text not null,
    "day" date not null,
    primary key ("day", "provider")
  )`,
  `alter table "job" add column "ended_at" timestamptz(6) null`,
  `update "job" set "ended_at" = "updated_at" where "state" in ('PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED')`,
  `create index "job_ended" on "job" ("ended_at") where "ended_at" is not null`,
  `create index "job_created" on "job" ("created_at")`,
  // A reorganisation of the chain may reopen a job that had ended.
  `create function "job_end"() returns trigger language plpgsql as $$
    begin
      new.ended_at := case when new.state in ('PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED')
        then coalesce(new.ended_at, clock_timestamp()) end;
      return new;
    end
  $$`,
  `create trigger "job_end_insert" before insert on "job" for each row execute function "job_end"()`,
  `create trigger "job_end_update" before update of "state" on "job" for each row execute function "job_end"()`,
]
