import { chainOf } from '@aiigo/chain'
import type { SessionTokens } from '@aiigo/client'
import {
  type Arbitrator,
  type Buyer,
  browserSession,
  type Connection,
  connect,
  createArbitrator,
  createBuyer,
  createOperator,
  createProvider,
  createStaker,
  type Operator,
  type Provider,
  type Staker,
} from '@aiigo/sdk'
import { type Address, createWalletClient, custom, getAddress } from 'viem'
import { developmentProvider } from './developmentProvider.js'
import { type Eip1193Provider, injectedWallets, type WalletChoice } from './wallets.js'

/** A signed-in wallet and its verbs. */
export interface Session {
  readonly address: Address
  readonly choice: WalletChoice
  /** The wallet itself: it tells of another account or network. */
  readonly wallet: Eip1193Provider
  readonly chainId: number
  readonly connection: Connection
  readonly buyer: Buyer
  readonly provider: Provider
  readonly arbitrator: Arbitrator
  readonly staker: Staker
  readonly operator: Operator
  close(): Promise<void>
}

/** A wallet that cannot be used, with what to do. */
export class WalletError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Opens a wallet and signs in with it. A session of an earlier visit is used again, without a prompt.
 * @param onEnd Called when there is no session any more: the API has ended it, or the caller.
 * @throws WalletError `NO_WALLET`; NotRetryableError `WRONG_CHAIN`, `WALLET_REJECTED`, `SIGN_IN_MISMATCH`
 */
export async function openSession(choice: WalletChoice, chainId: number, onEnd: () => void): Promise<Session> {
  const provider = providerOf(choice)
  const [first] = (await provider.request({ method: 'eth_requestAccounts' })) as string[]
  if (!first) throw new WalletError('NO_ACCOUNT', 'expected the wallet to open an account, it opened none; unlock it')
  const address = getAddress(first)
  await takeChain(provider, chainId)
  const wallet = createWalletClient({ account: address, chain: chainOf(chainId, ''), transport: custom(provider) })
  const apiUrl = new URL('/graphql', location.href).href
  const sessionStore = browserSession(`aiigo.session.${address.toLowerCase()}`)
  const onSession = (tokens: SessionTokens | null): void => {
    if (tokens === null) onEnd()
  }
  const connection = await connect({ apiUrl, wallet, sessionStore, onSession })
  try {
    if ((await connection.client.accessToken()) === null) await connection.signIn()
  } catch (error) {
    await connection.close()
    throw error
  }
  return {
    address,
    choice,
    wallet: provider,
    chainId,
    connection,
    buyer: createBuyer(connection),
    provider: createProvider(connection),
    arbitrator: createArbitrator(connection),
    staker: createStaker(connection),
    operator: createOperator(connection),
    close: () => connection.close(),
  }
}

function providerOf(choice: WalletChoice): Eip1193Provider {
  if (choice.kind === 'development') return developmentProvider(choice.address)
  const found = injectedWallets().find(({ id }) => id === choice.id)
  if (!found)
    throw new WalletError(
      'NO_WALLET',
      'expected the wallet that was used last in this browser; it is not here any more',
    )
  return found.provider
}

/** Asks the wallet to change to the platform's chain; it says no by an error that `connect` names better. */
async function takeChain(provider: Eip1193Provider, chainId: number): Promise<void> {
  const wanted = `0x${chainId.toString(16)}`
  if ((await provider.request({ method: 'eth_chainId' })) === wanted) return
  await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: wanted }] }).catch(() => undefined)
}
