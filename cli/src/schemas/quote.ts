import { RESOURCE_TYPES } from '@aiigo/domain'
import { amountSchema } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** A reason that speaks against a part of the nodes. */
export const rejection = z.strictObject({
  filter: z.string(),
  nodes: z.int().describe('Nodes that it keeps away.'),
  onlyThis: z.int().describe('Nodes that nothing else keeps away.'),
})

/** `aiigo quote` */
export const result = z
  .strictObject({
    job: z.string().describe('Name of the job.'),
    resourceType: z.enum(RESOURCE_TYPES),
    symbol: z.string().describe('Of the token of the amounts.'),
    usage: z.string().describe('The most that is metered, in `unit`.'),
    unit: z.string(),
    registeredCount: z.int().describe('Registered nodes of the type.'),
    nodeCount: z.int().describe('Of these, nodes that could take the job, perhaps at another moment.'),
    availableCount: z.int().describe('Of these, nodes that could take it now.'),
    summary: z.string().describe('One sentence on the counts.'),
    lowestCost: amountSchema.nullable().describe('Of the whole job at its limit; null where no node asks a price.'),
    medianCost: amountSchema.nullable(),
    suggestedBudget: amountSchema.nullable().describe('A deposit that covers every node that fits.'),
    budget: amountSchema.nullable().describe("The job file's deposit; null in another token than the file's."),
    feeBps: z.int().describe("The platform's share of what the node earns, in basis points."),
    thin: z.boolean().describe('Whether few providers make the price.'),
    expectedWaitSeconds: z.number().nullable().describe('As such jobs waited of late; null where there were too few.'),
    smallestChange: z.string().nullable().describe('The smallest change of the job that lets one more node take it.'),
    rejections: z.array(rejection),
  })
  .describe('The price of a job now.')
