import { formatAmount, printable } from '@aiigo/domain'
import type { Money, PaymentToken, Quote } from '@aiigo/sdk'

/** The line that `--json` prints. Amounts are decimal strings in base units of `token`. */
export interface DemoReport {
  readonly jobId: string
  readonly taskId: string
  /** Every state the job went through, in order. */
  readonly states: readonly string[]
  /** Attempts that reached the chain. */
  readonly attempts: number
  /** Of the result's file; of the list of hashes when there are several (see `resultSha256`). */
  readonly resultSha256: string
  readonly buyerPaid: string
  readonly providerCredited: string
  readonly treasuryCredited: string
  /** Symbol of the payment token. */
  readonly token: string
  /** From asking for a quote to the withdrawal. */
  readonly elapsedMs: number
}

/** A quote in one line. */
export function quoteLine(quote: Quote): string {
  const { lowestRate, highestRate, lowestCost, suggestedBudget } = quote
  const amount = (value: bigint): string => `${formatAmount(value, quote.decimals)} ${quote.symbol}`
  const who = `${quote.availableCount} of ${quote.nodeCount} nodes are available`
  if (lowestRate === null || highestRate === null || lowestCost === null || suggestedBudget === null) {
    return `${who}: ${printable(quote.summary)}`
  }
  return `${who}; up to ${quote.usage} ${quote.unit}s at ${amount(lowestRate)} to ${amount(highestRate)} each cost at most ${amount(lowestCost)} to ${amount(suggestedBudget)}${quote.thin ? ' (few providers: a thin price)' : ''}`
}

/** Payments and receipts, for people. */
export function moneyTable(money: Money, token: Pick<PaymentToken, 'symbol' | 'decimals'>, withdrawn: bigint): string {
  const show = (amount: bigint): string => `${formatAmount(amount, token.decimals)} ${token.symbol}`
  const share = (amount: bigint): string =>
    money.buyerPaid === 0n ? '' : `${(Number((amount * 10_000n) / money.buyerPaid) / 100).toFixed(2)} %`
  const rows: [string, string, string][] = [
    ['deposit', show(money.deposit), ''],
    ['came back', show(money.refund), ''],
    ['buyer paid', show(money.buyerPaid), '100.00 %'],
    ['provider got', show(money.providerCredited), share(money.providerCredited)],
    ['treasury got', show(money.treasuryCredited), share(money.treasuryCredited)],
    ['withdrawn now', show(withdrawn), ''],
  ]
  const width = Math.max(...rows.map(([, amount]) => amount.length))
  return rows
    .map(([name, amount, part]) => `  ${name.padEnd(14)} ${amount.padStart(width)}  ${part.padStart(8)}`.trimEnd())
    .join('\n')
}
