import * as z from 'zod'

/** An amount of a token. */
export const amountSchema = z
  .strictObject({
    baseUnits: z
      .string()
      .regex(/^[0-9]+$/)
      .describe('Base units of the token, a decimal whole number.'),
    amount: z.string().describe('Whole tokens, decimal.'),
    symbol: z.string(),
    usd: z.string().nullable().describe('Dollars, decimal; null where the platform has no price of the token.'),
  })
  .meta({ id: 'Amount', description: 'An amount of a token.' })

/** An amount as `--json` prints it. */
export type Amount = z.output<typeof amountSchema>

export const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
/** Of a node. */
export const nodeId = z.string().regex(/^0x[0-9a-fA-F]{16}$/)
export const bytes32 = z.string().regex(/^0x[0-9a-fA-F]{64}$/)
export const time = z.string().describe('ISO 8601.')
