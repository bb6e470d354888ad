import { address, amountSchema, nodeId } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { rejection } from './quote.js'

const missed = z.strictObject({ nodeId, filter: z.string().optional(), message: z.string() })

/** `aiigo preview` */
export const result = z
  .strictObject({
    job: z.string().describe('Name of the job.'),
    summary: z.string(),
    considered: z.int().describe('Nodes that were looked at.'),
    matched: z.int().describe('Nodes that would take the job.'),
    candidates: z
      .array(
        z.strictObject({
          nodeId,
          provider: address,
          score: z.number().describe('The best one is first.'),
          maxCost: amountSchema.describe('The whole job at its limit, on this node.'),
        }),
      )
      .describe('Nodes that would get it now, the best first.'),
    rejections: z.array(rejection.extend({ nearest: z.array(missed) })).describe('Why other nodes would not.'),
    smallestChange: z.string().nullable().describe('The smallest change of the job that lets one more node take it.'),
  })
  .describe('Which nodes would take a job now, and why others would not.')
