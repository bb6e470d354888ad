import { Migration } from '@mikro-orm/migrations'

/** Every table of docs/job-flow.md. */
export class Migration20261122000000Initial extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement)
  }
}

const statements = [
  `create table "account" (
    "address" text primary key,
    "created_at" timestamptz(6) not null default now(),
    "last_seen_at" timestamptz(6) not null
  )`,
  `create table "siwe_nonce" (
    "nonce" text primary key,
    "expires_at" timestamptz(6) not null,
    "consumed_at" timestamptz(6) null
  )`,
  `create table "refresh_session" (
    "id" uuid primary key,
    "address" text not null,
    "token_hash" text not null unique,
    "expires_at" timestamptz(6) not null,
    "replaced_by" uuid null,
    "revoked_at" timestamptz(6) null,
    "user_agent" text null,
    "created_at" timestamptz(6) not null default now()
  )`,
  `create index "refresh_session_address" on "refresh_session" ("address")`,
  `create table "api_key" (
    "id" uuid primary key,
    "address" text not null,
    "name" text not null,
    "key_hash" text not null unique,
    "prefix" text not null,
    "created_at" timestamptz(6) not null default now(),
    "last_used_at" timestamptz(6) null,
    "revoked_at" timestamptz(6) null
  )`,
  `create index "api_key_address" on "api_key" ("address")`,
  `create table "node" (
    "id" text primary key check ("id" ~ '^0x[0-9a-f]{16}$'),
    "provider" text not null check ("provider" = lower("provider")),
    "name" text not null,
    "resource_type" text not null,
    "units" int not null check ("units" > 0),
    "region" text not null,
    "tier" text not null default 'COMMUNITY',
    "state" text not null default 'PENDING',
    "trust_level" text not null default 'NONE',
    "reputation" int not null default 5000 check ("reputation" between 0 and 10000),
    "active_stake" numeric(78,0) not null default 0,
    "hashes_per_second" numeric(78,0) not null default 0,
    "asks" jsonb not null,
    "chain_block" bigint not null default 0,
    "registered" boolean not null default false,
    "availability" text not null default 'UNAVAILABLE',
    "online" boolean not null default false,
    "last_heartbeat_at" timestamptz(6) null,
    "spec" jsonb not null,
    "round_trip_ms" int null,
    "uptime_bps" int not null default 10000 check ("uptime_bps" between 0 and 10000),
    "created_at" timestamptz(6) not null default now(),
    "updated_at" timestamptz(6) not null default now()
  )`,
  `create index "node_provider" on "node" ("provider")`,
  `create index "node_matching" on "node" ("resource_type", "state") where "registered"`,
  `create index "node_online" on "node" ("last_heartbeat_at") where "online"`,
  `create table "job" (
    "id" uuid primary key,
    "buyer" text not null check ("buyer" = lower("buyer")),
    "name" text not null,
    "state" text not null,
    "resource_type" text not null,
    "spec" jsonb not null,
    "spec_hash" text not null,
    "token" text not null check ("token" = lower("token")),
    "budget" numeric(78,0) not null check ("budget" > 0),
    "max_rate" numeric(78,0) not null,
    "max_usage" numeric(78,0) not null,
    "units" int not null check ("units" > 0),
    "request" jsonb not null,
    "task_id" text not null unique check ("task_id" ~ '^0x[0-9a-f]{64}$'),
    "attempts" int not null default 0,
    "max_attempts" int not null,
    "fund_by" timestamptz(6) not null,
    "assign_by" timestamptz(6) not null,
    "work_seconds" int not null,
    "window_seconds" int not null,
    "node_id" text null,
    "due_at" timestamptz(6) null,
    "settle_after" timestamptz(6) null,
    "result" jsonb null,
    "approval" jsonb null,
    "reason_code" text null,
    "reason" text null,
    "refunded" boolean not null default false,
    "created_at" timestamptz(6) not null default now(),
    "updated_at" timestamptz(6) not null default now()
  )`,
  `create index "job_buyer" on "job" ("buyer", "created_at" desc, "id" desc)`,
  `create index "job_open" on "job" ("state") where "state" not in ('PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED')`,
  `create table "attempt" (
    "id" uuid primary key,
    "job_id" uuid not null references "job" ("id"),
    "task_id" text not null,
    "number" int null,
    "node_id" text not null references "node" ("id"),
    "provider" text not null,
    "state" text not null,
    "rate" numeric(78,0) not null,
    "score" jsonb not null,
    "offered_at" timestamptz(6) not null,
    "expires_at" timestamptz(6) not null,
    "acceptance" jsonb null,
    "submission" jsonb null,
    "progress" jsonb null,
    "reason" text null,
    "ended_at" timestamptz(6) null,
    unique ("job_id", "node_id")
  )`,
  `create index "attempt_open" on "attempt" ("node_id") where "ended_at" is null`,
  `create index "attempt_task" on "attempt" ("task_id", "number")`,
  `create table "reservation" (
    "attempt_id" uuid primary key references "attempt" ("id"),
    "node_id" text not null references "node" ("id"),
    "quantity" int not null check ("quantity" > 0),
    "expires_at" timestamptz(6) null
  )`,
  `create index "reservation_node" on "reservation" ("node_id")`,
  `create table "job_log" (
    "job_id" uuid not null references "job" ("id"),
    "seq" bigint not null,
    "attempt_id" uuid not null references "attempt" ("id"),
    "source_seq" bigint not null,
    "stream" text not null,
    "text" text not null,
    "at" timestamptz(6) not null,
    primary key ("job_id", "seq"),
    unique ("attempt_id", "source_seq")
  )`,
  `create table "event_topic" ("topic" text primary key, "last_seq" bigint not null)`,
  `create table "event" (
    "topic" text not null,
    "seq" bigint not null,
    "data" jsonb not null,
    "at" timestamptz(6) not null,
    primary key ("topic", "seq")
  )`,
  `create table "outbox" (
    "id" uuid primary key,
    "queue" text not null,
    "payload" jsonb not null,
    "delay_until" timestamptz(6) null,
    "created_at" timestamptz(6) not null default now(),
    "dispatched_at" timestamptz(6) null
  )`,
  `create index "outbox_waiting" on "outbox" ("created_at", "id") where "dispatched_at" is null`,
  `create table "chain_transaction" (
    "id" uuid primary key,
    "kind" text not null,
    "subject" text not null,
    "from_address" text not null,
    "nonce" bigint not null,
    "to_address" text not null,
    "data" text not null,
    "value" numeric(78,0) not null,
    "hash" text null,
    "raw" text null,
    "state" text not null,
    "block" bigint null,
    "error" text null,
    "created_at" timestamptz(6) not null default now(),
    "updated_at" timestamptz(6) not null default now(),
    unique ("from_address", "nonce")
  )`,
  `create index "chain_transaction_open" on "chain_transaction" ("from_address", "nonce") where "state" in ('PREPARED', 'SENT')`,
  `create table "chain_cursor" (
    "id" text primary key,
    "block" bigint not null,
    "block_hash" text null,
    "updated_at" timestamptz(6) not null
  )`,
  `create table "challenge" (
    "id" text primary key,
    "node_id" text not null references "node" ("id"),
    "issued_at" timestamptz(6) not null,
    "deadline" timestamptz(6) not null,
    "state" text not null
  )`,
  `create index "challenge_node" on "challenge" ("node_id", "issued_at" desc)`,
]
