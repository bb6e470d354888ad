import { RESOURCE_TYPES } from '@aiigo/domain'
import { address, amountSchema, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo prices` */
export const result = z
  .strictObject({
    prices: z.array(
      z.strictObject({
        resourceType: z.enum(RESOURCE_TYPES),
        resourceClass: z.string().describe('Such as a model of GPU.'),
        region: z.string(),
        symbol: z.string(),
        unit: z.string(),
        p10: amountSchema.describe('A tenth of the market is cheaper. For a million units of usage.'),
        median: amountSchema.describe('For a million units of usage.'),
        p90: amountSchema.describe('For a million units of usage.'),
        usd: z
          .strictObject({ p10: z.string(), median: z.string(), p90: z.string(), per: z.string() })
          .nullable()
          .describe('Dollars, for `per`.'),
        providers: z.int(),
        thin: z.boolean().describe('Whether few providers make the price.'),
        changedAt: time,
      }),
    ),
  })
  .describe('The price index now.')

/** `aiigo prices --follow` */
export const item = z
  .strictObject({
    seq: z.int(),
    resourceType: z.enum(RESOURCE_TYPES),
    resourceClass: z.string(),
    region: z.string(),
    token: address,
    p10: z.string().describe('Base units of the token for a million units of usage.'),
    median: z.string().describe('Base units of the token for a million units of usage.'),
    p90: z.string().describe('Base units of the token for a million units of usage.'),
    providers: z.int(),
    thin: z.boolean(),
    at: time,
  })
  .describe('A change of the price index.')
