import { address, amountSchema, nodeId, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo readings` */
export const result = z
  .strictObject({
    jobId: z.string(),
    nodeId: nodeId.describe('The node whose sensor was read.'),
    provider: address.describe('Its wallet, which signed each reading.'),
    sensor: z.string(),
    outcome: z.string().describe('EXITED: all points were taken.'),
    points: z.int().describe('Data points that the job asked for.'),
    usage: z.string().describe('Data points that are billed.'),
    cost: amountSchema.describe('The bill.'),
    readings: z.array(
      z.strictObject({
        sequence: z.int(),
        at: time,
        value: z.number(),
        unit: z.string(),
        signature: z.string().describe('EIP-712 signature of the wallet.'),
      }),
    ),
  })
  .describe('Readings of a sensor. Order, moments, signatures and bill were checked.')
