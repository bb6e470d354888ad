import type { Context } from '../Context.js'
import { CliError } from '../errors.js'
import type { Input } from '../Input.js'
import type { Amount } from '../schemas/amount.js'
import { type AmountToken, amountOf, money } from './money.js'

type Hex = `0x${string}`

/** A balance in the escrow, and the way out of it. */
export interface EscrowMoney {
  readonly tokens: readonly (AmountToken & { readonly address: Hex })[]
  /** The wallet. */
  readonly address: Hex
  /** Base units of the token. */
  owed(token: Hex): Promise<bigint>
  withdraw(
    token: Hex,
    options: { to: Hex; signal: AbortSignal; onTransaction: (sent: { hash: Hex }) => void },
  ): Promise<{ readonly amount: bigint; readonly transaction: Hex | null }>
}

/**
 * Takes all money of the tokens out of the escrow. Sending it to another address than the wallet's is asked before.
 * @param to the address of `--to`; null: the wallet
 * @param look the command that shows whether a transaction was mined
 * @throws CliError `DECLINED`; `USAGE` where nobody can be asked
 */
export async function takeOut(
  { program, command, prompts, output, signal, leaves }: Context,
  input: Input,
  { tokens, address, owed, withdraw }: EscrowMoney,
  to: Hex | null,
  look: string,
): Promise<{ to: Hex; withdrawals: { amount: Amount; transaction: Hex }[] }> {
  const due = await Promise.all(tokens.map(async (token) => ({ token, amount: await owed(token.address) })))
  const open = due.filter(({ amount }) => amount > 0n)
  const isElsewhere = to !== null && to.toLowerCase() !== address.toLowerCase()
  if (isElsewhere && open.length > 0 && !input.flag('yes')) {
    const sums = open.map(({ token, amount }) => money(amountOf(amount, token))).join(' and ')
    if (!(await prompts.confirm({ message: `Send ${sums} to ${to}?`, instead: '--yes' }))) {
      const advice = `run it again: ${program} ${command}`
      throw new CliError('DECLINED', 'not confirmed; nothing was sent and nothing was paid', advice)
    }
  }
  const withdrawals = []
  for (const { token } of open) {
    const progress = output.progress()
    progress.update(`withdrawing ${token.symbol}`)
    const { amount, transaction } = await withdraw(token.address, {
      ...{ to: to ?? address, signal },
      onTransaction: ({ hash }) =>
        leaves({ goesOn: `the transaction ${hash} (the withdrawal) may be mined`, command: look }),
    }).finally(() => progress.end())
    if (transaction) withdrawals.push({ amount: amountOf(amount, token), transaction })
  }
  return { to: to ?? address, withdrawals }
}
