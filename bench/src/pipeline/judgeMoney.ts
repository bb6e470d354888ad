import { splitDeposit, taskCost } from '@aiigo/domain'

/** Jobs, and what the contracts say about them. Accounts are lower-case addresses, amounts base units of the token. */
export interface Evidence {
  readonly jobs: readonly JudgedJob[]
  /** Every event of settlement. */
  readonly settlements: readonly { readonly taskId: string; readonly buyerAmount: bigint }[]
  /** The offer that was accepted for each task. */
  readonly accepted: ReadonlyMap<string, { readonly provider: string; readonly rate: bigint }>
  /** Usage that each result billed. */
  readonly usage: bigint
  readonly feeBps: bigint
  /** Balances in the escrow before the first job and now, of buyers and providers. */
  readonly deposits: ReadonlyMap<string, bigint>
  readonly balances: ReadonlyMap<string, bigint>
  /** Whether jobs were paid for out of balances. */
  readonly isPrepaid: boolean
  /** The escrow's own balance, and the sum of what it owes. */
  readonly held: bigint
  readonly owed: bigint
}

export interface JudgedJob {
  readonly taskId: string | null
  readonly buyer: string
  readonly budget: bigint
  readonly isPaid: boolean
  readonly trouble: string | null
}

export interface Judgement {
  /** Jobs that were handed in, or were to be, and are not PAID. */
  readonly lost: number
  /** Tasks settled more than once or never, and balances in the escrow that are not the sum of what they should be. */
  readonly doubled: number
  /** A sentence for each kind of fault. */
  readonly faults: readonly string[]
}

/**
 * Judges by the contracts alone whether every job was paid once. A provider's balance is worked out from usage and
 * rates, a buyer's from deposits and the shares that settlements name. Balances say nothing while jobs are not paid:
 * their deposits are wherever they stand.
 */
export function judgeMoney(evidence: Evidence): Judgement {
  const { jobs, settlements, accepted, usage, feeBps, deposits, balances, isPrepaid, held, owed } = evidence
  const byTask = Map.groupBy(settlements, ({ taskId }) => taskId)
  const expected = new Map(deposits)
  const give = (account: string, amount: bigint): void => {
    expected.set(account, (expected.get(account) ?? 0n) + amount)
  }
  const paid = jobs.filter(({ isPaid }) => isPaid)
  for (const { taskId, buyer, budget } of paid) {
    const acceptance = accepted.get(taskId ?? '')
    if (acceptance) {
      const { providerAmount } = splitDeposit(budget, taskCost(usage, acceptance.rate, budget), feeBps)
      give(acceptance.provider, providerAmount)
    }
    give(buyer, (byTask.get(taskId ?? '')?.[0]?.buyerAmount ?? 0n) - (isPrepaid ? budget : 0n))
  }
  const lost = jobs.filter(({ isPaid }) => !isPaid)
  const twice = [...byTask].filter(([, events]) => events.length > 1)
  const never = paid.filter(({ taskId }) => !byTask.has(taskId ?? ''))
  const wrong = lost.length > 0 ? [] : [...expected].filter(([account, amount]) => balances.get(account) !== amount)
  const faults = [
    ...[...Map.groupBy(lost, ({ trouble }) => trouble ?? 'still in flight')].map(
      ([trouble, all]) => `${all.length} jobs not paid: ${trouble.slice(0, 300)}`,
    ),
    ...twice.map(([taskId, events]) => `task ${taskId} settled ${events.length} times`),
    ...never.map(({ taskId }) => `task ${taskId} shown as PAID without a settlement on chain`),
    ...wrong.map(([account, amount]) => `${account} has ${balances.get(account)} in the escrow, expected ${amount}`),
    ...(owed === held ? [] : [`the escrow holds ${held} and owes ${owed}`]),
  ]
  const doubled = twice.length + never.length + wrong.length + (owed === held ? 0 : 1)
  return { lost: lost.length, doubled, faults }
}
