import { type Buyer, type Connection, connect, createBuyer, type FoundPlatform, findPlatform } from '@aiigo/sdk'
import { fileSession } from '@aiigo/sdk/node'
import { CliError, type Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { createPatience } from './createPatience.js'
import { type Login, readLogin, sessionFile } from './logins.js'
import { openWallet } from './openWallet.js'

/** A platform, a signed-in wallet, and its verbs. */
export interface Session {
  readonly login: Login
  readonly platform: FoundPlatform
  readonly connection: Connection
  readonly buyer: Buyer
  /** Aborted by Ctrl-C, and when the platform has not answered for too long what is followed. */
  readonly patient: AbortSignal
}

/**
 * Needs of a command beside the API. session: nothing. wallet: signatures, where the chain can be reached. chain: to
 * read and write the chain.
 */
export type SessionNeeds = 'session' | 'wallet' | 'chain'

/** There is no session: nobody is signed in, or the session is over. */
export const notSignedIn = ({ settings }: Context, got: string): CliError =>
  new CliError(
    'NOT_SIGNED_IN',
    `expected a wallet that is signed in at ${settings.apiUrl}, ${got}`,
    settings.isDefaultApi
      ? 'sign in: aiigo login, or with a wallet of the local chain: aiigo login --dev buyer'
      : 'sign in: aiigo login',
  )

/** The chain's URL: the setting, or the one that the platform names. */
export const rpcUrlOf = ({ settings }: Context, platform: Pick<FoundPlatform, 'rpcUrl'>): string | null =>
  settings.rpcUrl ?? platform.rpcUrl

/** @throws CliError `RPC_URL_MISSING` */
export function expectRpcUrl(context: Context, platform: Pick<FoundPlatform, 'chainId' | 'rpcUrl'>): string {
  const url = rpcUrlOf(context, platform)
  if (url) return url
  throw new CliError(
    'RPC_URL_MISSING',
    `expected the URL of a node of chain ${platform.chainId}, ${context.settings.apiUrl} names none`,
    `give one: aiigo ${context.command} --rpc https://…, or set ETHEREUM_RPC_URL`,
  )
}

/**
 * Does something with the wallet that is signed in, and closes the connection.
 * @throws CliError `NOT_SIGNED_IN`, `RPC_URL_MISSING`, `WRONG_CHAIN`; what `connect` throws
 */
export async function withSession<T>(
  context: Context,
  input: Input,
  needs: SessionNeeds,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { settings, signal } = context
  const { apiUrl } = settings
  const login = await readLogin(settings)
  if (!login) throw notSignedIn(context, 'none is')
  const sessionStore = fileSession(sessionFile(settings))
  // Read here for its mode; the connection reads it again.
  if (!(await sessionStore.read())) throw notSignedIn(context, `the session of ${login.wallet.address} is over`)
  const platform = await findPlatform({ apiUrl, signal })
  const signing = async () => {
    const rpcUrl = needs === 'chain' ? expectRpcUrl(context, platform) : rpcUrlOf(context, platform)
    return { wallet: await openWallet(context, input, login, platform), ...(rpcUrl ? { rpcUrl } : {}) }
  }
  const { signal: patient, onOutage, close } = createPatience(context, input)
  const wallet = needs === 'session' ? {} : await signing()
  const connection = await connect({ apiUrl, sessionStore, signal, onOutage, ...wallet })
  try {
    return await work({ login, platform, connection, buyer: createBuyer(connection), patient })
  } finally {
    close()
    await connection.close()
  }
}

/** Does something that anybody may: without a wallet, with the API alone. */
export async function withPlatform<T>(
  { settings: { apiUrl }, signal }: Context,
  work: (visitor: Omit<Session, 'login' | 'patient'>) => Promise<T>,
): Promise<T> {
  const platform = await findPlatform({ apiUrl, signal })
  const connection = await connect({ apiUrl, signal })
  try {
    return await work({ platform, connection, buyer: createBuyer(connection) })
  } finally {
    await connection.close()
  }
}
