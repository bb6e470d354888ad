import { type Deployment, hashGroup, marketplaceDomain } from '@aiigo/chain'
import type { Problem } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import {
  enqueue,
  inTransaction,
  Job,
  type JobGroup,
  needStandings,
  recordFundingSignatures,
  type Storage,
  taskRequestOf,
} from '@aiigo/storage'
import type { Address, Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { VerifySignature } from '../../chain/verifySignature.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: Pick<ChainFacts, 'balance'>
  verifySignature: VerifySignature
  now: () => number
}

const MAX_PROBLEMS = 50

/**
 * Takes the buyer's signature of the requests of a group's jobs, all or none. The deposits of those without needs come
 * out of the balance at once, those of the others when their needs are met.
 */
export function createFundJobGroup({ storage, deployment, chain, verifySignature, now }: Deps) {
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  return async function fundJobGroup(group: JobGroup, jobIds: readonly string[], signature: Hex): Promise<Problem[]> {
    const jobs = await storage.fork().find(Job, { groupId: group.id })
    const byId = new Map(jobs.map((job) => [job.id, job]))
    const signed = jobIds.flatMap((id) => byId.get(id) ?? [])
    const seen = new Set<string>()
    const wrong = jobIds.findIndex((id) => {
      if (!byId.has(id) || seen.has(id)) return true
      seen.add(id)
      return false
    })
    if (wrong >= 0 || signed.length === 0) {
      const got = wrong < 0 ? 'none' : byId.has(jobIds[wrong] ?? '') ? `${jobIds[wrong]} twice` : jobIds[wrong]
      const text = `expected jobs of the group ${group.id}, each once, got ${got}`
      return [{ code: 'JOB_UNKNOWN', field: `jobIds[${Math.max(0, wrong)}]`, message: text }]
    }
    const { digest, memberSignatures } = hashGroup(domain, signed.map(taskRequestOf))
    const checked = await verifySignature(group.buyer, digest, signature)
    if ('reason' in checked) {
      const text = `expected the buyer's EIP-712 TaskGroup of the ${signed.length} requests in this order; ${checked.reason}`
      return [{ code: 'BAD_SIGNATURE', field: 'signature', message: text }]
    }
    const signatures = memberSignatures(checked.signature)
    const given = new Map<string, Hex>()
    const problems: Problem[] = []
    for (const [index, job] of signed.entries()) {
      const own = signatures[index] as Hex
      if (job.fundingSignature === own) continue
      const late = job.state !== 'SUBMITTED' ? `is in state ${job.state}` : null
      const over = now() > job.fundBy.getTime() ? `had to be funded by ${job.fundBy.toISOString()}` : null
      if (!late && !over) {
        given.set(job.id, own)
        continue
      }
      const text = `expected a job that waits for its deposit, ${job.id} ${late ?? over}; sign the others without it`
      const code = late ? 'NOT_FUNDABLE' : 'FUNDING_CLOSED'
      if (problems.length < MAX_PROBLEMS) problems.push({ code, field: `jobIds[${index}]`, message: text })
    }
    if (problems.length > 0) return problems
    const short = await missingBalance(group, jobs, given)
    if (short) return [short]
    if (given.size === 0) return []
    await inTransaction(storage, async (em) => {
      const rows = [...given].map(([jobId, own]) => ({ jobId, signature: own }))
      const recorded = await recordFundingSignatures(em, rows)
      const waiting = recorded.flatMap(({ id }) => byId.get(id) ?? [])
      // The needs of an earlier group may be met already.
      const standings = await needStandings(em, waiting)
      for (const { id: jobId, updatedAt } of recorded) {
        if (standings.get(jobId)?.kind === 'OPEN') continue
        const distinguish = [updatedAt.toISOString()]
        enqueue(em, message(queues.advance, { jobId, cause: 'FUNDED_FROM_BALANCE' }, { distinguish }))
      }
    })
    return []
  }

  /** Whether the balance pays for all jobs of the group that are signed for and not funded, in each token. */
  async function missingBalance(
    { buyer }: JobGroup,
    jobs: readonly Job[],
    given: ReadonlyMap<string, unknown>,
  ): Promise<Problem | null> {
    const due = jobs.filter((job) => job.state === 'SUBMITTED' && (given.has(job.id) || job.fundingSignature))
    for (const [token, some] of Map.groupBy(due, ({ token }) => token)) {
      const total = some.reduce((sum, { budget }) => sum + budget, 0n)
      const balance = await chain.balance(token as Address, buyer as Address)
      if (balance >= total) continue
      const text = `expected a balance of at least ${total} base units of ${token} in the escrow for ${some.length} jobs, it is ${balance}; deposit ${total - balance} more`
      return { code: 'BALANCE_TOO_LOW', field: 'jobIds', message: text }
    }
    return null
  }
}
