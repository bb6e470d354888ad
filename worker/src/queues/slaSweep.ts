import { effectId } from '@aiigo/domain'
import { Node, openTroubles } from '@aiigo/storage'
import type { Hex } from 'viem'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'

const ALL_BPS = 10_000
const DAY_MS = 86_400_000

/**
 * Suspends partners whose nodes were up less than their bonds commit to (`slaBps`). They are no partners for 30 days,
 * so matching treats them as TRUSTED. While the platform has a trouble nothing is reported.
 */
export async function slaSweep({ storage, marketplace, writer, log }: WorkerDeps): Promise<void> {
  const em = storage.fork()
  if ((await openTroubles(em)).length > 0) return
  const partners = { registered: true, trustLevel: 'PARTNER', uptimeBps: { $lt: ALL_BPS } } as const
  const day = String(Math.floor(Date.now() / DAY_MS))
  for (const { id, uptimeBps } of await em.find(Node, partners, { fields: ['uptimeBps'] })) {
    const nodeId = id as Hex
    const committed = await marketplace.committedUptimeBps(nodeId)
    if (uptimeBps >= committed) continue
    try {
      await writer.send({
        // The subgraph shows the suspension some blocks later; until then this is the same report.
        id: effectId('chain', 'reportBreach', nodeId, day),
        kind: 'reportBreach',
        subject: nodeId,
        call: marketplace.calls.reportBreach(nodeId, uptimeBps),
      })
      log.info({ nodeId, uptimeBps, committed }, 'partner suspended')
    } catch (error) {
      if (!(error instanceof TransactionRejected)) throw error
      log.info({ nodeId, details: error.details }, 'report of a breach refused')
    }
  }
}
