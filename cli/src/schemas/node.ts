import { AVAILABILITIES, NODE_STATES, RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { address, amountSchema, bytes32, nodeId, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

const ask = z.strictObject({
  token: z.string().describe('Its symbol.'),
  price: amountSchema,
  per: z.enum(['HOUR', 'USAGE']).describe('Price of an hour of one unit (GPU, CPU), or of one unit of usage.'),
  rate: z.string().describe('Base units per million units of usage, as it is on chain.'),
})

/** A node's price in one token. */
export type NodeAsk = z.output<typeof ask>

/** The last checked benchmark of a node. */
const benchmark = z.strictObject({
  answeredAt: z.string().describe('ISO 8601.'),
  checkedAt: z.string().describe('ISO 8601.'),
  weightBps: z.int().describe('How much it counts in the score, basis points.'),
  cpuOperationsPerSecond: z.number().describe('Multiplications with additions of 32-bit words.'),
  memoryMibPerSecond: z.int(),
  networkUpKibPerSecond: z.int().nullable(),
  networkDownKibPerSecond: z.int().nullable(),
  diskWriteMibPerSecond: z.int().nullable().describe('As the node says.'),
  diskReadMibPerSecond: z.int().nullable().describe('As the node says.'),
  gpuGflops: z.int().nullable().describe('As the node says.'),
  verifiedHashesPerSecond: z.number().describe('Verified power of the node: proofs of work and benchmark.'),
})

/** The last checked benchmark of a node. */
export type NodeBenchmark = z.output<typeof benchmark>

const ownNode = z.strictObject({
  nodeId,
  name: z.string().nullable(),
  resourceType: z.enum(RESOURCE_TYPES),
  units: z.int(),
  region: z.string(),
  tier: z.enum(TIERS),
  state: z.enum(NODE_STATES).describe('On chain.'),
  trustLevel: z.enum(TRUST_LEVELS),
  reputation: z.int().describe('0 to 10 000.'),
  availability: z.enum(AVAILABILITIES).nullable().describe('Whether it takes work; null where it was never said.'),
  pausedReason: z.string().nullable().describe('Why it takes no work.'),
  online: z.boolean().nullable().describe('Null where the node was never seen.'),
  lastHeartbeatAt: time.nullable(),
  uptimeBps: z.int().nullable().describe('Basis points.'),
  tasksCompleted: z.int(),
  tasksFailed: z.int(),
  openAssignments: z.int(),
  stake: amountSchema.describe('Active stake.'),
  asks: z.array(ask).describe('Tokens that it accepts.'),
})

/** A node of the wallet. */
export type OwnNode = z.output<typeof ownNode>

/** `aiigo node list` */
export const list = z.strictObject({ provider: address, nodes: z.array(ownNode) }).describe('Nodes of the wallet.')

/** `aiigo node show` */
export const shown = z
  .strictObject({
    benchmark: benchmark.nullable().describe('The last one that the platform has checked; null without one.'),
    node: ownNode,
    minimumStake: amountSchema.describe('With less the node gets no work.'),
    unbonding: z.strictObject({
      amount: amountSchema.describe('Stake on its way out.'),
      availableAt: time.nullable().describe('From when it may be withdrawn; null where nothing is unbonding.'),
    }),
    withdrawable: z.array(amountSchema).describe('Earnings of the wallet in the escrow, by token.'),
  })
  .describe('A node of the wallet, as chain and platform have it.')

/** `aiigo node activate`, `aiigo node deactivate` */
export const moved = z
  .strictObject({ nodeId, state: z.enum(NODE_STATES).nullable().describe('Afterwards.'), transaction: bytes32 })
  .describe('The node in its new state.')

/** `aiigo node availability` */
export const availability = z
  .strictObject({ nodeId, availability: z.enum(AVAILABILITIES), reason: z.string().nullable() })
  .describe('Whether the node takes work, as the platform has it now.')

/** `aiigo node asks` */
export const asks = z
  .strictObject({
    nodeId,
    asks: z.array(ask).describe('Tokens that the node accepts, as the chain has them.'),
    transaction: bytes32.nullable().describe('Null where the prices were only shown.'),
  })
  .describe('Prices of the node.')

/** `aiigo node stake`, `aiigo node unstake`, `aiigo node withdraw-stake` */
export const staked = z
  .strictObject({
    nodeId,
    amount: amountSchema.describe('What was moved.'),
    transaction: bytes32,
    active: amountSchema.describe('Active stake afterwards.'),
    unbonding: amountSchema.describe('Stake on its way out afterwards.'),
    availableAt: time.nullable().describe('From when it may be withdrawn; null where nothing is unbonding.'),
  })
  .describe('The stake of the node.')

/** `aiigo node earnings` */
export const earnings = z
  .strictObject({
    nodeId: nodeId.nullable().describe('Null: all nodes of the wallet.'),
    days: z.array(
      z.strictObject({
        day: time.describe('Begin of the day in UTC, ISO 8601.'),
        tasks: z.int(),
        pay: amountSchema.describe('After the fee, without bonuses.'),
      }),
    ),
    withdrawable: z.array(amountSchema).describe('Earnings of the wallet in the escrow, by token.'),
  })
  .describe('Pay for tasks, by day and token, the newest first.')
