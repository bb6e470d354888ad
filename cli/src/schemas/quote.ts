import { RESOURCE_TYPES } from '@aiigo/domain'
import { amountSchema } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** A reason that speaks against a part of the nodes. */
export const rejection = z.strictObject({
  filter: z.string(),
  nodes: z.int().describe('Nodes that it keeps away.'),
  onlyThis: z.int().describe('Nodes that nothing else keeps away.'),
})

const job = z
  .strictObject({
    job: z.string().describe('Name of the job.'),
    resourceType: z.enum(RESOURCE_TYPES),
    symbol: z.string().describe('Of the token of the amounts.'),
    usage: z.string().describe('The most that is metered, in `unit`.'),
    unit: z.string(),
    registeredCount: z.int().describe('Registered nodes of the type.'),
    nodeCount: z.int().describe('Of these, nodes that could take the job, perhaps at another moment.'),
    ownerCount: z.int().describe('Owners of the nodes that could take it.'),
    availableCount: z.int().describe('Of the nodes that could take it, those that could now.'),
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

/** The costs of a file of several jobs. */
export const groupQuoted = z
  .strictObject({
    group: z.string().describe('Name of the file.'),
    jobs: z.int().describe('Jobs in all, replicas among them.'),
    atOnce: z.int().describe('Most of its jobs that would run at the same time.'),
    rounds: z.int().nullable().describe('In which the nodes that are free now could run all; null: a job has none.'),
    seconds: z.int().nullable().describe('All rounds at their run limits, without waits; null as rounds.'),
    costs: z
      .array(
        z.strictObject({
          jobs: z.int().describe('Jobs that are paid in this token.'),
          unpriced: z.int().describe('Of these, jobs that no node could take: the costs leave them out.'),
          lowestCost: amountSchema,
          expectedCost: amountSchema.describe('As likely to be above as below.'),
          highCost: amountSchema.describe('In nine of ten cases it costs less.'),
          suggestedBudget: amountSchema.describe('Deposits that cover every node that fits.'),
          deposit: amountSchema
            .nullable()
            .describe("The file's deposits, which it costs at most; null in another token than the file's."),
        }),
      )
      .describe('One for each token.'),
    steps: z.array(
      z.strictObject({
        key: z.string(),
        jobs: z.int(),
        atOnce: z.int().describe('How many of its jobs could run at the same time, if nothing else ran.'),
        registeredCount: z.int().describe('Registered nodes of its type.'),
        nodeCount: z.int().describe('Of these, nodes that could take one of its jobs, perhaps at another moment.'),
        ownerCount: z.int().describe('Owners of the nodes that could take one.'),
        availableCount: z.int().describe('Of the nodes that could take one, those that could now.'),
        summary: z.string().describe('One sentence on the counts.'),
        expectedCost: amountSchema.nullable().describe('Of one job; null where no node could take it.'),
        smallestChange: z.string().nullable().describe('The smallest change that lets one more node take it.'),
      }),
    ),
    warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  })
  .describe('What a file of several jobs would cost now.')

/** `aiigo quote` */
export const result = z.union([job, groupQuoted]).describe('The price now; of a file of several jobs, of all of them.')

export type JobQuoted = z.infer<typeof job>
export type GroupQuoted = z.infer<typeof groupQuoted>
