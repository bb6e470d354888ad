import { canonicalJson, JOB_LIMITS, type Problem } from '@aiigo/domain'
import type { LiveIndex } from '@aiigo/matching'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { tooFewOwners } from '../job/tooFewOwners.js'
import type { JobGroupCost, JobGroupQuote, JobGroupQuoteInput, JobGroupQuoteStepInput } from './groupQuote.type.js'
import { type FreeNode, jobsAtOnce, type PlannedStep, planRounds } from './planRounds.js'
import type { DetailedQuote, QuoteService } from './quote.service.js'
import type { Quote, QuoteInput } from './quote.type.js'

interface Deps {
  quotes: Pick<QuoteService, 'quote'>
  matchIndex: LiveIndex
  now: () => number
}

/** Free nodes for one demand, the best first: twice as many as a group has jobs, as owners may have several. */
const MAX_NODES = 2 * JOB_LIMITS.groupJobs

/** A demand with its quote and the nodes that are free for it. */
interface Demand extends DetailedQuote {
  readonly nodes: readonly FreeNode[]
}

export type GroupQuoteService = ReturnType<typeof createGroupQuoteService>

/** A text that is the same for jobs that ask the same of a node. */
export const demandOf = (input: QuoteInput): string => canonicalJson(JSON.parse(JSON.stringify(input, textOfBigint)))

const textOfBigint = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

/** Costs and rough time of a group: each different demand of a node is quoted once, whatever the number of jobs. */
export function createGroupQuoteService({ quotes, matchIndex, now }: Deps) {
  async function demand(viewer: Viewer | null, input: QuoteInput): Promise<Demand> {
    const detailed = await quotes.quote(viewer, input)
    const { request, market } = detailed
    const { ranked } = matchIndex.match({ ...request, startAt: now() }, MAX_NODES)
    const nodes = ranked.map(({ nodeId, provider }) => {
      return { id: nodeId, provider, units: market.get(nodeId)?.freeNow ?? 0 }
    })
    return { ...detailed, nodes }
  }

  return {
    /** @throws GraphQLError BAD_USER_INPUT */
    async quote(viewer: Viewer | null, { steps }: JobGroupQuoteInput): Promise<JobGroupQuote> {
      checkSteps(steps)
      const demands = new Map<string, Demand>()
      for (const { job } of steps) {
        const name = demandOf(job)
        if (!demands.has(name)) demands.set(name, await demand(viewer, job))
      }
      const quoted = steps.map((step) => ({ step, ...(demands.get(demandOf(step.job)) as Demand) }))
      const planned = quoted.map(
        ({ step, request, nodes }): PlannedStep => ({
          ...{ key: step.key, jobs: step.jobs, replicas: step.replicas, needs: step.needs, nodes },
          ...{ units: request.units, seconds: request.seconds ?? 0 },
        }),
      )
      const { atOnce, count, seconds } = planRounds(planned)
      return {
        jobs: steps.reduce((sum, { jobs }) => sum + jobs, 0),
        steps: quoted.map(({ step: { key, jobs }, quote }, place) => {
          return { key, jobs, atOnce: jobsAtOnce(planned[place] as PlannedStep), quote }
        }),
        costs: costsOf(quoted),
        ...{ atOnce, rounds: count, seconds },
        warnings: quoted.flatMap(({ step, quote }, place) => warningsOf(step, quote, `steps[${place}]`)),
      }
    },
  }
}

function checkSteps(steps: readonly JobGroupQuoteStepInput[]): void {
  const refuse = (text: string): never => {
    throw apiError('BAD_USER_INPUT', text)
  }
  const { groupJobs, groupNeeds, quotedDemands, replicas: most } = JOB_LIMITS
  const known = new Set<string>()
  const allNeeds = steps.reduce((sum, { needs }) => sum + needs.length, 0)
  if (allNeeds > groupNeeds)
    refuse(`expected at most ${groupNeeds} needs in all, got ${allNeeds}; quote several groups`)
  let total = 0
  for (const { key, jobs, replicas, needs } of steps) {
    if (new Set(needs).size < needs.length)
      refuse(`expected each need of ${JSON.stringify(key)} once; remove the others`)
    if (known.has(key)) refuse(`expected different keys of steps, got ${JSON.stringify(key)} twice; rename one`)
    const unknown = needs.find((need) => !known.has(need))
    if (unknown !== undefined) {
      const text = `expected needs of ${JSON.stringify(key)} that stand before it, got ${JSON.stringify(unknown)}`
      refuse(`${text}; put that step first, or remove the need`)
    }
    if (replicas < 1 || replicas > most || jobs < 1 || jobs % replicas !== 0) {
      const text = `expected at least 1 job, and 1 to ${most} replicas that divide the jobs`
      refuse(`${text}; ${JSON.stringify(key)} has ${jobs} jobs and ${replicas} replicas`)
    }
    known.add(key)
    total += jobs
  }
  if (total === 0 || total > groupJobs)
    refuse(`expected 1 to ${groupJobs} jobs in all, got ${total}; quote several groups`)
  const demands = new Set(steps.map(({ job }) => demandOf(job))).size
  if (demands > quotedDemands) {
    refuse(
      `expected at most ${quotedDemands} different demands of a node, got ${demands}; quote the steps in several groups`,
    )
  }
}

function costsOf(quoted: readonly { readonly step: JobGroupQuoteStepInput; readonly quote: Quote }[]): JobGroupCost[] {
  return [...Map.groupBy(quoted, ({ quote }) => quote.token)].map(([token, some]) => {
    const { symbol, decimals } = (some[0] as (typeof some)[number]).quote
    const sum = (amountOf: (quote: Quote) => bigint | null | undefined): bigint =>
      some.reduce((all, { step, quote }) => all + BigInt(step.jobs) * (amountOf(quote) ?? 0n), 0n)
    const jobs = (some_: typeof some): number => some_.reduce((all, { step }) => all + step.jobs, 0)
    const isWhole = some.every(({ step }) => typeof step.job.budget === 'bigint')
    return {
      ...{ token, symbol, decimals, jobs: jobs(some) },
      unpriced: jobs(some.filter(({ quote }) => quote.nodeCount === 0)),
      lowestCost: sum(({ lowestCost }) => lowestCost),
      expectedCost: sum(({ forecast }) => forecast?.expectedCost),
      highCost: sum(({ forecast }) => forecast?.highCost),
      suggestedBudget: sum(({ suggestedBudget }) => suggestedBudget),
      deposit: isWhole ? some.reduce((all, { step }) => all + BigInt(step.jobs) * (step.job.budget ?? 0n), 0n) : null,
    }
  })
}

/** Why a step could not run now, or never, in the words of its quote. */
function warningsOf({ key, replicas }: JobGroupQuoteStepInput, quote: Quote, field: string): Problem[] {
  const { nodeCount, availableCount, ownerCount, summary } = quote
  if (nodeCount === 0) {
    return [{ code: 'NO_NODE_EVER', field, message: `no registered node could run ${key}: ${summary}` }]
  }
  const now = availableCount === 0 ? `no node can run ${key} now, it would wait for one: ${summary}` : null
  const few = tooFewOwners(replicas, ownerCount, field)
  return [...(now ? [{ code: 'NO_NODE_NOW', field, message: now }] : []), ...(few ? [few] : [])]
}
