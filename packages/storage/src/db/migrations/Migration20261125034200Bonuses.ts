import { Migration } from '@mikro-orm/migrations'

/** Bonuses: who brought whom, the facts of each period, and what they came to. */
export class Migration20261125034200Bonuses extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement)
  }
}

const STATEMENTS = [
  `create table "referral" (
    "provider" text primary key check ("provider" = lower("provider")),
    "referrer" text not null check ("referrer" = lower("referrer") and "referrer" <> "provider"),
    "created_at" timestamptz(6) not null default clock_timestamp()
  )`,
  `create index "referral_referrer" on "referral" ("referrer")`,
  // Everything a period's awards follow from: its facts are in bonus_fact, and neither changes once it is here.
  `create table "bonus_period" (
    "starts_at" timestamptz(6) primary key,
    "ends_at" timestamptz(6) not null check ("ends_at" > "starts_at"),
    "budget" numeric(78,0) not null check ("budget" >= 0),
    "shares" jsonb not null,
    "recorded_at" timestamptz(6) not null
  )`,
  `create table "bonus_fact" (
    "starts_at" timestamptz(6) not null references "bonus_period" ("starts_at"),
    "kind" text not null check ("kind" in ('REFERRAL', 'UPTIME', 'PERFORMANCE')),
    "account" text not null check ("account" = lower("account")),
    "weight" numeric(78,0) not null check ("weight" > 0),
    primary key ("starts_at", "kind", "account")
  )`,
  // A period in which nobody earned a bonus has no epoch: the chain takes no empty ones.
  `create table "bonus_epoch" (
    "epoch" int primary key check ("epoch" > 0),
    "starts_at" timestamptz(6) not null unique references "bonus_period" ("starts_at"),
    "root" text not null check ("root" ~ '^0x[0-9a-f]{64}$'),
    "total" numeric(78,0) not null check ("total" > 0),
    "computed_at" timestamptz(6) not null
  )`,
  `create table "bonus_award" (
    "epoch" int not null references "bonus_epoch" ("epoch"),
    "account" text not null,
    "referral" numeric(78,0) not null,
    "uptime" numeric(78,0) not null,
    "performance" numeric(78,0) not null,
    "amount" numeric(78,0) not null check ("amount" > 0 and "amount" = "referral" + "uptime" + "performance"),
    "proof" jsonb not null,
    primary key ("epoch", "account")
  )`,
  `create index "bonus_award_account" on "bonus_award" ("account", "epoch" desc)`,
]
