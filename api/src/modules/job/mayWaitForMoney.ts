import type { Problem } from '@aiigo/domain'
import { countUnfunded, type EntityManager } from '@aiigo/storage'

/** Jobs of a wallet that wait for its signature or deposit: of one whose jobs never ran, and of others. */
const MAX_UNFUNDED = { never: 50, paid: 1_000 }
/** Together with those that are signed for and wait for jobs that they need. */
const MAX_SUBMITTED = { never: 500, paid: 5_000 }

/**
 * Whether a wallet may have so many more jobs that are not paid for; asked one after the other for each wallet. A first
 * group may be larger than the jobs that a new wallet may submit one by one.
 * @param em of a transaction
 */
export async function mayWaitForMoney(em: EntityManager, buyer: string, more: number): Promise<boolean> {
  const { unsigned, submitted, hasPaid } = await countUnfunded(em, buyer)
  const fits = (kind: 'never' | 'paid'): boolean =>
    (unsigned === 0 || unsigned + more <= MAX_UNFUNDED[kind]) && submitted + more <= MAX_SUBMITTED[kind]
  return fits('never') || (fits('paid') && (await hasPaid()))
}

export const tooManyUnfunded = (): Problem => ({
  code: 'TOO_MANY_UNFUNDED_JOBS',
  field: null,
  message: `expected at most ${MAX_UNFUNDED.never} jobs that wait for money (${MAX_UNFUNDED.paid} once a job was paid for), or one group, and ${MAX_SUBMITTED.never} (${MAX_SUBMITTED.paid}) with those that wait for others; fund or cancel some of them`,
})
