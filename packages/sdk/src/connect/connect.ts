import { chainOf, createReader, type Deployment, paymentTokens } from '@aiigo/chain'
import { createClient, PlatformDocument, SignOutDocument, signIn } from '@aiigo/client'
import { createPublicClient, custom, isAddressEqual } from 'viem'
import { sdkError } from '../errors.js'
import type {
  CallOptions,
  ChainReader,
  Connection,
  ConnectOptions,
  Contracts,
  PaymentToken,
  Platform,
} from './Connection.js'
import { chainFailure } from './chainFailure.js'
import { createSender } from './createSender.js'
import { createFileAccess } from './fileAccess.js'
import { createJobKeys } from './jobKeys.js'
import { type GivenWallet, isWalletClient, openSigner } from './openSigner.js'

function contractsOf({ addresses, vesting }: Deployment): Contracts {
  return {
    aiigoToken: addresses.AiigoToken,
    stakingPool: addresses.StakingPool,
    nodeRegistry: addresses.NodeRegistry,
    powVerifier: addresses.PowVerifier,
    taskMarketplace: addresses.TaskMarketplace,
    escrow: addresses.Escrow,
    arbitration: addresses.Arbitration,
    bonusDistributor: addresses.BonusDistributor,
    stakerLocks: addresses.StakerLocks,
    aiigoGovernor: addresses.AiigoGovernor,
    aiigoTimelock: addresses.AiigoTimelock,
    guardianCouncil: addresses.GuardianCouncil,
    partnerBonds: addresses.PartnerBonds,
    communityRewards: addresses.CommunityRewards,
    daoTreasury: addresses.DaoTreasury,
    communityRewardsVesting: vesting.communityRewards,
    teamVesting: vesting.team,
    privateSaleVesting: vesting.privateSale,
  }
}

/** Throws when the API speaks of another deployment than the one that is trusted. */
function expectDeployment(platform: Platform, deployment: Deployment): void {
  const trusted = contractsOf(deployment)
  const names = Object.keys(trusted) as (keyof Contracts)[]
  const other = names.filter((name) => !isAddressEqual(platform.contracts[name], trusted[name]))
  if (platform.chainId === deployment.chainId && other.length === 0) return
  const what = platform.chainId === deployment.chainId ? other.join(', ') : `chain ${platform.chainId}`
  throw sdkError(
    'DEPLOYMENT_MISMATCH',
    `expected the API to serve the deployment on chain ${deployment.chainId} that was given, it has another ${what}; check both`,
  )
}

function openReader(chainId: number, rpcUrl: string | undefined, wallet: GivenWallet | undefined): ChainReader | null {
  if (rpcUrl) return createReader(chainId, rpcUrl)
  if (!wallet || !isWalletClient(wallet)) return null
  const { pollingInterval, cacheTime } = createReader(chainId, 'http://unused.invalid')
  return createPublicClient({
    chain: chainOf(chainId, ''),
    transport: custom({ request: (body) => wallet.request(body) }),
    ...{ pollingInterval, cacheTime },
  })
}

/**
 * Connects to a platform and its chain. Without a deployment the API is asked where the contracts are. With a wallet,
 * its chain has to be the platform's.
 * @throws NotRetryableError `WRONG_CHAIN`, `DEPLOYMENT_MISMATCH`; RetryableError `NETWORK`, `CHAIN_UNREACHABLE`
 * @example
 * const connection = await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) })
 * const buyer = createBuyer(connection)
 * await buyer.signIn()
 * // …
 * await connection.close()
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { apiUrl, wallet, deployment, signal } = options
  const rpcUrl = options.rpcUrl ?? undefined
  const client = createClient({
    url: apiUrl,
    ...(options.wsUrl === undefined ? {} : { wsUrl: options.wsUrl }),
    ...(options.session === undefined ? {} : { session: options.session }),
    ...(options.onSession ? { onSession: options.onSession } : {}),
    ...(options.sessionStore ? { sessionStore: options.sessionStore } : {}),
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...(options.fetch ? { fetch: options.fetch } : {}),
    ...(options.backoff ? { backoff: options.backoff } : {}),
    ...(options.onOutage ? { onOutage: options.onOutage } : {}),
  })

  let asked: Promise<Platform> | undefined
  function platform(call: CallOptions = {}): Promise<Platform> {
    asked ??= client
      .execute(PlatformDocument, {}, call)
      .then((answer) => {
        if (deployment) expectDeployment(answer.platform, deployment)
        return answer.platform
      })
      .catch((error: unknown) => {
        asked = undefined
        throw error
      })
    return asked
  }

  try {
    const known: { chainId: number; contracts: Contracts; tokens: readonly PaymentToken[] } = deployment
      ? { chainId: deployment.chainId, contracts: contractsOf(deployment), tokens: paymentTokens(deployment) }
      : await platform(signal ? { signal } : {}).then(({ chainId, contracts, paymentTokens: tokens }) => ({
          ...{ chainId, contracts, tokens },
        }))
    const { chainId, contracts, tokens } = known
    const reader = openReader(chainId, rpcUrl, wallet)
    const telling = reader && withSdkErrors(reader)
    const signer = wallet && reader ? openSigner(wallet, chainId, rpcUrl) : null

    async function checkChain(): Promise<void> {
      const wrong = (found: number, where: string) =>
        sdkError(
          'WRONG_CHAIN',
          `expected chain ${chainId}, where the platform is, at ${where}, got chain ${found}; change it`,
        )
      try {
        const found = await reader?.getChainId()
        if (found !== undefined && found !== chainId) throw wrong(found, rpcUrl ?? 'the wallet')
        if (!wallet || !rpcUrl || !isWalletClient(wallet)) return
        const ofWallet = await wallet.getChainId()
        if (ofWallet !== chainId) throw wrong(ofWallet, 'the wallet')
      } catch (error) {
        throw chainFailure(error, 'reading the chain id')
      }
    }
    await checkChain()

    const missing = (what: string) =>
      sdkError('NO_WALLET', `expected ${what}; give connect() a wallet, and an rpcUrl where it is a plain account`)
    const sender = reader && signer ? createSender({ reader, signer, checkChain }) : null
    const ownSigner = () => {
      if (!signer) throw missing('a wallet to sign with')
      return signer
    }
    return {
      client,
      chainId,
      contracts,
      paymentTokens: tokens,
      get signer() {
        return ownSigner()
      },
      get reader() {
        if (!telling) throw missing('a chain to read')
        return telling
      },
      get sender() {
        if (!sender) throw missing('a wallet to send with')
        return sender
      },
      platform,
      files: createFileAccess(client),
      keys: createJobKeys({ client, chainId, contracts, signer: ownSigner }),
      blobUrl: async (call) => options.blobUrl ?? (await platform(call)).blobUrl,
      async signIn(call = {}) {
        if (!signer) throw missing('a wallet to sign in with')
        const domain = options.signInDomain ?? (globalThis as { location?: { host?: string } }).location?.host
        return signIn(client, signer, {
          ...call,
          again: !signer.interactive,
          check: (challenge) => {
            const other = domain !== undefined && challenge.domain !== domain
            if (!other && challenge.chainId === chainId) return
            throw sdkError(
              'SIGN_IN_MISMATCH',
              `expected a sign-in for ${domain ?? 'this platform'} on chain ${chainId}, the API wants one for ${challenge.domain} on chain ${challenge.chainId}; do not sign it`,
            )
          },
        }).catch((error: unknown) => {
          throw codeIsWallet(error) ? chainFailure(error, 'signing in') : error
        })
      },
      async signOut(call = {}) {
        // Reads the store before the first use.
        await client.accessToken().catch(() => null)
        const session = client.session()
        await client.setSession(null)
        client.onSessionEnd(null)
        if (!session) return false
        await client.execute(SignOutDocument, { refreshToken: session.refreshToken }, { ...call, idempotent: true })
        return true
      },
      token(symbolOrAddress) {
        const wanted = symbolOrAddress.toLowerCase()
        const found = tokens.find(
          ({ symbol, address }) => symbol === symbolOrAddress || address.toLowerCase() === wanted,
        )
        if (found) return found
        const symbols = tokens.map(({ symbol }) => symbol).join(', ')
        throw sdkError('UNKNOWN_TOKEN', `expected a token that the platform takes (${symbols}), got ${symbolOrAddress}`)
      },
      close: () => client.close(),
    }
  } catch (error) {
    await client.close()
    throw error
  }
}

/** The same reader, whose failures are the SDK's errors. */
function withSdkErrors(reader: ChainReader): ChainReader {
  return new Proxy(reader, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        const result: unknown = member.apply(target, args)
        if (!(result instanceof Promise)) return result
        return result.catch((error: unknown) => {
          throw chainFailure(error, 'reading the chain')
        })
      }
    },
  })
}

/** Whether signing itself failed: an error of a wallet, which is none of the API's. */
function codeIsWallet(error: unknown): boolean {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return code === 4001 || name === 'UserRejectedRequestError'
}
