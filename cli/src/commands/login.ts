import { CliError, type Input, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import type { Context } from '../Context.js'
import type { Login } from '../session/logins.js'

async function keptWallet({ settings, prompts }: Context, input: Input): Promise<Login> {
  const { listWallets, readWallet } = await import('@aiigo/terminal/keystore')
  const given = input.text('wallet')
  const wallets = await listWallets(settings)
  const [only] = wallets
  if (given === undefined && !only) {
    throw new CliError(
      'WALLET_UNKNOWN',
      `expected a wallet in ${settings.folder}, there is none`,
      `make one: aiigo wallet new${settings.isDefaultApi ? '; on a local chain take one of its own: aiigo login --dev buyer' : ''}`,
    )
  }
  const choices = wallets.map((wallet) => ({ name: `${wallet.name}  ${wallet.address}`, value: wallet }))
  const chosen =
    given !== undefined
      ? await readWallet(settings, given)
      : wallets.length === 1 && only
        ? only
        : await prompts.choose({ message: 'Which wallet', instead: '--wallet NAME' }, choices)
  return { wallet: { kind: 'keystore', name: chosen.name, address: chosen.address } }
}

export default defineCommand({
  options: [
    { flags: '--wallet <NAME>', about: 'a wallet of yours: aiigo wallet list' },
    {
      flags: '--dev <ROLE>',
      about: 'a wallet of the local chain: buyer, buyer-2, provider, staker, arbitrator, operator',
    },
    PASSWORD_OPTION,
  ],
  examples: ['aiigo login', 'aiigo login --dev buyer', 'aiigo login --wallet work --password-file ~/.secret'],
  schemas: () => import('../schemas/login.js'),
  async run(context, input) {
    const { settings, signal, output } = context
    const [{ connect, findPlatform }, { fileSession }, logins, { openWallet }, { expectRpcUrl }] = await Promise.all([
      import('@aiigo/sdk'),
      import('@aiigo/sdk/node'),
      import('../session/logins.js'),
      import('../session/openWallet.js'),
      import('../session/openSession.js'),
    ])
    const { apiUrl } = settings
    const platform = await findPlatform({ apiUrl, signal })
    const role = input.text('dev')
    const developmentWallet = async (name: string): Promise<Login> => {
      const { findDevelopmentAccount } = await import('@aiigo/sdk/local')
      const found = findDevelopmentAccount(platform.developmentWallets, name)
      return { wallet: { kind: 'development', name: found.name, address: found.account.address, index: found.index } }
    }
    const login = role === undefined ? await keptWallet(context, input) : await developmentWallet(role)
    const rpcUrl = expectRpcUrl(context, platform)
    const wallet = await openWallet(context, input, login, platform)
    // The folder is there before the session is.
    await logins.forgetLogin(settings)
    await logins.writeLogin(settings, login)
    const sessionStore = fileSession(logins.sessionFile(settings))
    const connection = await connect({ apiUrl, rpcUrl, wallet, sessionStore, signal })
    try {
      const { expiresAt } = await connection.signIn({ signal })
      for (const { part, since } of platform.troubles)
        output.note(`note: ${part} of the platform has trouble since ${since}`)
      const { kind, name, address } = login.wallet
      return { apiUrl, chainId: platform.chainId, wallet: { kind, name, address }, expiresAt }
    } catch (error) {
      await logins.forgetLogin(settings)
      throw error
    } finally {
      await connection.close()
    }
  },
  show({ apiUrl, chainId, wallet }, output) {
    output.line(`signed in as ${output.style.bold(wallet.address)} (${wallet.name}) at ${apiUrl}, chain ${chainId}`)
  },
})
