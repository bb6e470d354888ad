import { Attempt, inTransaction, Job, moveAttempt, moveJob, Node } from '@aiigo/storage'
import { makeOffer } from '@aiigo/storage/testing'
import type { TestApi } from './startApi.js'

type Asks = Readonly<Record<string, string>>

/** A job offered to a node as the worker does it, with the node's state as chain and heartbeat would have set it. */
export async function offerJob(api: TestApi, jobId: string, node: { id: string; asks: Asks }): Promise<Attempt> {
  const ready = { registered: true, state: 'ACTIVE', online: true, availability: 'AVAILABLE', asks: node.asks } as const
  await api.storage.fork().nativeUpdate(Node, { id: node.id }, ready)
  const queued = await inTransaction(api.storage, async (em) =>
    moveJob(em, await em.findOneOrFail(Job, { id: jobId }), 'QUEUED'),
  )
  const offer = queued && (await makeOffer(api.storage, queued, node, 15))
  if (!offer) throw new Error('expected an offer')
  return offer
}

/** The worker's step once the assignment of an accepted offer is mined. */
export async function assignJob(api: TestApi, jobId: string, offerId: string, nodeId: string): Promise<void> {
  await inTransaction(api.storage, async (em) => {
    await moveAttempt(em, await em.findOneOrFail(Attempt, { id: offerId }), 'ASSIGNED')
    const set = { attempts: 1, nodeId, dueAt: new Date(Date.now() + 60_000) }
    await moveJob(em, await em.findOneOrFail(Job, { id: jobId }), 'ASSIGNED', { set })
  })
}
