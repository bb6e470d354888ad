import type { GroupQuote } from '@aiigo/sdk'
import type { LoadedGroup } from '@aiigo/sdk/node'
import { amountOf } from '@aiigo/terminal/money'
import type { Context } from '../Context.js'
import { tokenOf } from '../job/describeJob.js'
import type { GroupQuoted } from '../schemas/quote.js'
import { withPlatform } from '../session/openSession.js'
import type { Tokens } from './describeGroup.js'

/** The costs of the jobs of a file of several. @param token in place of the file's */
export async function quoteGroup(context: Context, { group }: LoadedGroup, token?: string): Promise<GroupQuoted> {
  return withPlatform(context, async ({ buyer, connection, platform }) => {
    const wanted = token === undefined ? {} : { token: connection.token(token).address }
    const quote = await buyer.quoteGroup(group, { ...wanted, signal: context.signal })
    return { group: group.name, ...quotedOf(quote, platform.paymentTokens) }
  })
}

function quotedOf(quote: GroupQuote, tokens: Tokens): Omit<GroupQuoted, 'group'> {
  const { jobs, atOnce, rounds, seconds, costs, steps, warnings } = quote
  return {
    ...{ jobs, atOnce, rounds, seconds },
    costs: costs.map(
      ({ token, jobs: paid, unpriced, lowestCost, expectedCost, highCost, suggestedBudget, deposit }) => {
        const amount = (value: bigint) => amountOf(value, tokenOf(tokens, token))
        return {
          ...{ jobs: paid, unpriced },
          lowestCost: amount(lowestCost),
          expectedCost: amount(expectedCost),
          highCost: amount(highCost),
          suggestedBudget: amount(suggestedBudget),
          deposit: deposit === null ? null : amount(deposit),
        }
      },
    ),
    steps: steps.map(({ key, jobs: some, atOnce: most, quote: one }) => {
      const { registeredCount, nodeCount, ownerCount, availableCount, summary, forecast, smallestChange } = one
      return {
        ...{ key, jobs: some, atOnce: most, registeredCount, nodeCount, ownerCount, availableCount, summary },
        expectedCost: forecast ? amountOf(BigInt(forecast.expectedCost), tokenOf(tokens, one.token)) : null,
        smallestChange: smallestChange?.message ?? null,
      }
    }),
    warnings: [...warnings],
  }
}
