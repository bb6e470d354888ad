import type { Assignment } from '@aiigo/chain'
import type {
  Client,
  EarningsEstimateQuery,
  EarningsInput,
  EarningsQuery,
  NodeBenchmarkFieldsFragment,
  NodeFieldsFragment,
  SessionTokens,
  StoredBlob,
} from '@aiigo/client'
import type {
  Availability,
  BenchmarkStage,
  JobSpec,
  JobTerms,
  LogStream,
  NodeState,
  Reading,
  ResourceType,
  RunReport,
  TaskRequest,
  TaskState,
} from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { JobStatus, WatchOptions } from '../buyer/Buyer.js'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import type { KeyWait } from '../connect/jobKeys.js'
import type { MoneyVerbs } from '../connect/money.js'
import type { Evidence, EvidenceFile, NewEvidence } from '../dispute/evidence.js'

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
  /** Base units of the token per million units of usage. */
  readonly rate: bigint
  /** Unix seconds until which it can be accepted. */
  readonly expiresAt: number
  /** Unix seconds until which the result has to be there; null until assigned. */
  readonly dueAt: number | null
  /** Seconds by which the buyer has moved the deadline while the node works; 0 before. */
  readonly addedSeconds: number
  /** The buyer's addition to the request's `maxUsage` while the node works; 0 before. */
  readonly addedUsage: bigint
  /** The buyer's addition to the request's budget while the node works, base units; 0 before. */
  readonly addedBudget: bigint
  readonly request: TaskRequest
  /** The terms that a node decides by, unchecked: see `checkOffer`. */
  readonly terms: unknown
  /** The job specification, unchecked; null until the job is assigned to the node. */
  readonly spec: unknown
  /** The version of the job's checkpoint to go on with; null where the job begins at its start. */
  readonly checkpoint: OfferCheckpoint | null
  /** Whether the buyer wants the run stopped: the node hands in what there is. */
  readonly stopRequested: boolean
  /** Results that the job builds on, while the node works on it. */
  readonly needs: readonly OfferNeed[]
}

/** The result of a job that the offered one needs. */
export interface OfferNeed {
  readonly jobId: string
  /** Hash of the needed job, by which the specification names it. */
  readonly specHash: Hex
  readonly manifestCid: string
  /** 64 lower-case hex digits. */
  readonly manifestSha256: string
}

/** A stored version of the file that the job names as its checkpoint. */
export interface OfferCheckpoint extends CheckpointVersion {
  /** On-chain attempt that wrote it. */
  readonly attempt: number
}

/** A version of a job's checkpoint, as it is in the blob store. */
export interface CheckpointVersion {
  /** Number of the version within its attempt, rising from 1. */
  readonly sequence: number
  readonly cid: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** MAC of the content under the job's key, 64 lower-case hex digits; null where files are not sealed. */
  readonly mac: string | null
}

/** A version of a file that the job names as an artifact, as it is in the blob store. */
export interface ArtifactVersion {
  /** Name in the job's directory. */
  readonly name: string
  readonly cid: string
  /** Of what is stored, 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes that are stored: sealed, or behind 16 random ones. */
  readonly storedSize: number
  /** Bytes of the file itself. */
  readonly size: number
  /** MAC of the content under the job's key, 64 lower-case hex digits; null where files are not sealed. */
  readonly mac: string | null
  /** When the node took it, ISO 8601: a version that is no newer than the attempt's stored one changes nothing. */
  readonly takenAt: string
}

/** A job that a platform node is to run again, so that its result can be compared. */
export interface CheckWork {
  readonly id: string
  readonly jobId: string
  readonly taskId: Hex
  /** The node that is to run it. */
  readonly nodeId: Hex
  /** On-chain attempt whose result is checked. */
  readonly attempt: number
  /** Unix seconds until which the report is taken. */
  readonly dueAt: number
  readonly request: TaskRequest
  /** The job specification, unchecked: see `checkWork`; null once the run is over. */
  readonly spec: unknown
  /** Results of the jobs that the specification needs. */
  readonly needs: readonly OfferNeed[]
}

/** The last event of a node that was dealt with. */
export interface OfferCursor {
  readonly nodeId: Hex
  readonly seq: number
}

/** An offer, or a change of one. */
export interface OfferEvent {
  /** Cursor within the node: `offers(nodeIds, { after: [{ nodeId, seq }] })` goes on behind this one. */
  readonly seq: number
  readonly nodeId: Hex
  readonly kind: string
  readonly offer: Offer
}

/** From where offers are followed. */
export interface OffersOptions extends CallOptions {
  /** The last event of each node that was dealt with; nodes without one start at what is open. */
  readonly after?: readonly OfferCursor[]
  /** Told of re-runs for checks, which begin, and which are over (`spec` is null then). */
  readonly onCheck?: (work: CheckWork) => void
}

/** A proof-of-work challenge of a node. */
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

/** Lines of a job's output, from its provider. */
export interface LogPart {
  readonly stream: LogStream
  /**
   * Lines, each with its end: `\n`, or `\r` when the next one is drawn over it. What follows the last end is an open
   * line. A line has at most 16 384 characters.
   */
  readonly text: string
  /** ISO 8601. */
  readonly at: string
}

/** Why a node takes no work. */
export interface AvailabilityOptions extends CallOptions {
  /** Shown to the provider alone, as the node's `pausedReason`; at most 500 characters. */
  readonly reason?: string | null
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

/** A node's price in a token. */
export interface Ask {
  /** Zero address for ETH. */
  readonly token: Address
  /** Base units per million units of usage; 0 withdraws the ask. */
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

/** Everything that the registration of a node sends to the chain. */
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

/** A node as the contract has it. */
export interface ChainNode {
  readonly state: NodeState
  readonly units: number
}

/** A bonus of one week with its proof, as the API shows it. */
export interface Bonus {
  readonly epoch: number
  /** AIIGO base units. */
  readonly amount: bigint
  readonly proof: readonly Hex[]
}

/** A node's stake, AIIGO base units. */
export interface Stake {
  readonly active: bigint
  /** Below it the node gets no work. */
  readonly minimum: bigint
  /** On its way out: slashable, and without a vote, until `availableAt`. */
  readonly unbonding: bigint
  /** Unix seconds; 0 when nothing is unbonding. */
  readonly availableAt: number
}

/** The contract's terms for partners. */
export interface BondTerms {
  /** Smallest bond, AIIGO base units. */
  readonly minimum: bigint
  /** Bounds of a committed uptime, basis points. */
  readonly minSlaBps: number
  readonly maxSlaBps: number
  /** From the request of a release to the withdrawal. */
  readonly unbondingSeconds: number
}

/** A node's partner bond with its commitment. */
export interface PartnerBond {
  /** AIIGO base units; 0 without a bond. */
  readonly amount: bigint
  /** Uptime that the provider commits to, basis points; 0 without a bond. */
  readonly slaBps: number
  /** Unix seconds from when a released bond may be withdrawn; 0 while it is committed. */
  readonly availableAt: number
  /** Unix seconds until when the node is no partner, since it was up less than it committed to; 0 if never. */
  readonly suspendedUntil: number
  /** Whether the node is a partner now. */
  readonly isPartner: boolean
  /** Disputes of the node that are not decided: a bond is not paid out before. */
  readonly openDisputes: number
}

/** A task as the contract has it. */
export interface ChainTask {
  /** Null when the chain does not know the task. */
  readonly state: TaskState | null
  readonly attempt: number
}

/** An output of a run, in the blob store. */
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

/** A stage of a node's benchmark. */
export interface BenchmarkTask {
  readonly id: string
  readonly nodeId: Hex
  readonly stage: BenchmarkStage
  /** The work follows from it; 64 hex digits. */
  readonly seed: string
  /** Parts of the work; of a transfer the bytes that are stored and read again. */
  readonly size: number
  /** Until when the whole benchmark can be answered, ISO 8601. */
  readonly expiresAt: string
}

/** Answer of a node to a stage. */
export interface BenchmarkAnswer {
  /** Of each part; none of a transfer. */
  readonly digests?: readonly string[]
  /** SHA-256 of the stored bytes, and the share of the time that storing took, between 0 and 1. */
  readonly transfer?: { readonly sha256: string; readonly upShare: number } | null
  readonly diskWriteMibPerSecond?: number | null
  readonly diskReadMibPerSecond?: number | null
  readonly gpuGflops?: number | null
}

/** Parts of a benchmark that a node of the platform computes again. */
export interface BenchmarkCheckWork {
  readonly id: string
  readonly parts: readonly { readonly stage: BenchmarkStage; readonly seed: string; readonly part: number }[]
}

/** The content of a heartbeat. */
export interface HeartbeatInput {
  readonly nodeId: Hex
  readonly runningOfferIds: readonly string[]
  /** Higher than that of any earlier start of this program. */
  readonly generation: number
  /** Of the heartbeat before, milliseconds. */
  readonly roundTripMs: number | null
}

/** An offered job, its specification null until it is assigned; or the reason why the offer is refused. */
export type CheckedOffer = { readonly terms: JobTerms; readonly spec: JobSpec | null } | { readonly reason: string }

/** A node as the platform shows it to its provider. */
export type ProviderNode = NodeFieldsFragment
/** Pay for tasks of one day (UTC) in one token. `amount` is decimal text in base units; `startsAt` is ISO 8601. */
export type DayOfPay = EarningsQuery['earnings'][number]

/** Which pay is listed. */
export interface PayOptions extends CallOptions {
  /** The day that it is in is the first one. */
  readonly from: Date
  /** Of this node only; default: of all nodes of the wallet. */
  readonly nodeId?: Hex
}

/** The earnings of a machine. Amounts are decimal text in base units. */
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
   * Signs in with Ethereum (EIP-4361): nothing is sent to the chain.
   * @throws NotRetryableError `WALLET_REJECTED`, `SIGN_IN_MISMATCH`
   * @example await provider.signIn()
   */
  signIn(options?: CallOptions): Promise<SessionTokens>

  /**
   * The id that a node of this wallet has, or will have.
   * @example provider.nodeIdOf(keccak256(stringToBytes('my machine'))) // '0x1122334455667788'
   */
  nodeIdOf(salt: Hex): Hex

  /**
   * Describes a node, before its registration or after a change.
   * @throws InvalidInputError with everything the API has against the description
   * @example
   * const spec = { memoryMiB: 4_096 }
   * await provider.describe({ salt, name: 'my machine', resourceType: 'CPU', units: 4, region: 'EU', spec })
   */
  describe(node: NodeDescription, options?: CallOptions): Promise<void>

  /**
   * The wallet's nodes as the platform shows them.
   * @example const [node] = await provider.nodes()
   */
  nodes(options?: CallOptions): Promise<readonly ProviderNode[]>

  /**
   * A node as the contract has it; null while it is not registered.
   * @example (await provider.node(nodeId))?.state // 'ACTIVE'
   */
  node(nodeId: Hex): Promise<ChainNode | null>

  /**
   * The cost of a registration and the wallet's balances.
   * @param stake AIIGO base units.
   * @example const { fee, eth } = await provider.registrationCost(1_000n * 10n ** 18n)
   */
  registrationCost(stake: bigint): Promise<RegistrationCost>

  /**
   * Registers a node: pays the fee and the stake, after the allowance for the stake. A node that is registered is left
   * as it is.
   * @returns the transaction; null when the node was registered already
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `REVERTED`
   * @example
   * const spec = { resourceType: 1, units: 4, region: regionToBytes8('EU'), specHash }
   * const asks = [{ token: ETH_ADDRESS, rate: 1_000_000_000n }]
   * await provider.register({ salt, spec, asks, stake: 1_000n * 10n ** 18n })
   */
  register(registration: Registration, options?: SendOptions): Promise<Hex | null>

  /**
   * Adds to a node's stake. Each call stakes once more.
   * @param amount AIIGO base units.
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `REVERTED`
   * @example await provider.stake(nodeId, 500n * 10n ** 18n)
   */
  stake(nodeId: Hex, amount: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Begins to take stake out; it is available after the unbonding time.
   * @param amount AIIGO base units.
   * @throws NotRetryableError `REVERTED`
   * @example await provider.unstake(nodeId, 500n * 10n ** 18n)
   */
  unstake(nodeId: Hex, amount: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Takes out what has finished unbonding, to the wallet or to another address.
   * @throws NotRetryableError `REVERTED` before its time
   * @example await provider.withdrawStake(nodeId, { to: savings })
   */
  withdrawStake(nodeId: Hex, options?: SendOptions & { readonly to?: Address }): Promise<Hex>

  /**
   * A node's stake.
   * @example (await provider.stakeOf(nodeId)).active // 1_000_000_000_000_000_000_000n
   */
  stakeOf(nodeId: Hex): Promise<Stake>

  /**
   * The terms of a partner's bond.
   * @example (await provider.bondTerms()).minimum // 50_000_000_000_000_000_000_000n
   */
  bondTerms(): Promise<BondTerms>

  /**
   * A node's partner bond.
   * @example const { amount, slaBps, isPartner } = await provider.bondOf(nodeId)
   */
  bondOf(nodeId: Hex): Promise<PartnerBond>

  /**
   * Commits a node to an uptime, and puts up the bond for it. A bond that is posted with less than the minimum, or for
   * a node that has one, is refused.
   * @param slaBps Uptime, basis points.
   * @param amount AIIGO base units.
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `REVERTED`
   * @example await provider.commitBond(nodeId, 9_900, 50_000n * 10n ** 18n)
   */
  commitBond(nodeId: Hex, slaBps: number, amount: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Adds to a node's bond. Each call adds once more.
   * @param amount AIIGO base units.
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `REVERTED`
   * @example await provider.topUpBond(nodeId, 1_000n * 10n ** 18n)
   */
  topUpBond(nodeId: Hex, amount: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Ends a node's commitment. The node is no partner from then on; the bond is available after the unbonding time.
   * @throws NotRetryableError `REVERTED`
   * @example await provider.releaseBond(nodeId)
   */
  releaseBond(nodeId: Hex, options?: SendOptions): Promise<Hex>

  /**
   * Takes out a released bond, to the wallet or to another address.
   * @throws NotRetryableError `REVERTED` before its time, or while the node has an open dispute
   * @example await provider.withdrawBond(nodeId, { to: savings })
   */
  withdrawBond(nodeId: Hex, options?: SendOptions & { readonly to?: Address }): Promise<Hex>

  /**
   * Claims a week's bonus for this wallet. Claims open two days after the week's root is posted, and stay open for 180.
   * @param bonus Of `bonusProofs` of the API.
   * @throws NotRetryableError `REVERTED` when it is claimed already, or claims are not open
   * @example
   * const week = { epoch: 12, amount: 5n * 10n ** 18n, proof: [] }
   * await provider.claimBonus(week)
   */
  claimBonus(bonus: Bonus, options?: SendOptions): Promise<Hex>

  /**
   * A node's ask per million units of usage in a token; 0 when it does not accept the token.
   * @returns base units of the token
   * @example await provider.ask(nodeId, ETH_ADDRESS) // 1_000_000_000n
   */
  ask(nodeId: Hex, token: Address): Promise<bigint>

  /**
   * Sets prices on chain; tokens that are left out keep theirs.
   * @throws NotRetryableError `REVERTED`
   * @example await provider.setAsks(nodeId, [{ token: ETH_ADDRESS, rate: 1_000_000_000n }])
   */
  setAsks(nodeId: Hex, asks: readonly Ask[], options?: SendOptions): Promise<Hex>

  /**
   * Changes a node's specification on chain.
   * @throws NotRetryableError `REVERTED`
   * @example await provider.setSpec(nodeId, { resourceType: 1, units: 8, region: regionToBytes8('EU'), specHash })
   */
  setSpec(nodeId: Hex, spec: NodeSpec, options?: SendOptions): Promise<Hex>

  /**
   * VERIFIED or INACTIVE → ACTIVE: the node may get work.
   * @throws NotRetryableError `REVERTED` below the minimum stake
   * @example await provider.activate(nodeId)
   */
  activate(nodeId: Hex, options?: SendOptions): Promise<Hex>

  /**
   * ACTIVE → INACTIVE: no new assignments; open ones go on.
   * @throws NotRetryableError `REVERTED`
   * @example await provider.deactivate(nodeId)
   */
  deactivate(nodeId: Hex, options?: SendOptions): Promise<Hex>

  /**
   * Says whether a node wants work.
   * @example await provider.setAvailability(nodeId, 'AVAILABLE')
   */
  setAvailability(nodeId: Hex, availability: Availability, options?: AvailabilityOptions): Promise<void>

  /**
   * Shows that a node is there.
   * @returns when to do so again, and which of the running attempts have ended
   * @example
   * const presence = { nodeId, runningOfferIds: [offer.id], generation: 1, roundTripMs: null }
   * const { nextHeartbeatSeconds, endedOfferIds } = await provider.heartbeat(presence)
   */
  heartbeat(
    input: HeartbeatInput,
    options?: CallOptions,
  ): Promise<{ readonly nextHeartbeatSeconds: number; readonly endedOfferIds: readonly string[] }>

  /**
   * Open offers and unfinished assignments of nodes.
   * @example
   * for (const { id, state } of await provider.openOffers([nodeId])) console.log(id, state)
   */
  openOffers(nodeIds: readonly Hex[], options?: CallOptions): Promise<readonly Offer[]>

  /**
   * The same, with the re-runs for checks that the nodes have to do, in one call.
   * @example const { offers, checks } = await provider.openWork([nodeId])
   */
  openWork(
    nodeIds: readonly Hex[],
    options?: CallOptions,
  ): Promise<{ readonly offers: readonly Offer[]; readonly checks: readonly CheckWork[] }>

  /**
   * Offers and what becomes of them: events behind the cursors, then live ones, over lost connections.
   * @example
   * for await (const { offer, seq } of provider.offers([nodeId], { after: [{ nodeId, seq: savedSeq }] })) {
   *   if (offer.state === 'OFFERED') await provider.accept(offer)
   *   console.log('dealt with', seq)
   * }
   */
  offers(nodeIds: readonly Hex[], options?: OffersOptions): AsyncIterable<OfferEvent>

  /**
   * State changes of a job that a node of the wallet worked at, such as the buyer's objection to its result.
   * @example
   * for await (const { state } of provider.watch(jobId)) if (state === 'DISPUTED') console.log('answer it')
   */
  watch(jobId: string, options?: WatchOptions): AsyncIterable<JobStatus>

  /**
   * Answers the dispute of a result of the wallet's node, until the votes are committed. Files are sealed to the job's
   * key and stored. The panel and the buyer see it.
   * @throws InvalidInputError `NOT_DISPUTED`, `EVIDENCE_CLOSED`, `TOO_MUCH_EVIDENCE`, `JOB_UNKNOWN`
   * @example await provider.answerDispute(jobId, { text: 'line 3 is empty in the input, too' })
   */
  answerDispute(jobId: string, answer: NewEvidence, options?: CallOptions): Promise<Evidence>

  /**
   * Evidence of both sides of a dispute, in its order.
   * @throws NotRetryableError `JOB_UNKNOWN`
   * @example for (const { side, text } of await provider.evidence(jobId)) console.log(side, text)
   */
  evidence(jobId: string, options?: CallOptions): Promise<readonly Evidence[]>

  /**
   * One file of evidence, opened while the dispute lasts. For a private job the buyer's client has to be there.
   * @throws RetryableError `KEY_NOT_RELEASED`; NotRetryableError `SEAL_BROKEN`, `BLOB_NOT_FOUND`
   * @example
   * for (const { files } of await provider.evidence(jobId)) {
   *   for (const file of files) console.log(file.name, await provider.openEvidence(file))
   * }
   */
  openEvidence(file: EvidenceFile, options?: KeyWait): Promise<Uint8Array<ArrayBuffer>>

  /**
   * Whether a re-run is what it says: the request's digest names the task, and the specification has the hash that the
   * request binds. Asks nobody.
   * @example
   * const { checks } = await provider.openWork([nodeId])
   * for (const work of checks) console.log(provider.checkWork(work))
   */
  checkWork(work: CheckWork): { readonly spec: JobSpec } | { readonly reason: string }

  /**
   * Whether an offer is what it says: the task id is the digest of its request, the request binds this very
   * specification, the specification keeps the rules, and the offer's id is a UUID. So the buyer's signed money, not
   * the platform's word, stands behind it.
   * @example
   * const checked = provider.checkOffer(offer)
   * if ('reason' in checked) await provider.decline(offer.id, checked.reason)
   * else console.log(checked.terms.resources.units)
   */
  checkOffer(offer: Offer): CheckedOffer

  /**
   * Signs that the node runs the attempt at the offer's rate, and sends the signature to the platform.
   * @param expiry Unix seconds until which the signature is good; default five minutes from `now()`.
   * @throws NotRetryableError `BAD_OFFER` when the offer is not what its buyer signed;
   * InvalidInputError when it is not open any more
   * @example await provider.accept(offer)
   */
  accept(offer: Offer, options?: CallOptions & { readonly expiry?: number }): Promise<void>

  /**
   * Declines an offer.
   * @param reason For the buyer and the statistics.
   * @example await provider.decline(offer.id, 'no memory is free')
   */
  decline(offerId: string, reason: string, options?: CallOptions): Promise<void>

  /**
   * A task's current assignment from the chain's events; null while there is none, or it is not indexed yet.
   * @example (await provider.assignment(offer.taskId))?.dueAt // 1_796_169_600
   */
  assignment(taskId: Hex, options?: CallOptions): Promise<Assignment | null>

  /**
   * A task's state and attempt as the contract has them.
   * @example (await provider.task(offer.taskId)).state // 'ASSIGNED'
   */
  task(taskId: Hex): Promise<ChainTask>

  /**
   * Whether the task is assigned exactly like this, by the contract.
   * @example
   * const assignment = await provider.assignment(offer.taskId)
   * if (assignment && (await provider.isAssigned(offer.taskId, assignment))) console.log('confirmed')
   */
  isAssigned(taskId: Hex, assignment: Assignment): Promise<boolean>

  /**
   * The platform's time: this machine's clock, put right by the latest sign-in. Deadlines of offers and challenges are
   * compared with it, so that a machine whose clock is wrong can work. Before a sign-in it is this machine's clock.
   * @returns Unix milliseconds
   * @example const secondsLeft = offer.expiresAt - provider.now() / 1_000
   */
  now(): number

  /**
   * Unix seconds of the newest block.
   * @example await provider.chainTime() // 1_796_169_600
   */
  chainTime(): Promise<number>

  /**
   * Asks for the key of a job's files, for the attempt that the chain has assigned to the node.
   * @param recipient of age, whose identity the caller alone has: the key comes sealed to it
   * @returns the job's identity, sealed; base64. Null while the buyer of a private job has not answered: ask again.
   * @throws InvalidInputError `JOB_UNKNOWN` once the attempt is over
   * @example const sealedKey = await provider.requestKey(offer, recipient)
   */
  requestKey(
    offer: Pick<Offer, 'jobId' | 'taskId' | 'attempt' | 'nodeId'>,
    recipient: string,
    options?: CallOptions,
  ): Promise<string | null>

  /**
   * Hands in what a re-run gave, signed by the wallet. The same report again changes nothing.
   * @param file with the end of the log, sealed to the job's key, which the caller has stored
   * @throws InvalidInputError `CHECK_CLOSED` once it is late, `CHECK_UNKNOWN`
   * @example
   * const { checks } = await provider.openWork([nodeId])
   * const printed = { stdout: '0'.repeat(64), stderr: '0'.repeat(64) }
   * const report = { outcome: 'EXITED', exitCode: 0, printed, outputs: [] } as const
   * const file = await provider.store(new TextEncoder().encode('{}'))
   * for (const work of checks) await provider.reportCheck(work, report, file)
   */
  reportCheck(
    work: CheckWork,
    report: RunReport,
    file: Pick<StoredBlob, 'cid' | 'sha256' | 'size'>,
    options?: CallOptions,
  ): Promise<void>

  /**
   * Says that a node cannot run a job again: another one is asked.
   * @example
   * const { checks } = await provider.openWork([nodeId])
   * for (const { id } of checks) await provider.refuseCheck(id, 'no free memory')
   */
  refuseCheck(runId: string, reason: string, options?: CallOptions): Promise<void>

  /**
   * The last benchmark of a node that the platform has checked.
   * @returns null without one
   * @example const benchmark = await provider.benchmark(nodeId)
   */
  benchmark(nodeId: Hex, options?: CallOptions): Promise<NodeBenchmarkFieldsFragment | null>

  /**
   * Asks for the benchmark of a node: the open one, or a new one. The time of its stage begins with the answer.
   * @returns the stage that is due
   * @throws InvalidInputError `BENCHMARK_TOO_SOON` within an hour of the last one, `NODE_NOT_ACTIVE`, `NODE_UNKNOWN`
   * @example const { stage, seed, size } = await provider.beginBenchmark(nodeId)
   */
  beginBenchmark(nodeId: Hex, options?: CallOptions): Promise<BenchmarkTask>

  /**
   * Answers the stage of a benchmark that is due. The same answer again changes nothing.
   * @returns the next stage; null after the last one
   * @throws InvalidInputError `BENCHMARK_CLOSED` once it is late, `BENCHMARK_INVALID`
   * @example
   * const task = await provider.beginBenchmark(nodeId)
   * const digests = ['0123456789abcdef'] // as many as `task.size` says
   * await provider.answerBenchmark(task, { digests })
   */
  answerBenchmark(task: BenchmarkTask, answer: BenchmarkAnswer, options?: CallOptions): Promise<BenchmarkTask | null>

  /**
   * Takes parts of another owner's benchmark that one of the platform's nodes is to compute again.
   * @returns null: nothing is to be checked
   * @throws InvalidInputError `NOT_A_PLATFORM_NODE`, `NODE_UNKNOWN`
   * @example const check = await provider.takeBenchmarkCheck(nodeId)
   */
  takeBenchmarkCheck(nodeId: Hex, options?: CallOptions): Promise<BenchmarkCheckWork | null>

  /**
   * Hands in the digests of a check, in the order of its parts.
   * @throws InvalidInputError `CHECK_CLOSED` once it is late
   * @example
   * const check = await provider.takeBenchmarkCheck(nodeId)
   * const digests = ['0123456789abcdef'] // one of each part
   * if (check) await provider.reportBenchmarkCheck(nodeId, check.id, digests)
   */
  reportBenchmarkCheck(nodeId: Hex, id: string, digests: readonly string[], options?: CallOptions): Promise<void>

  /**
   * Says how far a run is. The buyer sees what the usage costs; nothing is paid by it.
   * @throws InvalidInputError `USAGE_INVALID`, `PERCENT_INVALID`
   * @example await provider.reportProgress(offer.id, { phase: 'RUNNING', note: 'epoch 3 of 10' })
   */
  reportProgress(
    offerId: string,
    progress: {
      /** The node's own word for its work, such as RUNNING. */
      readonly phase: string
      /** 0 to 100. */
      readonly percent?: number
      /** Usage up to now, in the unit of the job's resource. */
      readonly usage?: bigint
      /** Base URL at which the node serves the files of a job with `program.serve`. */
      readonly servedAt?: string
      /** For people. */
      readonly note?: string
    },
    options?: CallOptions,
  ): Promise<void>

  /**
   * Names a version of the job's checkpoint that was stored (`store`). It takes the place of earlier ones, and the next
   * attempt gets it. A version whose number is not above the stored one's changes nothing.
   * @returns the number of the attempt's newest version that is kept
   * @throws InvalidInputError `OFFER_CLOSED` once the attempt is over, `CHECKPOINT_TOO_SOON`, `CHECKPOINT_TOO_LARGE`,
   * `BLOB_NOT_FOUND`
   * @example
   * const { cid, sha256, size } = await provider.store(new TextEncoder().encode('step 12'))
   * await provider.reportCheckpoint(offer.id, { sequence: 1, cid, sha256, size, mac: null }) // 1
   */
  reportCheckpoint(offerId: string, version: CheckpointVersion, options?: CallOptions): Promise<number>

  /**
   * Names versions of the job's artifacts that were stored (`store`), 20 at most. They take the place of earlier ones
   * of the same names.
   * @throws InvalidInputError `OFFER_CLOSED` once the attempt is over, `ARTIFACT_UNKNOWN`, `ARTIFACTS_FULL`,
   * `BLOB_NOT_FOUND`
   * @example
   * const { cid, sha256, size } = await provider.store(new TextEncoder().encode('0123456789abcdefloss 0.12'))
   * const stored = { cid, sha256, storedSize: size, size: size - 16, mac: null }
   * await provider.reportArtifacts(offer.id, [{ name: 'loss.txt', ...stored, takenAt: new Date().toISOString() }])
   */
  reportArtifacts(offerId: string, artifacts: readonly ArtifactVersion[], options?: CallOptions): Promise<void>

  /**
   * Appends log lines. The attempt's lines are numbered from 1; a line whose number was sent already is not stored
   * again. No parts: asks how many lines there are.
   * @param firstLine Number of the first line of the parts.
   * @returns how many lines the platform has
   * @throws InvalidInputError `LOG_GAP` when lines before these were never sent, `LOG_TOO_LARGE`
   * @example
   * const part = { stream: 'STDOUT', text: 'hello\nworld\n', at: new Date(provider.now()).toISOString() } as const
   * await provider.appendLogs(offer.id, 1, [part]) // 2
   */
  appendLogs(offerId: string, firstLine: number, parts: readonly LogPart[], options?: CallOptions): Promise<number>

  /**
   * Stores content; the store has to name the bytes that were sent.
   * @throws NotRetryableError `BLOB_MISMATCH`, `SIGNED_OUT`
   * @example const { cid } = await provider.store(new TextEncoder().encode('hello'))
   */
  store(content: Blob | Uint8Array, options?: CallOptions): Promise<StoredBlob>

  /**
   * Signs what a sensor showed at a moment, for the job that wants it. Nothing is sent.
   * @throws NotRetryableError `WALLET_REJECTED`
   * @example
   * const reading = { sequence: 1, at: new Date().toISOString(), value: 21.5, unit: '°C' }
   * await provider.signReading(offer, 'temperature', reading)
   */
  signReading(
    offer: Pick<Offer, 'taskId' | 'attempt' | 'nodeId'>,
    sensor: string,
    reading: Omit<Reading, 'signature'>,
  ): Promise<Reading>

  /**
   * Signs usage and manifest of a run. Nothing is sent.
   * @throws NotRetryableError `WALLET_REJECTED`
   * @example
   * const run = { manifestCid, manifestSha256, usage: 60n, exitCode: 0, outputs: [] }
   * await provider.submitResult(offer.id, await provider.signResult(offer, run))
   */
  signResult(offer: Pick<Offer, 'taskId' | 'attempt' | 'nodeId'>, result: RunResult): Promise<SignedRunResult>

  /**
   * Hands in a signed result. Doing so twice has one effect.
   * @throws InvalidInputError when the platform does not wait for it any more
   * @example await provider.submitResult(offer.id, signedResult)
   */
  submitResult(offerId: string, result: SignedRunResult, options?: CallOptions): Promise<void>

  /**
   * Takes a signed result to the chain by a transaction of the wallet, for a platform that has it and does not. The
   * contract takes it from any sender, so a second call, whoever sends it, reverts and changes nothing. A result that
   * was not handed in (`submitResult`) reaches no buyer.
   * @throws NotRetryableError `REVERTED` when the chain has it already, or its deadline has passed
   * @example
   * const assignment = await provider.assignment(offer.taskId)
   * if (assignment) await provider.relayResult(offer.taskId, assignment, signedResult)
   */
  relayResult(
    taskId: Hex,
    assignment: Assignment,
    result: Pick<SignedRunResult, 'usage' | 'manifestSha256' | 'signature'>,
    options?: SendOptions,
  ): Promise<Hex>

  /**
   * Gives an assignment back: no slash, and the job goes to another node.
   * @throws NotRetryableError `REVERTED` when it is not this wallet's
   * @example
   * const assignment = await provider.assignment(offer.taskId)
   * if (assignment) await provider.release(offer.taskId, assignment)
   */
  release(taskId: Hex, assignment: Assignment, options?: SendOptions): Promise<Hex>

  /**
   * Open proof-of-work challenges of a node.
   * @example
   * for (const { id, deadline } of await provider.challenges(nodeId)) console.log(id, deadline)
   */
  challenges(nodeId: Hex, options?: CallOptions): Promise<readonly PowChallenge[]>

  /**
   * Answers a challenge on chain.
   * @param nonces One for each index of the challenge, in order.
   * @throws NotRetryableError `REVERTED` when a nonce does not solve, or after the deadline
   * @example await provider.answer(challengeId, [12n, 7n])
   */
  answer(challengeId: Hex, nonces: readonly bigint[], options?: SendOptions): Promise<Hex>

  /**
   * The wallet's balances in the escrow, token by token.
   * @returns amounts in base units of the token
   * @example
   * for (const { symbol, amount } of await provider.earnings()) console.log(symbol, amount)
   */
  earnings(): Promise<readonly { readonly symbol: string; readonly token: Address; readonly amount: bigint }[]>

  /**
   * Pay for tasks by day and token, after the fee and without bonuses, the newest first, at most 1 000. It is in the
   * escrow, or was withdrawn: `earnings` has what is there.
   * @example
   * const from = new Date(Date.now() - 30 * 86_400_000)
   * for (const { startsAt, amount } of await provider.pay({ from, nodeId })) console.log(startsAt, amount)
   */
  pay(options: PayOptions): Promise<readonly DayOfPay[]>

  /**
   * The earnings of such a machine, from the platform's calculator. Amounts are decimal texts in base units.
   * @example await provider.estimateEarnings({ resourceType: 'GPU', token: 'USDC', rate: 100n, hours: 24 })
   */
  estimateEarnings(input: EarningsInput, options?: CallOptions): Promise<EarningsEstimate>

  /**
   * Ends subscriptions and connections.
   * @example await provider.close()
   */
  close(): Promise<void>
}
