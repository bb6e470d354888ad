import { AVAILABILITIES, NODE_STATES, TRUST_LEVELS } from '@aiigo/domain'
import { address, amountSchema, nodeId, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { runningSchema } from '../control/controlSchema.js'

const amounts = z.array(amountSchema)

/** `aiigo-agent status` */
export const result = z
  .strictObject({
    name: z.string(),
    nodeId,
    provider: address,
    running: runningSchema.nullable().describe('Null where no agent runs with this data folder.'),
    node: z
      .strictObject({
        state: z.enum(NODE_STATES).describe('On chain.'),
        trustLevel: z.enum(TRUST_LEVELS),
        availability: z.enum(AVAILABILITIES).nullable(),
        online: z.boolean().nullable(),
        uptimeBps: z.int().nullable().describe('Basis points.'),
        tasksCompleted: z.int(),
        tasksFailed: z.int(),
        proofs: z.strictObject({
          passed: z.int(),
          failed: z.int(),
          lastAt: time.nullable().describe('When the last challenge was issued.'),
          nextAt: time
            .nullable()
            .describe('When the next one is to be expected; null while there were fewer than two.'),
        }),
        benchmark: z
          .strictObject({
            answeredAt: z.string().describe('ISO 8601.'),
            weightBps: z.int().describe('How much it counts in the score, basis points.'),
            cpuOperationsPerSecond: z.number(),
            verifiedHashesPerSecond: z.number().describe('Of proofs of work and benchmark together.'),
          })
          .nullable()
          .describe('The last one that the platform has checked; null without one.'),
      })
      .nullable()
      .describe('Null where the platform does not know the node, or does not answer.'),
    earnings: z
      .strictObject({
        today: amounts.describe('Since midnight UTC.'),
        sevenDays: amounts,
        total: amounts,
        withdrawable: amounts.describe('In the escrow.'),
        held: amounts.describe('Of results that are not settled, without the fee.'),
      })
      .nullable()
      .describe('Null where the platform or the chain does not answer.'),
    trouble: z.string().nullable().describe('Why something is missing; null where nothing is.'),
  })
  .describe('The state of this machine.')

/** The state of this machine. */
export type Status = z.output<typeof result>
