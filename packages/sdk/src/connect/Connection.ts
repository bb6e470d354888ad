import type { Deployment } from '@aiigo/chain'
import type { Client, ClientOptions, PlatformQuery, SessionTokens } from '@aiigo/client'
import type { Backoff } from '@aiigo/domain'
import type {
  Account,
  Address,
  Chain,
  Hex,
  LocalAccount,
  PublicClient,
  Transport,
  TypedDataDomain,
  WalletClient,
} from 'viem'
import type { Sender } from './createSender.js'
import type { FileAccess } from './fileAccess.js'
import type { JobKeys } from './jobKeys.js'

/** Read access to the chain. */
export type ChainReader = PublicClient<Transport, Chain>

/** The platform's rules from its API. */
export type Platform = PlatformQuery['platform']

/** A token that buyers pay in. */
export interface PaymentToken {
  readonly symbol: string
  /** Zero address for ETH. */
  readonly address: Address
  readonly decimals: number
}

/** Where the contracts are. */
export interface Contracts {
  readonly aiigoToken: Address
  readonly stakingPool: Address
  readonly nodeRegistry: Address
  readonly powVerifier: Address
  readonly taskMarketplace: Address
  readonly escrow: Address
  readonly arbitration: Address
  readonly bonusDistributor: Address
  readonly stakerLocks: Address
  readonly aiigoGovernor: Address
  readonly aiigoTimelock: Address
  readonly guardianCouncil: Address
  readonly partnerBonds: Address
  readonly communityRewards: Address
  readonly daoTreasury: Address
  readonly communityRewardsVesting: Address
  readonly teamVesting: Address
  readonly privateSaleVesting: Address
}

/** Ends a call. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** Told of each transaction as soon as the wallet has sent it, before it is in a block. */
export interface SentTransaction {
  /** Its purpose, for people: 'funding the job'. */
  readonly what: string
  readonly hash: Hex
}

/** A question to the owner of the wallet. */
export interface WalletPrompt {
  /** A signature costs nothing, a transaction costs gas. */
  readonly kind: 'SIGNATURE' | 'TRANSACTION'
  /** Its purpose, for people: 'funding the job'. */
  readonly what: string
}

/** Ends a call that asks the wallet, and tells of it. */
export interface PromptOptions extends CallOptions {
  /** Told each time before the wallet is asked. */
  readonly onPrompt?: (prompt: WalletPrompt) => void
}

/** Ends a call that sends transactions, and tells of them. */
export interface SendOptions extends PromptOptions {
  readonly onTransaction?: (transaction: SentTransaction) => void
}

/** A message as EIP-712 signs it. */
export interface TypedMessage {
  readonly domain: TypedDataDomain
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>
  readonly primaryType: string
  readonly message: object
}

/** The functions of a wallet that the SDK needs. */
export interface Signer {
  readonly address: Address
  /** Whether signing shows a person a prompt: then nothing is signed without being asked for. */
  readonly interactive: boolean
  signMessage(input: { message: string | { raw: Hex | Uint8Array } }): Promise<Hex>
  signTypedData(typed: TypedMessage): Promise<Hex>
  send(transaction: { to: Address; data: Hex; value: bigint; gas: bigint }): Promise<Hex>
}

/** Where the platform is, and who speaks to it. */
export interface ConnectOptions {
  /** GraphQL of the platform, such as `http://127.0.0.1:4000/graphql`. */
  readonly apiUrl: string
  /**
   * JSON-RPC of the chain, such as the one that `findPlatform` names. Not needed with a WalletClient, which reads
   * through its own transport then.
   */
  readonly rpcUrl?: string | null | undefined
  /**
   * A viem account, which signs without asking, or a WalletClient, such as one over a browser's wallet. Reading needs
   * none.
   */
  readonly wallet?: LocalAccount | WalletClient<Transport, Chain | undefined, Account>
  /**
   * Contracts that the caller trusts. Without them the API is asked, and believed, where the contracts are. With them
   * nothing is asked before it is needed, and an API that names others is refused.
   */
  readonly deployment?: Deployment
  /** The site that sign-in messages may name; by default the page's own in a browser, and any elsewhere. */
  readonly signInDomain?: string
  /** Base URL of the blob store; default: the one that the API names. */
  readonly blobUrl?: string
  /** For subscriptions; default: `apiUrl` with ws instead of http. */
  readonly wsUrl?: string
  readonly session?: SessionTokens | null
  readonly onSession?: (session: SessionTokens | null) => void
  /**
   * Keeps the session between runs or shares it between tabs: `browserSession()`, or `fileSession()` of
   * `@aiigo/sdk/node`.
   */
  readonly sessionStore?: ClientOptions['sessionStore']
  /** Stands for a session. */
  readonly apiKey?: string
  readonly fetch?: typeof fetch
  readonly backoff?: Backoff
  /**
   * Told when the platform does not answer what is followed (states, lines, progress), which is tried again without
   * end; null when it answers again.
   */
  readonly onOutage?: ClientOptions['onOutage']
  readonly signal?: AbortSignal
}

/** The connection of one wallet (or, for reading, of none) to platform and chain. Buyer and provider share it. */
export interface Connection {
  readonly client: Client
  readonly chainId: number
  readonly contracts: Contracts
  readonly paymentTokens: readonly PaymentToken[]
  /** @throws NotRetryableError `NO_WALLET` */
  readonly signer: Signer
  /**
   * Read access to the chain; its failures are the SDK's errors. @throws NotRetryableError `NO_WALLET` without `rpcUrl`
   * and wallet
   */
  readonly reader: ChainReader
  /** Sends this wallet's transactions one after another, so that nonces never collide. */
  readonly sender: Sender
  /** Asked of the API once, then remembered; a failure is not. */
  platform(options?: CallOptions): Promise<Platform>
  /** Permissions to use the blob store. */
  readonly files: FileAccess
  /** Keys of the files of this wallet's jobs. */
  readonly keys: JobKeys
  /** Base URL of the blob store. */
  blobUrl(options?: CallOptions): Promise<string>
  /** Signs in with Ethereum. @throws NotRetryableError `SIGN_IN_MISMATCH`, `WALLET_REJECTED` */
  signIn(options?: CallOptions): Promise<SessionTokens>
  /**
   * Ends the session, here and at the API. It is forgotten here also when the API does not answer.
   * @returns whether there was a session
   * @throws RetryableError `NETWORK` when the API was not told: there the session goes on until it expires
   */
  signOut(options?: CallOptions): Promise<boolean>
  /** Finds a payment token by symbol or address. @throws NotRetryableError `UNKNOWN_TOKEN` */
  token(symbolOrAddress: string): PaymentToken
  /** Ends subscriptions and connections. */
  close(): Promise<void>
}
