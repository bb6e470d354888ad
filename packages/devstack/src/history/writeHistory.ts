import { createReader, type Deployment } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { createStorage } from '@aiigo/storage'
import { buyerAccounts } from '../buyerAccounts.js'
import { createPastChain } from './createPastChain.js'
import { createPastMarket, type PastNode } from './createPastMarket.js'
import { createHistoryClock, type HistoryClock } from './HistoryClock.js'
import { MACHINES, PRESENT_DAYS, planJobs, TRADING_DAYS } from './historyPlan.js'
import { runPastJob } from './runPastJob.js'

interface HistoryOptions {
  databaseUrl: string
  rpcUrl: string
  deployment: Deployment
}

/** A thing that goes on at moments of its own; each yields the next one. */
type Story = AsyncGenerator<number, void>

const DAY = 86_400
/** Before the present: everything is over by then. */
const QUIET_SECONDS = 600

/**
 * Writes weeks of trade: transactions on the chain, in blocks of the past, and the rows that API, worker and agents
 * would have written, by the same verbs of storage. Nothing may follow the chain yet. The chain's time is the machine's
 * own afterwards.
 * @returns how many jobs it has
 */
export async function writeHistory({ databaseUrl, rpcUrl, deployment }: HistoryOptions): Promise<{ jobs: number }> {
  const { chainId } = deployment
  // One connection: it has the history's clock.
  const storage = await createStorage({ databaseUrl, poolSize: 1 })
  const present = Math.floor(Date.now() / 1_000)
  const end = present - QUIET_SECONDS
  const reader = createReader(chainId, rpcUrl)
  const begin = Math.max(Number((await reader.getBlock()).timestamp) + 1, present - PRESENT_DAYS * DAY)
  const clock = await createHistoryClock(storage, reader, begin)
  try {
    const { send } = createPastChain({ chainId, rpcUrl }, () => clock)
    // Derived once: each takes many milliseconds.
    const { operator, publicSale } = localRoles()
    const people = { operator, publicSale, buyers: buyerAccounts() }
    const deps = { deployment, reader, send, storage, clock, people }
    const market = createPastMarket(deps)
    const jobs = planJobs(end)
    const nodes = new Map<string, PastNode>()

    await market.fundsBuyers()
    for (const machine of MACHINES) nodes.set(machine.name, await market.registers(machine))
    const nodeOf = (name: string): PastNode => nodes.get(name) as PastNode
    const opening = end - TRADING_DAYS * DAY
    await tell(clock, [
      ...[...nodes.values()].map((node) => at(opening, () => market.offers(node))),
      ...[...nodes.values()].flatMap((node) =>
        Array.from({ length: TRADING_DAYS - 1 }, (_, day) =>
          at(opening + (day + 1) * DAY + 60, () => market.asks(node, day + 1)),
        ),
      ),
      ...jobs.map((job) => after(job.createdAt, () => runPastJob(deps, job, nodeOf(job.machine.name)))),
      ...[...nodes.values()].map((node) => at(end, () => market.retires(node))),
      at(end + 60, () => market.goesQuiet()),
    ])
    return { jobs: jobs.length }
  } finally {
    await clock.end()
    await storage.close()
  }
}

async function* at(moment: number, act: () => Promise<void>): Story {
  yield moment
  await act()
}

async function* after(moment: number, story: () => Story): Story {
  yield moment
  yield* story()
}

/** Tells stories together, each step at its moment. */
async function tell(clock: HistoryClock, stories: readonly Story[]): Promise<void> {
  const waiting: { moment: number; story: Story }[] = []
  async function goOn(story: Story): Promise<void> {
    const { value, done } = await story.next()
    if (!done) waiting.push({ moment: value, story })
  }
  for (const story of stories) await goOn(story)
  while (waiting.length > 0) {
    const first = waiting.reduce((best, one, index) => (one.moment < (waiting[best]?.moment ?? 0) ? index : best), 0)
    const [next] = waiting.splice(first, 1)
    if (!next) return
    await clock.moveTo(Math.max(next.moment, clock.now()))
    await goOn(next.story)
  }
}
