import { JobGroupQuoteDocument, type JobGroupQuoteInput } from '@aiigo/client'
import { type JobFile, type JobGroupFile, parseAmount, RATE_DECIMALS } from '@aiigo/domain'
import type { Address } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import type { PriceLimits } from './Buyer.js'
import type { GroupQuote } from './Group.js'
import { quoteInput } from './quoteInput.js'

export interface GroupQuoteOptions extends CallOptions {
  /** Symbol or address: costs in this token, without the limits of the file's budgets. */
  readonly token?: string
}

/** What the jobs of a file of several would cost, and how many of them run at once. */
export async function quoteGroup(
  { jobs }: Pick<JobGroupFile, 'jobs'>,
  connection: Connection,
  { token, ...call }: GroupQuoteOptions,
): Promise<GroupQuote> {
  const steps = [...Map.groupBy(jobs, ({ key }) => key)].map(([key, some]): JobGroupQuoteInput['steps'][number] => {
    // Elements of an array differ in arguments, variables and inputs alone.
    const { file } = some[0] as (typeof some)[number]
    const paid = token ?? file.budget.token
    const needs = new Set(some.flatMap((one) => one.needs.map((name) => name.replace(/\[\d+\]$/, ''))))
    return {
      ...{ key, jobs: some.length, needs: [...needs] },
      job: quoteInput(file, paid, token === undefined ? limitsOf(file, connection) : {}),
      replicas: file.verification?.mode === 'REPLICATED' ? file.verification.replicas : 1,
    }
  })
  const { jobGroupQuote } = await connection.client.execute(JobGroupQuoteDocument, { input: { steps } }, call)
  const { costs, warnings, ...quoted } = jobGroupQuote
  return {
    ...quoted,
    costs: costs.map((cost) => ({
      ...{ token: cost.token as Address, symbol: cost.symbol, decimals: cost.decimals },
      ...{ jobs: cost.jobs, unpriced: cost.unpriced },
      lowestCost: BigInt(cost.lowestCost),
      expectedCost: BigInt(cost.expectedCost),
      highCost: BigInt(cost.highCost),
      suggestedBudget: BigInt(cost.suggestedBudget),
      deposit: cost.deposit === null ? null : BigInt(cost.deposit),
    })),
    warnings: warnings.map(({ code, message }) => ({ code, message })),
  }
}

/** The limits of a job's own budget, in base units of its token. */
function limitsOf({ budget }: JobFile, connection: Connection): Omit<PriceLimits, 'signal'> {
  const { decimals } = connection.token(budget.token)
  const { amount, maxRate, maxPricePerHour } = budget
  return {
    budget: parseAmount(amount, decimals),
    ...(maxRate === undefined ? {} : { maxRate: parseAmount(maxRate, decimals + RATE_DECIMALS) }),
    ...(maxPricePerHour === undefined ? {} : { maxPricePerHour: parseAmount(maxPricePerHour, decimals) }),
  }
}
