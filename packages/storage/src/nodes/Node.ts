import {
  AVAILABILITIES,
  type Availability,
  NODE_STATES,
  type NodeState,
  RESOURCE_TYPES,
  TIERS,
  type Tier,
  TRUST_LEVELS,
  type TrustLevel,
} from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, counter, createdInstant, instant, oneOf } from '../db/columns.js'
import type { NodeDetails } from './NodeDetails.js'
import { nodeTriggers } from './nodeTriggers.js'

const NodeSchema = defineEntity({
  name: 'Node',
  tableName: 'node',
  properties: {
    /** 0x and 16 hex digits. */
    id: p.text().primary(),
    /** Wallet, lower case. */
    provider: p.text().index('node_provider'),
    /** Given by the provider. */
    name: p.text(),
    /** Type of the resource. */
    resourceType: oneOf(RESOURCE_TYPES),
    /** Units of the type, such as GPUs or cores. */
    units: p.integer(),
    /** Where it is. */
    region: p.text(),
    /** Whose machine it is. */
    tier: oneOf(TIERS).$type<Opt<Tier>>().default('COMMUNITY'),
    /** Where the node is in its life cycle on chain. */
    state: oneOf(NODE_STATES).$type<Opt<NodeState>>().default('PENDING'),
    /** How far the chain trusts it. */
    trustLevel: oneOf(TRUST_LEVELS).$type<Opt<TrustLevel>>().default('NONE'),
    /** 0-10 000. */
    reputation: p.integer().$type<Opt<number>>().default(5000),
    /** AIIGO base units. */
    activeStake: amount().$type<Opt<bigint>, string>().default('0'),
    /** Estimate of the last passed challenge. */
    hashesPerSecond: amount().$type<Opt<bigint>, string>().default('0'),
    /** The processor's figure of the last checked benchmark, as hashes a second; null without one. */
    benchmarkHashesPerSecond: amount().nullable(),
    /** When that benchmark was answered; null without one. */
    benchmarkAt: instant().nullable(),
    /** How much it still counts, basis points; it decays day by day. */
    benchmarkWeightBps: p.integer().$type<Opt<number>>().default(0),
    /** Rate by token address (lower case), base units per million units of usage as decimal string. */
    asks: p.json<Record<string, string>>(),
    /** Block of the mirrored chain state; 0 before the chain knew the node. */
    chainBlock: counter().$type<Opt<number>>().default(0),
    /** Whether the chain knows the node. */
    registered: p.boolean().$type<Opt<boolean>>().default(false),
    /** Whether its provider wants work; DRAINING finishes what is open. */
    availability: oneOf(AVAILABILITIES).$type<Opt<Availability>>().default('UNAVAILABLE'),
    /** Why its agent takes no work, for its provider; null while it does, and where it gives no reason. */
    pausedReason: p.text().nullable(),
    /** Whether heartbeats arrive. */
    online: p.boolean().$type<Opt<boolean>>().default(false),
    /** By the database's clock. */
    lastHeartbeatAt: instant().nullable(),
    /** Of the agent heard last; raised by each of its starts. */
    generation: counter().nullable(),
    /** Details of the device that the chain does not keep. */
    spec: p.json<NodeDetails>(),
    /** Measured by the agent against the platform, milliseconds. */
    roundTripMs: p.integer().nullable(),
    /** Share of recent time online, basis points. */
    uptimeBps: p.integer().$type<Opt<number>>().default(10000),
    /** End of the audit that shows its type; null without one, and for types that need none. */
    typeShownUntil: instant().nullable(),
    /** When the row was made. */
    createdAt: createdInstant(),
    /** When the row changed last. */
    updatedAt: createdInstant(),
  },
  checks: [
    { name: 'node_id_format', expression: `"id" ~ '^0x[0-9a-f]{16}$'` },
    { name: 'node_provider_lower', expression: `"provider" = lower("provider")` },
    { name: 'node_units_positive', expression: `"units" > 0` },
    { name: 'node_reputation_range', expression: `"reputation" >= 0 and "reputation" <= 10000` },
    {
      name: 'node_benchmark_weight_range',
      expression: `"benchmark_weight_bps" >= 0 and "benchmark_weight_bps" <= 10000`,
    },
    { name: 'node_uptime_range', expression: `"uptime_bps" >= 0 and "uptime_bps" <= 10000` },
  ],
  indexes: [
    { name: 'node_matching', properties: ['resourceType', 'state'], where: `"registered"` },
    // Few among many: a check looks for one of them.
    { name: 'node_owned', properties: ['resourceType'], where: `"tier" = 'OWNED'` },
    { name: 'node_type_shown', properties: ['typeShownUntil'], where: `"type_shown_until" is not null` },
    { name: 'node_benchmark_counts', properties: ['benchmarkAt'], where: `"benchmark_weight_bps" > 0` },
    { name: 'node_online', properties: ['lastHeartbeatAt'], where: `"online"` },
  ],
  triggers: nodeTriggers,
})

/** A registered device: the mirror of its chain state, and what is only known off chain. */
export class Node extends NodeSchema.class {}
NodeSchema.setClass(Node)
