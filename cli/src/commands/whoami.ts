import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo whoami'],
  schemas: () => import('../schemas/whoami.js'),
  async run(context, input) {
    const [{ readAccount }, { withSession }] = await Promise.all([
      import('@aiigo/sdk'),
      import('../session/openSession.js'),
    ])
    return withSession(context, input, 'session', async ({ login, platform, connection }) => {
      const { createdAt, nodeIds } = await readAccount(connection, { signal: context.signal })
      const { kind, name, address } = login.wallet
      return {
        ...{ apiUrl: context.settings.apiUrl, chainId: platform.chainId, wallet: { kind, name, address } },
        ...{ knownSince: createdAt, nodeIds: [...nodeIds] },
      }
    })
  },
  show({ apiUrl, chainId, wallet, knownSince, nodeIds }, output) {
    output.facts([
      ['wallet', wallet.address],
      ['name', wallet.name],
      [
        'kind',
        wallet.kind === 'development' ? 'of the local chain, its key is public' : 'encrypted file of this machine',
      ],
      ['platform', apiUrl],
      ['chain', String(chainId)],
      ['known since', knownSince],
      ['nodes', nodeIds.length > 0 ? nodeIds.join(', ') : null],
    ])
  },
})
