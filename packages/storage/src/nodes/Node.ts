import type { Availability, NodeState, ResourceType, Tier, TrustLevel } from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, counter, createdInstant, instant } from '../db/columns.js'
import type { NodeDetails } from './NodeDetails.js'

const NodeSchema = defineEntity({
  name: 'Node',
  tableName: 'node',
  properties: {
    /** 0x and 16 hex digits. */
    id: p.text().primary(),
    /** Wallet, lower case. */
    provider: p.text(),
    name: p.text(),
    resourceType: p.text().$type<ResourceType>(),
    units: p.integer(),
    region: p.text(),
    tier: p.text().$type<Opt<Tier>>().default('COMMUNITY'),
    state: p.text().$type<Opt<NodeState>>().default('PENDING'),
    trustLevel: p.text().$type<Opt<TrustLevel>>().default('NONE'),
    /** 0-10 000. */
    reputation: p.integer().$type<Opt<number>>().default(5000),
    /** AIIGO base units. */
    activeStake: amount().$type<Opt<bigint>, string>().default('0'),
    /** Estimate of the last passed challenge. */
    hashesPerSecond: amount().$type<Opt<bigint>, string>().default('0'),
    /** Rate by token address (lower case), base units per unit of usage as decimal string. */
    asks: p.json<Record<string, string>>(),
    /** Block of the mirrored chain state; 0 before the chain knew the node. */
    chainBlock: counter().$type<Opt<number>>().default(0),
    /** Whether the chain knows the node. */
    registered: p.boolean().$type<Opt<boolean>>().default(false),
    availability: p.text().$type<Opt<Availability>>().default('UNAVAILABLE'),
    online: p.boolean().$type<Opt<boolean>>().default(false),
    /** By the database's clock. */
    lastHeartbeatAt: instant().nullable(),
    /** Of the agent heard last; raised by each of its starts. */
    generation: counter().nullable(),
    spec: p.json<NodeDetails>(),
    /** Measured by the agent against the platform, milliseconds. */
    roundTripMs: p.integer().nullable(),
    /** Share of recent time online, basis points. */
    uptimeBps: p.integer().$type<Opt<number>>().default(10000),
    createdAt: createdInstant(),
    updatedAt: createdInstant(),
  },
})

/** A registered device: the mirror of its chain state, and what is only known off chain. */
export class Node extends NodeSchema.class {}
NodeSchema.setClass(Node)
