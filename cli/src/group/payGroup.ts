import { ETH_ADDRESS, isRetryable, retry } from '@aiigo/domain'
import { type Buyer, type FundableGroup, problemsOf } from '@aiigo/sdk'
import { CliError, type Input } from '@aiigo/terminal'
import { amountOf } from '@aiigo/terminal/money'
import type { Amount } from '@aiigo/terminal/schemas'
import type { Hex } from 'viem'
import type { Context } from '../Context.js'
import { confirmSpending } from '../job/confirmSpending.js'
import type { Session } from '../session/openSession.js'
import { moneyOf, sumsOf } from './describeGroup.js'

/** Deposits in one token, and the money for them. Amounts are base units. */
export interface Payment {
  readonly token: Session['platform']['paymentTokens'][number]
  /** Deposits of all jobs together. */
  readonly deposit: bigint
  /** Money that the balance lacks: it goes from the wallet into the escrow first. */
  readonly lacking: bigint
}

/** Money of a top-up. */
export interface TopUp {
  readonly amount: Amount
  readonly transaction: Hex
}

/** The API reads the balance from its own node of the chain, which can be behind the wallet's. */
const BALANCE_WAIT_MS = 30_000
const BACKOFF = { attempts: Number.POSITIVE_INFINITY, baseMs: 500, maxMs: 2_000 }

/** Deposits of each token that the wallet has signed for and that have not left its balance yet, base units. */
async function promisedBy(buyer: Buyer, signal: AbortSignal): Promise<ReadonlyMap<string, bigint>> {
  const promised = new Map<string, bigint>()
  for await (const { job } of buyer.jobs({ state: 'SUBMITTED', pageSize: 100, signal })) {
    if (!job.fundingSigned) continue
    const token = job.token.toLowerCase()
    promised.set(token, (promised.get(token) ?? 0n) + BigInt(job.budget))
  }
  return promised
}

/**
 * Shows how many jobs cost which deposits and what the balance has, and asks before the money is spent.
 * @param doing begins the question: 'Pay deposits for the 10 jobs of "Divisors"'
 * @throws CliError `BALANCE_TOO_LOW` with `--from-balance`; `DECLINED`, `USAGE` as `confirmSpending`
 */
export async function confirmPayments(
  context: Context,
  input: Input,
  { buyer, platform }: Pick<Session, 'buyer' | 'platform'>,
  deposits: readonly { readonly token: string; readonly amount: bigint | string }[],
  { jobs, doing }: { readonly jobs: string; readonly doing: string },
): Promise<readonly Payment[]> {
  const { output, signal } = context
  const promised = await promisedBy(buyer, signal)
  const payments: Payment[] = []
  for (const { token, amount: deposit, shown } of sumsOf(deposits, platform.paymentTokens)) {
    const balance = await buyer.owed(token.address)
    const reserved = promised.get(token.address.toLowerCase()) ?? 0n
    const free = balance > reserved ? balance - reserved : 0n
    const lacking = deposit > free ? deposit - free : 0n
    const other = reserved > 0n ? `, of which ${moneyOf([amountOf(reserved, token)])} is promised to other jobs` : ''
    const balanceText = `the balance in the escrow is ${moneyOf([amountOf(balance, token)])}${other}`
    output.note(`${jobs}: deposits of ${moneyOf([shown])} in all; ${balanceText}`)
    if (lacking > 0n && input.flag('fromBalance')) {
      const { amount, symbol } = amountOf(lacking, token)
      throw new CliError(
        'BALANCE_TOO_LOW',
        `expected a balance for deposits of ${moneyOf([shown])}; ${balanceText}`,
        `put the rest into the escrow: aiigo balance deposit ${amount} ${symbol}; or run it without --from-balance`,
      )
    }
    payments.push({ token, deposit, lacking })
  }
  const all = moneyOf(payments.map(({ token, deposit }) => amountOf(deposit, token)))
  const short = payments.filter(({ lacking }) => lacking > 0n)
  const fromWallet = moneyOf(short.map(({ token, lacking }) => amountOf(lacking, token)))
  await confirmSpending(
    context,
    input,
    `${doing}: ${all}${short.length > 0 ? `, ${fromWallet} of it out of the wallet` : ''}? They cost at most that; the rest stays in your balance.`,
  )
  return payments
}

/**
 * Tops the balance up by what it lacks, one transaction for each token, and signs for all jobs of a group at once.
 * @param onUnpaid told of a failure after which nothing is on its way: no transaction was sent, the balance not used
 * @throws CliError `DEPOSIT_CHANGED` when the group costs more than was confirmed
 */
export async function payGroup(
  { output, signal, leaves }: Context,
  buyer: Buyer,
  group: FundableGroup,
  payments: readonly Payment[],
  onUnpaid: () => Promise<void> = async () => undefined,
): Promise<readonly TopUp[]> {
  const { groupId } = group
  const goOn = { groupId, command: `aiigo group fund ${groupId}` }
  let isOnItsWay = false
  const topUps: TopUp[] = []
  const progress = output.progress()
  try {
    expectConfirmed(group, payments)
    for (const { token, lacking } of payments.filter((payment) => payment.lacking > 0n)) {
      const amount = amountOf(lacking, token)
      progress.update(`putting ${moneyOf([amount])} into the escrow`)
      const transaction = await buyer.deposit(token.address, lacking, {
        signal,
        onTransaction: ({ what, hash }) => {
          isOnItsWay = true
          leaves({ ...goOn, goesOn: `the transaction ${hash} (${what}) may be mined; group ${groupId} is not paid` })
          progress.update(`waiting for a block with the transaction ${hash}`)
        },
      })
      topUps.push({ amount, transaction })
    }
    progress.update(`signing for ${group.jobs.length} jobs`)
    const isBehind = (error: unknown): boolean =>
      topUps.length > 0 && problemsOf(error).some(({ code }) => code === 'BALANCE_TOO_LOW')
    const until = Date.now() + BALANCE_WAIT_MS
    await retry(() => buyer.fundGroup(group, { signal }), {
      backoff: BACKOFF,
      mayRetry: isBehind,
      until,
      signal,
    }).catch((error: unknown) => {
      // An answer that was lost leaves open whether the platform took the signature.
      if (isRetryable(error)) isOnItsWay = true
      throw error
    })
    return topUps
  } catch (error) {
    if (!isOnItsWay && !signal.aborted) await onUnpaid()
    throw error
  } finally {
    progress.end()
  }
}

/** @throws CliError `DEPOSIT_CHANGED` */
function expectConfirmed({ groupId, deposits }: FundableGroup, payments: readonly Payment[]): void {
  for (const { token, amount } of deposits) {
    const confirmed = payments.find((payment) => payment.token.address.toLowerCase() === token.toLowerCase())
    if (confirmed && amount <= confirmed.deposit) continue
    throw new CliError(
      'DEPOSIT_CHANGED',
      `expected deposits of at most ${confirmed?.deposit ?? 0n} base units of ${token === ETH_ADDRESS ? 'ETH' : token}, as confirmed; group ${groupId} needs ${amount}: more jobs than before; nothing was paid`,
      'run it again: aiigo group retry GROUP',
      { groupId },
    )
  }
}
