import { PASSWORD_OPTION, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'

export default defineCommand({
  arguments: [
    { name: 'AMOUNT', about: 'whole tokens, such as 0.01' },
    { name: 'TOKEN', about: 'ETH, USDC or AIIGO' },
  ],
  options: [YES, PASSWORD_OPTION],
  examples: ['aiigo balance deposit 0.01 ETH', 'aiigo balance deposit 25 USDC --yes'],
  schemas: async () => ({ result: (await import('../schemas/balance.js')).deposited }),
  async run(context, input) {
    const [{ withSession }, { amountOf, money }, { parseAmount }, { tokenOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/terminal/money'),
      import('@aiigo/domain'),
      import('../job/describeJob.js'),
    ])
    return withSession(context, input, 'chain', async ({ buyer, connection, platform }) => {
      const { signal, leaves, output } = context
      const token = tokenOf(platform.paymentTokens, connection.token(input.required('TOKEN')).address)
      const amount = parseAmount(input.required('AMOUNT'), token.decimals)
      if (amount === 0n) throw usageError(context.command, 'expected an amount above 0, got 0')
      const deposited = amountOf(amount, token)
      await confirmSpending(context, input, `Put ${money(deposited)} into the escrow? It can be withdrawn again.`)
      const progress = output.progress()
      progress.update('sending the deposit')
      const onTransaction = ({ what, hash }: { what: string; hash: string }): void => {
        progress.update(`waiting for a block with ${what}`)
        leaves({ goesOn: `the transaction ${hash} (${what}) may be mined`, command: 'aiigo balance' })
      }
      const transaction = await buyer
        .deposit(token.address, amount, { signal, onTransaction })
        .finally(() => progress.end())
      return { deposited, transaction, escrow: amountOf(await buyer.owed(token.address), token) }
    })
  },
  async show({ deposited, escrow }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(`put ${money(deposited)} into the escrow, which has ${money(escrow)} of yours now`)
  },
})
