import { Migration } from '@mikro-orm/migrations'

/**
 * Prices: which asks stood when (kept by the database itself, whoever changes a node), the live index, candles, the intervals that have
 * been taken, and wallets that fund each other.
 */
export class Migration20261125031000Prices extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement)
  }
}

const STATEMENTS = [
  `create table "ask_span" (
    "id" bigint generated always as identity primary key,
    "node_id" text not null,
    "provider" text not null,
    "resource_type" text not null,
    "model" text null,
    "region" text not null,
    "token" text not null,
    "rate" numeric(78,0) not null check ("rate" > 0),
    "units" int not null,
    "since" timestamptz(6) not null,
    "until" timestamptz(6) null check ("until" > "since")
  )`,
  `create unique index "ask_span_open" on "ask_span" ("node_id", "token") where "until" is null`,
  `create index "ask_span_until" on "ask_span" ("until") where "until" is not null`,
  // The asks of one node that stand now: what a buyer could be matched with.
  `create function "node_live_asks"("n" "node") returns table ("token" text, "rate" numeric) language sql stable as $$
    select lower(a.key), a.value::numeric from jsonb_each_text(n.asks) a
    where n.registered and n.state = 'ACTIVE' and n.online and n.availability = 'AVAILABLE'
      and case when a.value ~ '^[0-9]{1,78}$' then a.value::numeric > 0 else false end
  $$`,
  `create function "node_ask_spans"() returns trigger language plpgsql as $$
    declare
      at timestamptz(6) := clock_timestamp();
      s ask_span;
    begin
      for s in select * from ask_span a where a.node_id = new.id and a.until is null loop
        continue when exists (
          select 1 from node_live_asks(new) l
          where l.token = s.token and l.rate = s.rate and s.units = new.units and s.provider = new.provider and s.region = new.region
            and s.resource_type = new.resource_type and s.model is not distinct from new.spec #>> '{hardware,model}');
        -- What stood for a moment only was no ask; and nobody fills this table by changing a node all the time.
        if s.since > at - interval '10 seconds' then
          delete from ask_span where id = s.id;
        else
          update ask_span set until = at where id = s.id;
        end if;
      end loop;
      insert into ask_span (node_id, provider, resource_type, model, region, token, rate, units, since)
        select new.id, new.provider, new.resource_type, new.spec #>> '{hardware,model}', new.region, l.token, l.rate, new.units, at
        from node_live_asks(new) l
        on conflict (node_id, token) where until is null do nothing;
      return null;
    end
  $$`,
  `create trigger "node_ask_spans_insert" after insert on "node" for each row execute function "node_ask_spans"()`,
  // Heartbeats touch none of these columns.
  `create trigger "node_ask_spans_update" after update on "node" for each row
    when ((old.asks, old.registered, old.state, old.online, old.availability, old.provider, old.resource_type, old.units, old.region,
      old.spec #>> '{hardware,model}') is distinct from
      (new.asks, new.registered, new.state, new.online, new.availability, new.provider, new.resource_type, new.units, new.region,
      new.spec #>> '{hardware,model}'))
    execute function "node_ask_spans"()`,
  `insert into ask_span (node_id, provider, resource_type, model, region, token, rate, units, since)
    select n.id, n.provider, n.resource_type, n.spec #>> '{hardware,model}', n.region, l.token, l.rate, n.units, clock_timestamp()
    from node n cross join lateral node_live_asks(n) l`,
  // What was settled when: the index, the candles and the forecasts read it by time.
  `create index "attempt_succeeded" on "attempt" ("ended_at") where "state" = 'SUCCEEDED'`,
  `create index "attempt_offered" on "attempt" ("offered_at" desc)`,
  `create index "job_type_created" on "job" ("resource_type", "created_at" desc)`,
  `create table "wallet_link" (
    "a" text not null check ("a" = lower("a")),
    "b" text not null check ("b" = lower("b") and "a" < "b"),
    "evidence" text not null,
    "created_at" timestamptz(6) not null default now(),
    primary key ("a", "b")
  )`,
  `create table "price_index" (
    "resource_type" text not null,
    "resource_class" text not null,
    "region" text not null,
    "token" text not null,
    "p10" numeric(78,0) not null,
    "median" numeric(78,0) not null,
    "p90" numeric(78,0) not null,
    "volume" numeric(78,0) not null,
    "usage" numeric(78,0) not null,
    "sold_bps" int null,
    "trades" int not null,
    "asks" int not null,
    "providers" int not null,
    "thin" boolean not null,
    "changed_at" timestamptz(6) not null,
    primary key ("resource_type", "resource_class", "region", "token")
  )`,
  `create table "price_candle" (
    "granularity" text not null check ("granularity" in ('HOUR', 'DAY')),
    "starts_at" timestamptz(6) not null,
    "resource_type" text not null,
    "resource_class" text not null,
    "region" text not null,
    "token" text not null,
    "open" numeric(78,0) not null,
    "high" numeric(78,0) not null,
    "low" numeric(78,0) not null,
    "close" numeric(78,0) not null,
    "p10" numeric(78,0) not null,
    "median" numeric(78,0) not null,
    "p90" numeric(78,0) not null,
    "volume" numeric(78,0) not null,
    "usage" numeric(78,0) not null,
    "trades" int not null,
    "asks" int not null,
    "providers" int not null,
    "thin" boolean not null,
    primary key ("resource_type", "resource_class", "region", "token", "granularity", "starts_at")
  )`,
  `create index "price_candle_time" on "price_candle" ("granularity", "starts_at")`,
  `create table "price_interval" (
    "granularity" text not null,
    "starts_at" timestamptz(6) not null,
    "taken_at" timestamptz(6) not null default now(),
    primary key ("granularity", "starts_at")
  )`,
]
