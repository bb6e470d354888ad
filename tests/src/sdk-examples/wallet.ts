import { type Connection, readWalletSteps } from '@aiigo/sdk'

export async function printNextSteps(connection: Connection): Promise<void> {
  const { roles, payouts, actions, nodes } = await readWalletSteps(connection)
  console.log(roles.join(', '))
  for (const { kind, amount, symbol, contract } of payouts) console.log(kind, amount, symbol, 'from', contract)
  for (const { kind, until } of actions) console.log(kind, 'until', until)
  for (const { name, next } of nodes) if (next) console.log(name, 'for', next.level, next)
}
