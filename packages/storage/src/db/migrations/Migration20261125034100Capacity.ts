import { Migration } from '@mikro-orm/migrations'

/** Capacity: what the platform has planned, how much was asked for at most in each hour, the last count and the alerts. */
export class Migration20261125034100Capacity extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement)
  }
}

const STATEMENTS = [
  `create table "tier_plan" (
    "tier" text not null check ("tier" in ('OWNED', 'CLOUD')),
    "resource_type" text not null,
    "region" text not null,
    "label" text not null,
    "units" int not null check ("units" > 0),
    "updated_by" text not null,
    "updated_at" timestamptz(6) not null default now(),
    primary key ("tier", "resource_type", "region", "label")
  )`,
  `create table "demand_hour" (
    "hour" timestamptz(6) not null,
    "resource_type" text not null,
    "region" text not null,
    "peak_units" bigint not null,
    primary key ("hour", "resource_type", "region")
  )`,
  // One row: whoever reads it reads one moment.
  `create table "capacity_count" (
    "only" boolean primary key default true check ("only"),
    "at" timestamptz(6) not null,
    "count" jsonb not null
  )`,
  `create table "capacity_alert" (
    "id" bigint generated always as identity primary key,
    "key" text not null,
    "alert" jsonb not null,
    "since" timestamptz(6) not null,
    "until" timestamptz(6) null
  )`,
  `create unique index "capacity_alert_open" on "capacity_alert" ("key") where "until" is null`,
  `create index "capacity_alert_until" on "capacity_alert" ("until") where "until" is not null`,
]
