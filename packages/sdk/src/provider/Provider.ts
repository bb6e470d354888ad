import type { Assignment } from '@aiigo/chain'
import type {
  Client,
  EarningsEstimateQuery,
  EarningsInput,
  NodeFieldsFragment,
  SessionTokens,
  StoredBlob,
} from '@aiigo/client'
import type { Availability, JobSpec, NodeState, ResourceType, TaskRequest, TaskState } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import type { MoneyVerbs } from '../connect/money.js'

/** An attempt from the platform, with everything that its acceptance and its run need. */
export interface Offer {
  readonly id: string
  readonly jobId: string
  readonly taskId: Hex
  readonly nodeId: Hex
  /** AttemptState of the domain. */
  readonly state: string
  /** On-chain attempt that acceptance and result have to name. */
  readonly attempt: number
  /** Base units of the token per unit of usage. */
  readonly rate: bigint
  /** Unix seconds until which it can be accepted. */
  readonly expiresAt: number
  /** Unix seconds until which the result has to be there; null until assigned. */
  readonly dueAt: number | null
  readonly request: TaskRequest
  /** The job specification, unchecked: see `checkOffer`. */
  readonly spec: unknown
}

export interface OfferCursor {
  readonly nodeId: Hex
  readonly seq: number
}

export interface OfferEvent {
  /** Cursor within the node: `offers(nodeIds, { after: [{ nodeId, seq }] })` goes on behind this one. */
  readonly seq: number
  readonly nodeId: Hex
  readonly kind: string
  readonly offer: Offer
}

export interface OffersOptions extends CallOptions {
  /** The last event of each node that was dealt with; nodes without one start at what is open. */
  readonly after?: readonly OfferCursor[]
}

export interface PowChallenge {
  readonly id: Hex
  readonly nodeId: Hex
  readonly seed: Hex
  /** A nonce solves when its hash as a number is below it. */
  readonly target: bigint
  readonly nonceCount: number
  /** Unix seconds. */
  readonly deadline: number
}

export interface LogLine {
  /** The provider's own numbering within the attempt, from 1; a number that was sent already is not stored again. */
  readonly sourceSeq: number
  readonly stream: 'STDOUT' | 'STDERR' | 'SYSTEM'
  readonly text: string
  /** ISO 8601. */
  readonly at: string
}

/** The off-chain data of a node. Its id is derived from the wallet and the salt. */
export interface NodeDescription {
  readonly salt: Hex
  readonly name: string
  readonly resourceType: ResourceType
  readonly units: number
  readonly region: string
  readonly spec: Readonly<Record<string, unknown>>
}

export interface Ask {
  /** Zero address for ETH. */
  readonly token: Address
  /** Base units per unit of usage; 0 withdraws the ask. */
  readonly rate: bigint
}

/** The on-chain data of a node. */
export interface NodeSpec {
  /** Index into RESOURCE_TYPES. */
  readonly resourceType: number
  readonly units: number
  /** bytes8 */
  readonly region: Hex
  /** SHA-256 of the specification document. */
  readonly specHash: Hex
}

export interface Registration {
  readonly salt: Hex
  readonly spec: NodeSpec
  readonly asks: readonly Ask[]
  /** AIIGO base units. */
  readonly stake: bigint
}

/** The cost of a registration, and the wallet's balances. Wei, and AIIGO base units. */
export interface RegistrationCost {
  readonly fee: bigint
  readonly stake: bigint
  readonly minimumStake: bigint
  readonly eth: bigint
  readonly aiigo: bigint
}

export interface ChainNode {
  readonly state: NodeState
  readonly units: number
}

/** AIIGO base units. */
export interface Stake {
  readonly active: bigint
  /** Below it the node gets no work. */
  readonly minimum: bigint
  /** On its way out: slashable, and without a vote, until `availableAt`. */
  readonly unbonding: bigint
  /** Unix seconds; 0 when nothing is unbonding. */
  readonly availableAt: number
}

export interface ChainTask {
  /** Null when the chain does not know the task. */
  readonly state: TaskState | null
  readonly attempt: number
}

export interface StoredOutput {
  readonly name: string
  readonly cid: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** The result of a run, before it is signed. */
export interface RunResult {
  readonly manifestCid: string
  /** Of the manifest's bytes as this machine made them; 64 lower-case hex digits. */
  readonly manifestSha256: string
  /** In the resource's unit. */
  readonly usage: bigint
  readonly exitCode: number
  readonly outputs: readonly StoredOutput[]
}

/** A result that can be handed in, also after a crash: the signature binds usage and manifest. */
export interface SignedRunResult extends RunResult {
  readonly signature: Hex
}

export interface HeartbeatInput {
  readonly nodeId: Hex
  readonly runningOfferIds: readonly string[]
  /** Higher than that of any earlier start of this program. */
  readonly generation: number
  /** Of the heartbeat before, milliseconds. */
  readonly roundTripMs: number | null
}

export type CheckedOffer = { readonly spec: JobSpec } | { readonly reason: string }

export type ProviderNode = NodeFieldsFragment
export type EarningsEstimate = EarningsEstimateQuery['earningsEstimate']

/**
 * The provider's verbs, one for each step. Amounts are `bigint` base units. Each call to the API may be repeated
 * without harm, and is repeated after a broken connection. A refusal of the API is an InvalidInputError with its
 * problems.
 */
export interface Provider extends MoneyVerbs {
  readonly address: Address
  readonly connection: Connection
  readonly client: Client

  /**
   * Signs in with Ethereum. @throws NotRetryableError `WALLET_REJECTED`, `SIGN_IN_MISMATCH` @example await
   * provider.signIn()
   */
  signIn(options?: CallOptions): Promise<SessionTokens>

  /**
   * The id that a node of this wallet has, or will have. @example provider.nodeIdOf(keccak256(stringToBytes('my
   * machine')))
   */
  nodeIdOf(salt: Hex): Hex

  /** Describes a node, before its registration or after a change. @example await provider.describe(description) */
  describe(node: NodeDescription, options?: CallOptions): Promise<void>

  /** The wallet's nodes as the platform shows them. @example const [node] = await provider.nodes() */
  nodes(options?: CallOptions): Promise<readonly ProviderNode[]>

  /**
   * A node as the contract has it; null while it is not registered. @example (await provider.node(nodeId))?.state //
   * 'ACTIVE'
   */
  node(nodeId: Hex): Promise<ChainNode | null>

  /**
   * The cost of a registration and the wallet's balances. @example const { fee, eth } = await
   * provider.registrationCost(stake)
   */
  registrationCost(stake: bigint): Promise<RegistrationCost>

  /**
   * Registers a node: pays the fee and the stake, after the allowance for the stake. A node that is registered is left
   * as it is.
   * @returns the transaction; null when the node was registered already
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `REVERTED`
   * @example await provider.register({ salt, spec, asks, stake: 1_000n * 10n ** 18n })
   */
  register(registration: Registration, options?: SendOptions): Promise<Hex | null>

  /**
   * Adds to a node's stake. @param amount AIIGO base units. @throws NotRetryableError `NOT_ENOUGH_MONEY`, `REVERTED`
   */
  stake(nodeId: Hex, amount: bigint, options?: SendOptions): Promise<Hex>

  /** Begins to take stake out; it is available after the unbonding time. @param amount AIIGO base units. */
  unstake(nodeId: Hex, amount: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Takes out what has finished unbonding. @param to Default: the wallet. @throws NotRetryableError `REVERTED` before
   * its time
   */
  withdrawStake(nodeId: Hex, options?: SendOptions & { readonly to?: Address }): Promise<Hex>

  /** A node's stake. @example (await provider.stakeOf(nodeId)).active // 1000000000000000000000n */
  stakeOf(nodeId: Hex): Promise<Stake>

  /** A node's ask per unit of usage in a token; 0 when it does not accept the token. */
  ask(nodeId: Hex, token: Address): Promise<bigint>

  /**
   * Sets prices on chain; tokens that are left out keep theirs. @example await provider.setAsks(nodeId, [{ token, rate:
   * 0n }])
   */
  setAsks(nodeId: Hex, asks: readonly Ask[], options?: SendOptions): Promise<Hex>

  /** Changes a node's specification on chain. */
  setSpec(nodeId: Hex, spec: NodeSpec, options?: SendOptions): Promise<Hex>

  /**
   * VERIFIED or INACTIVE → ACTIVE: the node may get work. @throws NotRetryableError `REVERTED` below the minimum stake
   */
  activate(nodeId: Hex, options?: SendOptions): Promise<Hex>

  /** ACTIVE → INACTIVE: no new assignments; open ones go on. */
  deactivate(nodeId: Hex, options?: SendOptions): Promise<Hex>

  /** Says whether a node wants work. @example await provider.setAvailability(nodeId, 'AVAILABLE') */
  setAvailability(nodeId: Hex, availability: Availability, options?: CallOptions): Promise<void>

  /** Shows that a node is there. @returns when to do so again, and which of the running attempts have ended */
  heartbeat(
    input: HeartbeatInput,
    options?: CallOptions,
  ): Promise<{ readonly nextHeartbeatSeconds: number; readonly endedOfferIds: readonly string[] }>

  /** Open offers and unfinished assignments of nodes. */
  openOffers(nodeIds: readonly Hex[], options?: CallOptions): Promise<readonly Offer[]>

  /**
   * Offers and what becomes of them: events behind the cursors, then live ones, over lost connections.
   * @example for await (const { offer, seq } of provider.offers([nodeId])) if (offer.state === 'OFFERED') await
   * provider.accept(offer)
   */
  offers(nodeIds: readonly Hex[], options?: OffersOptions): AsyncIterable<OfferEvent>

  /**
   * Whether an offer is what it says: the task id is the digest of its request, the request binds this very
   * specification, the specification keeps the rules, and the offer's id is a UUID. So the buyer's signed money, not
   * the platform's word, stands behind it.
   */
  checkOffer(offer: Offer): CheckedOffer

  /**
   * Signs that the node runs the attempt at the offer's rate, and sends the signature to the platform.
   * @param expiry Unix seconds until which the signature is good; default five minutes from `now()`.
   * @throws NotRetryableError `BAD_OFFER` when the offer is not what its buyer signed
   */
  accept(offer: Offer, options?: CallOptions & { readonly expiry?: number }): Promise<void>

  /** Declines an offer. @param reason For the buyer and the statistics. */
  decline(offerId: string, reason: string, options?: CallOptions): Promise<void>

  /** A task's current assignment from the chain's events; null while there is none, or it is not indexed yet. */
  assignment(taskId: Hex, options?: CallOptions): Promise<Assignment | null>

  /** A task's state and attempt as the contract has them. */
  task(taskId: Hex): Promise<ChainTask>

  /** Whether the task is assigned exactly like this: the contract's own word on what others tell. */
  isAssigned(taskId: Hex, assignment: Assignment): Promise<boolean>

  /**
   * The platform's time: this machine's clock, put right by the latest sign-in. Deadlines of offers and challenges are
   * compared with it, so that a machine whose clock is wrong can work.
   * @returns Unix milliseconds
   */
  now(): number

  /** Unix seconds of the newest block. */
  chainTime(): Promise<number>

  /** Says how far a run is. */
  reportProgress(
    offerId: string,
    progress: { readonly phase: string; readonly note?: string },
    options?: CallOptions,
  ): Promise<void>

  /**
   * Appends log lines; a line whose number was sent already is not stored again. @returns the highest number the
   * platform has
   */
  appendLogs(offerId: string, lines: readonly LogLine[], options?: CallOptions): Promise<number>

  /**
   * Stores content; the store has to name the bytes that were sent. @throws NotRetryableError `BLOB_MISMATCH`,
   * `SIGNED_OUT`
   */
  store(content: Blob | Uint8Array, options?: CallOptions): Promise<StoredBlob>

  /** Signs usage and manifest of a run. Nothing is sent. */
  signResult(offer: Pick<Offer, 'taskId' | 'attempt' | 'nodeId'>, result: RunResult): Promise<SignedRunResult>

  /** Hands in a signed result. Doing so twice has one effect. */
  submitResult(offerId: string, result: SignedRunResult, options?: CallOptions): Promise<void>

  /**
   * Gives an assignment back: no slash, and the job goes to another node. @throws NotRetryableError `REVERTED` when it
   * is not ours
   */
  release(taskId: Hex, assignment: Assignment, options?: SendOptions): Promise<Hex>

  /** Open proof-of-work challenges of a node. */
  challenges(nodeId: Hex, options?: CallOptions): Promise<readonly PowChallenge[]>

  /** Answers a challenge on chain. */
  answer(challengeId: Hex, nonces: readonly bigint[], options?: SendOptions): Promise<Hex>

  /**
   * The wallet's balances in the escrow, token by token. @example (await provider.earnings()).find(({ symbol }) =>
   * symbol === 'ETH')
   */
  earnings(): Promise<readonly { readonly symbol: string; readonly token: Address; readonly amount: bigint }[]>

  /** The earnings of such a machine, from the platform's calculator. Amounts are decimal texts in base units. */
  estimateEarnings(input: EarningsInput, options?: CallOptions): Promise<EarningsEstimate>

  /** Ends subscriptions and connections. */
  close(): Promise<void>
}
