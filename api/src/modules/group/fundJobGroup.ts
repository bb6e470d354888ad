import { type Deployment, isSameSignature, marketplaceDomain, requestTypedData } from '@aiigo/chain'
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
import { type Address, type Hex, hashTypedData } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { JobSignatureInput } from './group.type.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: Pick<ChainFacts, 'balance'>
  verifySignature: VerifySignature
  now: () => number
}

/** Signatures that are checked before others get their turn: a check takes about a millisecond. */
const TURN = 20
const MAX_PROBLEMS = 50

/**
 * Takes the buyer's signatures of the requests of a group's jobs, all or none. The deposits of those without needs come
 * out of the balance at once, those of the others when their needs are met.
 */
export function createFundJobGroup({ storage, deployment, chain, verifySignature, now }: Deps) {
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  return async function fundJobGroup(group: JobGroup, signatures: readonly JobSignatureInput[]): Promise<Problem[]> {
    const jobs = await storage.fork().find(Job, { groupId: group.id })
    const byId = new Map(jobs.map((job) => [job.id, job]))
    const problems: Problem[] = []
    const given = new Map<string, { job: Job; signature: string }>()
    for (const [index, { jobId, signature }] of signatures.entries()) {
      if (index % TURN === 0) await new Promise(setImmediate)
      if (problems.length >= MAX_PROBLEMS) break
      const field = `signatures[${index}]`
      const job = byId.get(jobId)
      if (!job || given.has(jobId)) {
        const got = job ? `${jobId} twice` : jobId
        const text = `expected each job of the group ${group.id} once, got ${got}`
        problems.push({ code: 'JOB_UNKNOWN', field: `${field}.jobId`, message: text })
        continue
      }
      if (isSameSignature(job.fundingSignature, signature as Hex)) continue
      const late = job.state !== 'SUBMITTED' ? `is in state ${job.state}` : null
      const over = now() > job.fundBy.getTime() ? `had to be funded by ${job.fundBy.toISOString()}` : null
      if (late ?? over) {
        const text = `expected a job that waits for its deposit, ${jobId} ${late ?? over}; leave its signature out`
        problems.push({ code: late ? 'NOT_FUNDABLE' : 'FUNDING_CLOSED', field: `${field}.jobId`, message: text })
        continue
      }
      const digest = hashTypedData(requestTypedData(domain, taskRequestOf(job)))
      const checked = await verifySignature(group.buyer, digest, signature as Hex)
      if ('reason' in checked) {
        const text = `expected the buyer's EIP-712 TaskRequest of task ${job.taskId}; ${checked.reason}`
        problems.push({ code: 'BAD_SIGNATURE', field: `${field}.signature`, message: text })
      } else given.set(jobId, { job, signature: checked.signature })
    }
    if (problems.length > 0) return problems
    const short = await missingBalance(group, jobs, given)
    if (short) return [short]
    if (given.size === 0) return []
    await inTransaction(storage, async (em) => {
      const rows = [...given].map(([jobId, { signature }]) => ({ jobId, signature }))
      const recorded = await recordFundingSignatures(em, rows)
      const signed = recorded.map(({ id }) => byId.get(id)).filter((job) => job !== undefined)
      // The needs of an earlier group may be met already.
      const standings = await needStandings(em, signed)
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
      return { code: 'BALANCE_TOO_LOW', field: 'signatures', message: text }
    }
    return null
  }
}
