import type { Viewer } from '@aiigo/api'
import { groupTypedData } from '@aiigo/chain'
import { type JobSpec, pause, specHashOf, type TaskRequest } from '@aiigo/domain'
import { makeJobSpec } from '@aiigo/storage/testing'
import type { Hex } from 'viem'
import { BUDGET, type Buyer, CHECKED_SECONDS, DONE_LOOKS, ENDS, insist, isPassing, LOOK_MS, sha256 } from './buy.js'

/** GRAPH: one job, two that need it, and one that needs both. REPLICAS: one job three times. */
export const GROUP_SIZES = { GRAPH: 4, REPLICAS: 3 } as const
export type GroupKind = keyof typeof GROUP_SIZES

/** Several jobs of one submission, as their buyer knows them. */
export interface GroupPurchase {
  kind: GroupKind
  clientRequestId: string
  /** Null until the API has answered. */
  groupId: string | null
  /** Empty until the API has shown them. */
  jobIds: readonly string[]
  refusal: string | null
  problems: string[]
}

/** The ends of a group's first job: a result, a result with an exit code, no deposit. */
const FIRST = ['SUCCEEDS', 'SUCCEEDS', 'FAILS', 'IS_NOT_PAID'] as const
/** A signature that the platform has not taken by then is sent again, milliseconds. */
const RESIGN_MS = 15_000
/** A transaction that has had no effect by then is sent again, milliseconds. */
const AGAIN_MS = 4_000

const textHash = (text: string): string => sha256(new TextEncoder().encode(text))

/** Buys several jobs by one signature. */
export async function buyGroup(buyer: Buyer, purchase: GroupPurchase): Promise<void> {
  const { wallet, client, domain, random, now } = buyer
  const viewer: Viewer = { address: wallet.address.toLowerCase(), via: 'session', expiresAt: null }
  const first = random.pick(FIRST)
  const specOf = (name: string, more: Partial<JobSpec> = {}): JobSpec =>
    makeJobSpec({
      budget: { token: 'ETH', amount: BUDGET },
      limits: { seconds: 20, outputMiB: 1 },
      deadlines: { fundSeconds: 15, assignSeconds: 40 + random.below(20), windowSeconds: 5 },
      retries: 2,
      name: `${name} ${purchase.clientRequestId.slice(0, 4)}`,
      salt: sha256(random.bytes(16)).slice(0, 32),
      ...more,
    } as never)
  const hashOf = (spec: JobSpec): `0x${string}` => specHashOf(spec, textHash)
  function replicaSteps(): unknown[] {
    const seed = sha256(random.bytes(16)).slice(0, 32)
    const spec = specOf('replicas', {
      verification: { mode: 'REPLICATED', replicas: GROUP_SIZES.REPLICAS },
      ...{ seed, deadlines: { fundSeconds: 15, assignSeconds: 90, windowSeconds: CHECKED_SECONDS } },
    })
    const elements = Array.from({ length: GROUP_SIZES.REPLICAS }, (_, index) => {
      return { index, salt: sha256(random.bytes(16)).slice(0, 32) }
    })
    return [{ key: 'job', spec, elements }]
  }
  function graphSteps(): unknown[] {
    const one = specOf('first', first === 'FAILS' ? { args: ['fail'] } : {})
    const both = [specOf('left', { needs: [hashOf(one)] }), specOf('right', { needs: [hashOf(one)] })]
    const last = specOf('last', { needs: both.map(hashOf) })
    return [one, ...both, last].map((spec, index) => ({ key: ['first', 'left', 'right', 'last'][index], spec }))
  }
  const steps = purchase.kind === 'REPLICAS' ? replicaSteps() : graphSteps()
  const input = { clientRequestId: purchase.clientRequestId, name: purchase.kind, steps, waitForNode: true }
  const { group, userErrors } = await insist(random, () =>
    client('submitJobGroup', ({ groups }) => groups.submit(viewer, input as never)),
  )
  if (!group) {
    purchase.refusal = userErrors.map(({ code }) => code).join(' ')
    return
  }
  purchase.groupId = group.id
  let signedAt = 0
  const takenBackAt = new Map<string, number>()
  for (let looksAtEnd = 0; looksAtEnd < DONE_LOOKS; ) {
    const members = await insist(random, () => client('jobGroup', ({ groups }) => groups.members(group.id)))
    purchase.jobIds = members.map(({ jobId }) => jobId)
    const wanted = members.filter(({ key, state, fundingSigned }) => {
      const isSkipped = first === 'IS_NOT_PAID' && key === 'first'
      return state === 'SUBMITTED' && !fundingSigned && !isSkipped
    })
    try {
      if (wanted.length > 0 && now() - signedAt > RESIGN_MS) {
        const requests = wanted.map(({ taskRequest }) => taskRequest as unknown as TaskRequest)
        const signature = await wallet.account.signTypedData(groupTypedData(domain, requests))
        const jobIds = wanted.map(({ jobId }) => jobId)
        await client('fundJobGroup', ({ groups }) => groups.fund(viewer, group.id, jobIds, signature))
        signedAt = now()
      }
      // As the buyer of one job: nothing else ends it.
      const stuck = members.filter(
        ({ state, reasonCode }) => state === 'VERIFYING' && reasonCode === 'RESULT_NOT_RELAYED',
      )
      for (const { jobId } of stuck) await takeBack(jobId)
    } catch (error) {
      if (!isPassing(error)) throw error
    }
    looksAtEnd = members.every(({ state }) => ENDS.includes(state)) ? looksAtEnd + 1 : 0
    await pause(random.between(...LOOK_MS))
  }

  async function takeBack(jobId: string): Promise<void> {
    if (now() - (takenBackAt.get(jobId) ?? 0) < AGAIN_MS) return
    const { transaction } = await client('cancelJob', ({ jobs }) => jobs.cancel(viewer, jobId))
    if (!transaction) return
    takenBackAt.set(jobId, now())
    await wallet.send({ to: transaction.to as Hex, data: transaction.data as Hex })
  }
}
