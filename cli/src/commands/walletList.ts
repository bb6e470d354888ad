import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo wallet list'],
  schemas: async () => ({ result: (await import('../schemas/wallet.js')).list }),
  async run({ settings }) {
    const [{ listWallets }, { readLogin }] = await Promise.all([
      import('@aiigo/terminal/keystore'),
      import('../session/logins.js'),
    ])
    const [wallets, login] = await Promise.all([listWallets(settings), readLogin(settings)])
    const signedIn = login?.wallet.kind === 'keystore' ? login.wallet.name : null
    return { wallets: wallets.map((wallet) => ({ ...wallet, isSignedIn: wallet.name === signedIn })) }
  },
  async show({ wallets }, output) {
    if (wallets.length === 0) output.line('there is no wallet yet; make one: aiigo wallet new')
    await output.table(
      [
        { title: 'NAME', value: ({ name }) => name },
        { title: 'ADDRESS', value: ({ address }) => address },
        { title: 'SIGNED IN', value: ({ isSignedIn }) => (isSignedIn ? 'yes' : '') },
        { title: 'FILE', value: ({ path }) => path, mayShrink: true },
      ],
      wallets,
    )
  },
})
