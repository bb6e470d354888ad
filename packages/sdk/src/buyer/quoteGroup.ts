import { JobGroupQuoteDocument, type JobGroupQuoteInput } from '@aiigo/client'
import { type JobFile, type JobGroupFile, type JobSpec, parseAmount, RATE_DECIMALS } from '@aiigo/domain'
import type { Address } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import type { PriceLimits } from './Buyer.js'
import type { Group, GroupQuote } from './Group.js'
import { quoteInput } from './quoteInput.js'
import { readAtOnce } from './readAtOnce.js'
import { specOf } from './submitGroup.js'

export interface GroupQuoteOptions extends CallOptions {
  /** Symbol or address: costs in this token, without the limits of the file's budgets. */
  readonly token?: string
}

/** Jobs of a group that ask the same of a node. */
interface Step {
  readonly key: string
  readonly jobs: number
  /** Keys of the steps that end first. */
  readonly needs: readonly string[]
  readonly job: JobFile | JobSpec
}

/** Costs of the jobs of a file of several, and how many of them run at once. */
export async function quoteGroup(
  { jobs }: Pick<JobGroupFile, 'jobs'>,
  connection: Connection,
  options: GroupQuoteOptions,
): Promise<GroupQuote> {
  const steps = [...Map.groupBy(jobs, ({ key }) => key)].map(([key, some]): Step => {
    // Elements of an array differ in arguments, variables and inputs alone.
    const { file } = some[0] as (typeof some)[number]
    const needs = new Set(some.flatMap((one) => one.needs.map((name) => name.replace(/\[\d+\]$/, ''))))
    return { key, jobs: some.length, needs: [...needs], job: file }
  })
  return quoteSteps(steps, connection, options)
}

/**
 * The same of the jobs of a group that wait for the wallet's signature: what paying for them brings.
 * @returns null where none waits
 */
export async function quoteUnpaid(
  { members }: Pick<Group, 'members'>,
  connection: Connection,
  options: GroupQuoteOptions,
): Promise<GroupQuote | null> {
  const { token: _, ...call } = options
  const unpaid = members.filter(({ state, fundingSigned }) => state === 'SUBMITTED' && !fundingSigned)
  if (unpaid.length === 0) return null
  const keyOf = new Map(unpaid.map(({ jobId, key }) => [jobId, key]))
  const steps = await readAtOnce([...Map.groupBy(unpaid, ({ key }) => key)], async ([key, some]): Promise<Step> => {
    const needs = new Set(some.flatMap((one) => one.needs.flatMap((id) => keyOf.get(id) ?? [])))
    const job = await specOf((some[0] as (typeof some)[number]).jobId, connection, call)
    return { key, jobs: some.length, needs: [...needs], job }
  })
  return quoteSteps(steps, connection, options)
}

async function quoteSteps(
  all: readonly Step[],
  connection: Connection,
  { token, ...call }: GroupQuoteOptions,
): Promise<GroupQuote> {
  const steps = all.map(({ key, jobs, needs, job }): JobGroupQuoteInput['steps'][number] => {
    const { verification, budget } = job
    const replicas = verification?.mode === 'REPLICATED' ? verification.replicas : 1
    return {
      ...{ key, jobs, needs: [...needs] },
      job: quoteInput(job, token ?? budget.token, token === undefined ? limitsOf(job, connection) : {}),
      // Of a set that was done in part before, the rest are fewer.
      replicas: jobs % replicas === 0 ? replicas : 1,
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
function limitsOf({ budget }: JobFile | JobSpec, connection: Connection): Omit<PriceLimits, 'signal'> {
  const { decimals } = connection.token(budget.token)
  const { amount, maxRate, maxPricePerHour } = budget
  return {
    budget: parseAmount(amount, decimals),
    ...(maxRate === undefined ? {} : { maxRate: parseAmount(maxRate, decimals + RATE_DECIMALS) }),
    ...(maxPricePerHour === undefined ? {} : { maxPricePerHour: parseAmount(maxPricePerHour, decimals) }),
  }
}
