import { Routine } from '@mikro-orm/core'
import { sqlFile } from './sqlFile.js'

const table = { runtimeType: 'object', columnType: 'table' } as const

/** Functions of the database. MikroORM's comparison looks at their signatures; the schema test compares the rest. */
export const routines = [
  new Routine({
    name: 'record_node_changes',
    type: 'function',
    language: 'plpgsql',
    params: { changed: { type: 'text[]' }, units_only: { type: 'boolean' } },
    returns: { runtimeType: 'any', columnType: 'void' },
    expression: sqlFile('nodes/record_node_changes.sql'),
  }),
  new Routine({
    name: 'changed_nodes',
    type: 'function',
    language: 'plpgsql',
    params: { after: { type: 'bigint' } },
    returns: table,
    expression: sqlFile('nodes/changed_nodes.sql'),
  }),
  new Routine({
    name: 'open_hours',
    type: 'function',
    language: 'sql',
    params: { schedule: { type: 'jsonb' }, lo: { type: 'timestamptz' }, hi: { type: 'timestamptz' } },
    returns: table,
    expression: sqlFile('nodes/open_hours.sql'),
  }),
  new Routine({
    name: 'node_live_asks',
    type: 'function',
    language: 'sql',
    params: { n: { type: 'node' } },
    returns: table,
    expression: sqlFile('prices/node_live_asks.sql'),
  }),
  new Routine({
    name: 'claim_nodes',
    type: 'function',
    language: 'plpgsql',
    params: { ids: { type: 'text[]' } },
    returns: table,
    expression: sqlFile('offers/claim_nodes.sql'),
  }),
  new Routine({
    name: 'record_effects',
    type: 'function',
    language: 'plpgsql',
    params: {
      events: { type: 'jsonb' },
      messages: { type: 'jsonb' },
      transitions: { type: 'jsonb' },
      outcomes: { type: 'jsonb' },
      half_life_seconds: { type: 'double precision' },
    },
    returns: { runtimeType: 'any', columnType: 'void' },
    expression: sqlFile('events/record_effects.sql'),
  }),
  new Routine({
    name: 'offer_jobs',
    type: 'function',
    language: 'plpgsql',
    params: { requests: { type: 'jsonb' }, timeout_queue: { type: 'text' }, cause: { type: 'text' } },
    returns: table,
    expression: sqlFile('offers/offer_jobs.sql'),
  }),
]

/** Routines without a declaration in MikroORM: functions of triggers, and triggers for truncation. */
export const plainSql = [
  sqlFile('jobs/job_end.sql'),
  sqlFile('nodes/node_changed.sql'),
  sqlFile('nodes/node_part_changed.sql'),
  sqlFile('nodes/nodes_emptied.sql'),
  sqlFile('nodes/node_presence.sql'),
  sqlFile('nodes/node_type_changed.sql'),
  sqlFile('prices/node_ask_spans.sql'),
]
