import { type DisputePhase, topic } from '@aiigo/domain'
import type { EntityManager, Storage } from '../db/createStorage.js'
import { effectsOf, inTransaction } from '../db/inTransaction.js'
import { appendEvent } from '../events/appendEvent.js'
import { PanelSeat } from './PanelSeat.js'

/** A dispute as the chain has it. */
export interface SeenDispute {
  readonly phase: DisputePhase
  /** Wallets in any case; empty before the draw. */
  readonly panel: readonly string[]
  readonly openedAt: Date
}

/**
 * Records the panel of a job's dispute, and announces to each member what has changed. A reorganisation may seat
 * others: then the seats of the former ones go. Without a change nothing is written.
 */
export async function recordPanel(storage: Storage, jobId: string, seen: SeenDispute): Promise<void> {
  const panel = [...new Set(seen.panel.map((arbitrator) => arbitrator.toLowerCase()))].sort()
  if (!isChanged(await storage.fork().find(PanelSeat, { jobId }), panel, seen.phase)) return
  await inTransaction(storage, async (em) => {
    // One after the other, so that a change is announced once.
    await em.execute('select 1 from job where id = ? for no key update', [jobId])
    const seats = await em.find(PanelSeat, { jobId })
    if (!isChanged(seats, panel, seen.phase)) return
    await em.nativeDelete(PanelSeat, { jobId, arbitrator: { $nin: panel } })
    const known = new Map(seats.map((seat) => [seat.arbitrator, seat]))
    const { phase, openedAt } = seen
    const before = seats[0]?.phase ?? null
    if (panel.length > 0 && before !== phase) effectsOf(em).told.push({ of: 'dispute', from: before, to: phase })
    for (const arbitrator of panel) {
      await em.execute(
        `insert into panel_seat (job_id, arbitrator, phase, opened_at) values (?, ?, ?, ?::timestamptz)
         on conflict (job_id, arbitrator) do update set phase = excluded.phase, opened_at = excluded.opened_at`,
        [jobId, arbitrator, phase, openedAt.toISOString()],
      )
    }
    // In the order of their names, so that two transactions do not wait for each other.
    for (const arbitrator of panel) {
      const kind = known.has(arbitrator) ? 'PHASE' : 'SEATED'
      if (known.get(arbitrator)?.phase !== phase) await announceCase(em, arbitrator, kind, jobId, phase)
    }
  })
}

function isChanged(seats: readonly PanelSeat[], panel: readonly string[], phase: DisputePhase): boolean {
  const known = seats.map(({ arbitrator }) => arbitrator).sort()
  return known.join() !== panel.join() || seats.some((seat) => seat.phase !== phase)
}

/** Announces something to one member of a panel. @param em of `inTransaction` */
export async function announceCase(
  em: EntityManager,
  arbitrator: string,
  kind: 'SEATED' | 'PHASE' | 'EVIDENCE',
  jobId: string,
  phase: DisputePhase,
): Promise<void> {
  const event = { kind, jobId, phase, at: new Date().toISOString() }
  appendEvent(em, topic('cases', arbitrator) as `cases:${string}`, event)
}

/** An arbitrator's seat in a job's dispute; null without one. */
export async function seatOf(em: EntityManager, jobId: string, arbitrator: string): Promise<PanelSeat | null> {
  return em.findOne(PanelSeat, { jobId, arbitrator })
}

/** The seats of an arbitrator, those of the latest disputes first. */
export async function seatsOf(
  em: EntityManager,
  arbitrator: string,
  {
    first,
    behind,
    undecided,
  }: { first: number; behind: { at: Date; jobId: string } | null; undecided: boolean | null },
): Promise<PanelSeat[]> {
  return em.find(
    PanelSeat,
    {
      arbitrator,
      // As the database index `panel_seat_undecided` has it.
      ...(undecided === null ? {} : { phase: undecided ? { $ne: 'CONCLUDED' } : 'CONCLUDED' }),
      ...(behind
        ? { $or: [{ openedAt: { $lt: behind.at } }, { openedAt: behind.at, jobId: { $lt: behind.jobId } }] }
        : {}),
    },
    { orderBy: [{ openedAt: 'desc' }, { jobId: 'desc' }], limit: first },
  )
}
