import { RetryableError } from '@aiigo/domain'
import type { EntityManager } from './createStorage.js'
import { Reservation } from './entities/Reservation.js'

/** A node has not enough free units any more: another node, or a later try, may do. */
export class ReservationRefused extends RetryableError {
  constructor(
    readonly nodeId: string,
    readonly requested: number,
    readonly free: number,
  ) {
    super(
      'RESERVATION_REFUSED',
      `expected ${requested} free units on node ${nodeId}, ${free} are left; choose another node`,
    )
  }
}

/**
 * Promises units of a node to an attempt. The node's row is locked until the transaction ends ("no key": attempts that
 * refer to it may be inserted meanwhile), so the live sum never exceeds its units. Reserving again for the same attempt changes nothing.
 * @param em of a transaction
 * @throws ReservationRefused
 */
export async function reserve(
  em: EntityManager,
  reservation: { nodeId: string; attemptId: string; quantity: number; expiresAt: Date | null },
): Promise<void> {
  const { nodeId, attemptId, quantity, expiresAt } = reservation
  const nodes = await em.execute<{ units: number }[]>('select units from node where id = ? for no key update', [nodeId])
  const units = nodes[0]?.units ?? 0
  const sums = await em.execute<{ used: string; mine: boolean | null }[]>(
    `select coalesce(sum(quantity), 0) as used, bool_or(attempt_id = ?) as mine
     from reservation where node_id = ? and (expires_at is null or expires_at > clock_timestamp())`,
    [attemptId, nodeId],
  )
  if (sums[0]?.mine) return
  const free = units - Number(sums[0]?.used ?? 0)
  if (quantity > free) throw new ReservationRefused(nodeId, quantity, free)
  await em.execute(
    `insert into reservation (attempt_id, node_id, quantity, expires_at) values (?, ?, ?, ?::timestamptz)
     on conflict (attempt_id) do update set expires_at = excluded.expires_at, quantity = excluded.quantity`,
    [attemptId, nodeId, quantity, expiresAt?.toISOString() ?? null],
    'run',
  )
}

/** Gives an attempt's units back. */
export async function releaseReservation(em: EntityManager, attemptId: string): Promise<void> {
  await em.nativeDelete(Reservation, { attemptId })
}
