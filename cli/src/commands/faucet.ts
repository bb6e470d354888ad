import { usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

const TOKENS = ['ETH', 'USDC', 'AIIGO'] as const

export default defineCommand({
  arguments: [
    { name: 'TOKEN', about: 'which ones; default: all three', isOptional: true, isList: true, choices: TOKENS },
  ],
  options: [
    { flags: '--to <ADDRESS>', about: 'to this wallet; default: the one that is signed in' },
    { flags: '--amount <AMOUNT>', about: 'of one token, in whole tokens; default: 1 ETH, 1000 USDC, 1000 AIIGO' },
  ],
  examples: ['aiigo faucet', 'aiigo faucet USDC --amount 50', 'aiigo faucet ETH --to 0x…'],
  schemas: () => import('../schemas/faucet.js'),
  async run(context, input) {
    const [
      open,
      { dispense, findDevelopmentAccount, GIVER, LOCAL_CHAIN_ID },
      { readLogin },
      { amountOf },
      viem,
      describe,
    ] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/sdk/local'),
      import('../session/logins.js'),
      import('@aiigo/terminal/money'),
      import('viem'),
      import('../job/describeJob.js'),
    ])
    const [{ connect, findPlatform }, { CliError }] = await Promise.all([
      import('@aiigo/sdk'),
      import('@aiigo/terminal'),
    ])
    const { settings, signal, command } = context
    const given = input.text('to')
    if (given !== undefined && !viem.isAddress(given)) {
      throw usageError(command, `expected an address as --to, got ${given}`)
    }
    const named = input.list('TOKEN')
    const tokens = TOKENS.filter((token) => named.length === 0 || named.includes(token))
    const amount = input.text('amount')
    if (amount !== undefined && tokens.length !== 1) {
      throw usageError(
        command,
        `expected one token for --amount, got ${tokens.length}`,
        'aiigo faucet USDC --amount 50',
      )
    }
    const { apiUrl } = settings
    const platform = await findPlatform({ apiUrl, signal })
    if (platform.chainId !== LOCAL_CHAIN_ID) {
      throw new CliError(
        'WRONG_CHAIN',
        `expected the local chain ${LOCAL_CHAIN_ID}, which gives money away; ${apiUrl} is on chain ${platform.chainId}`,
        'run a local one: npm start; elsewhere money comes from an exchange or another wallet',
      )
    }
    const to = given ?? (await readLogin(settings))?.wallet.address
    if (to === undefined) throw open.notSignedIn(context, 'none is, and no --to was given')
    const rpcUrl = open.expectRpcUrl(context, platform)
    const { account } = findDevelopmentAccount(platform.developmentWallets, GIVER)
    const giver = viem.createWalletClient({ account, transport: viem.http(rpcUrl) })
    const connection = await connect({ apiUrl, rpcUrl, signal })
    try {
      const gifts = []
      for (const token of tokens) {
        const gift = { to: viem.getAddress(to), token, giver, ...(amount === undefined ? {} : { amount }) }
        const { amount: sent, transaction } = await dispense(connection, gift)
        const priced = describe.tokenOf(platform.paymentTokens, connection.token(token).address)
        gifts.push({ amount: amountOf(sent, priced), transaction })
      }
      return { to: viem.getAddress(to), gifts }
    } finally {
      await connection.close()
    }
  },
  show({ to, gifts }, output) {
    for (const { amount } of gifts) output.line(`gave ${amount.amount} ${amount.symbol} to ${to}`)
  },
})
