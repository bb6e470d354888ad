import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

export default defineCommand({
  arguments: [{ name: 'ADDRESS', about: 'the account that votes with your locks; self: you again' }],
  options: [PASSWORD_OPTION],
  examples: ['aiigo stake delegate 0x…', 'aiigo stake delegate self'],
  schemas: async () => ({ result: (await import('../schemas/stake.js')).delegated }),
  async run(context, input) {
    const [{ withStaker }, { sendTransaction }, { getAddress, isAddress }, { usageError }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../session/sendTransaction.js'),
      import('viem'),
      import('@aiigo/terminal'),
    ])
    const word = input.required('ADDRESS')
    if (word !== 'self' && !isAddress(word)) {
      throw usageError(context.command, `expected an address or self, got ${word}`, 'check it, letter by letter')
    }
    return withStaker(context, input, async ({ staker }) => {
      const delegate = word === 'self' ? staker.address : getAddress(word)
      const sending = { doing: 'delegating the votes', look: 'aiigo stake show' }
      const transaction = await sendTransaction(context, sending, (options) => staker.delegate(delegate, options))
      return { delegate, transaction }
    })
  },
  show({ delegate }, output) {
    output.line(`${output.style.bold(delegate)} votes with your locks now`)
  },
})
