import type {
  Client,
  JobFieldsFragment,
  JobHistoryQuery,
  JobQuery,
  JobWithTaskQuery,
  MatchPreviewQuery,
  QuoteQuery,
  SessionTokens,
} from '@aiigo/client'
import type {
  JobFile,
  JobGroupFile,
  JobSpec,
  JobState,
  LogStream,
  Reading,
  ServingPlace,
  TaskRequest,
} from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { CallOptions, Connection, PromptOptions, SendOptions } from '../connect/Connection.js'
import type { KeyWait } from '../connect/jobKeys.js'
import type { MoneyVerbs } from '../connect/money.js'
import type { WalletPrompts } from '../connect/permit.js'
import type { Evidence, EvidenceFile, NewEvidence } from '../dispute/evidence.js'
import type {
  CancelledGroup,
  FundableGroup,
  Group,
  GroupProgress,
  GroupQuote,
  ListedGroup,
  SubmittedGroup,
  UploadedGroup,
} from './Group.js'
import type { GroupQuoteOptions } from './quoteGroup.js'
import type { ApproveOptions } from './untilChecked.js'

/** The requirements of a job that decide who may take it. */
export type Wanted = Pick<JobSpec, 'resources' | 'limits'> &
  Partial<Pick<JobSpec, 'allow' | 'deny' | 'profile' | 'weights'>> & {
    readonly program?: JobFile['program'] | JobSpec['program']
  }

/** Limits of a quote or a preview, base units of the token; the lowest one counts. */
export interface PriceLimits extends CallOptions {
  /** The deposit that the job would be funded with. */
  readonly budget?: bigint
  /** Rate per million units of usage. */
  readonly maxRate?: bigint
  /** Price of the whole job with all its units. */
  readonly maxPricePerHour?: bigint
}

/** A reason that speaks against a part of the nodes. */
export type Rejection = QuoteQuery['quote']['rejections'][number]

/**
 * The current cost of such a job, of nodes that could take it within the limits given. Amounts are base units of the
 * token, null while no such node asks for it.
 */
export interface Quote {
  readonly token: Address
  readonly symbol: string
  readonly decimals: number
  /** The most that is metered, in `unit`. */
  readonly usage: bigint
  readonly unit: string
  /** Registered nodes of the type. */
  readonly registeredCount: number
  /** Of these, nodes that could take the job, perhaps at another moment. */
  readonly nodeCount: number
  /** Owners of the nodes that could take it: replicas run on nodes of different owners. */
  readonly ownerCount: number
  /** Of the nodes that could take it, those that could now. */
  readonly availableCount: number
  /** One sentence on the counts; with no node counted, why and what would help. */
  readonly summary: string
  /** Lasting reasons for which nodes are not counted. */
  readonly rejections: readonly Rejection[]
  readonly lowestRate: bigint | null
  readonly medianRate: bigint | null
  readonly highestRate: bigint | null
  readonly lowestCost: bigint | null
  readonly medianCost: bigint | null
  /** A deposit that covers every node that fits. */
  readonly suggestedBudget: bigint | null
  readonly feeBps: number
  /** Whether few providers make the price. */
  readonly thin: boolean
  /** How long such jobs waited for a node of late; null where there were too few. */
  readonly wait: QuoteQuery['quote']['wait']
  /** The smallest change of the job that would let one more node take it; null where there is none. */
  readonly smallestChange: QuoteQuery['quote']['smallestChange']
}

/** Which nodes would get a job now, with scores, and why others would not. */
export type Preview = MatchPreviewQuery['matchPreview']
/** A job as the API has it. Amounts are decimal text in base units of its token; times are ISO 8601. */
export type Job = JobFieldsFragment
/** A move of a job's state, or of the state of one of its attempts. */
export type JobTransition = NonNullable<JobHistoryQuery['job']>['history'][number]
/** A job with its attempts. */
export type JobWithAttempts = NonNullable<JobQuery['job']>
/** A job with its task of the subgraph. */
export type JobWithTask = NonNullable<JobWithTaskQuery['job']>

/** A job of a list, with the cursor behind it. */
export interface ListedJob {
  readonly job: Job
  /** `jobs({ after })` goes on from here. */
  readonly cursor: string
}

/** A stored job and what the wallet would pay for it; the transaction is made here, not taken from the API. */
export interface FundableJob {
  readonly jobId: string
  readonly taskId: Hex
  readonly request: TaskRequest
}

/** A reason to think again before paying. */
export interface JobWarning {
  /** `NO_NODE_NOW`, `TOO_FEW_OWNERS`; with `waitForNode` also `NO_NODE_EVER`. */
  readonly code: string
  readonly message: string
}

/** A job that was just handed in. */
export interface SubmittedJob extends FundableJob {
  readonly warnings: readonly JobWarning[]
}

/** A state that a job came to. */
export interface JobStatus {
  /** Cursor: `watch(jobId, { afterSeq: seq })` goes on behind this one. */
  readonly seq: number
  readonly state: JobState
  readonly attempt: number
  readonly nodeId: Hex | null
  readonly reason: string | null
  /** ISO 8601. */
  readonly at: string
}

/** How far a node says that it is with a job. Nothing is paid by it: the signed result is the bill. */
export interface JobProgress {
  /** Cursor: `progress(jobId, { afterSeq: seq })` goes on behind this one. */
  readonly seq: number
  readonly attempt: number | null
  readonly nodeId: Hex
  /** The node's own word for its work, such as RUNNING. */
  readonly phase: string | null
  /** 0 to 100, read out of what the program prints; null where it prints none. */
  readonly percent: number | null
  /** Usage up to now, in the unit of the job's resource. */
  readonly usage: bigint | null
  /** The price of this usage, base units of the job's token. */
  readonly cost: bigint | null
  /** Base URL at which the node serves the job's files; null where it serves none now. */
  readonly servedAt: string | null
  /** When the platform took artifacts of the attempt last, ISO 8601; null before. */
  readonly artifactsAt: string | null
  /** For people. */
  readonly note: string | null
  /** ISO 8601. */
  readonly at: string
}

/** The bytes that readers of a job have signed for. */
export interface ReadReceipts {
  readonly jobId: string
  /** In the job's order; readers without a receipt have 0. */
  readonly readers: readonly { readonly reader: Hex; readonly bytes: bigint }[]
  /** Of all readers together. */
  readonly bytes: bigint
  /** MB that the node bills: never more than every started one of these bytes. */
  readonly usage: bigint
  /** Base units of the job's token. */
  readonly cost: bigint
}

/** A line of a job's output. `process.stdout.write(text + end)` shows it as the program drew it. */
export interface JobLogLine {
  /** Cursor: `logs(jobId, { afterSeq: seq })` goes on behind this one. */
  readonly seq: number
  readonly attempt: number
  /** SYSTEM: the agent itself. */
  readonly stream: LogStream
  /** Without its end. */
  readonly text: string
  /**
   * `\n`: the line is over. `\r`: the next line of its stream is drawn over it, as progress is. Empty: the next line of
   * its stream goes on behind it.
   */
  readonly end: '\n' | '\r' | ''
  /** ISO 8601. */
  readonly at: string
}

/** From where a job is followed, and up to where. */
export interface WatchOptions extends CallOptions {
  /** States to stop at; a job that has ended ends the iteration in any case. */
  readonly until?: readonly JobState[]
  /** Only what came behind this cursor; default 0, everything from the start. */
  readonly afterSeq?: number
}

/** From where a job's lines are read, and up to where. */
export interface LogOptions extends WatchOptions {
  /** Whether to wait for lines to come until the job has ended (or reached `until`); default true. */
  readonly follow?: boolean
  /**
   * Whether all lines, once they were given, are compared with the signed result, as `checkLog` does; default true. It
   * is not done behind a cursor, without a result, and when the result's files cannot be read.
   */
  readonly check?: boolean
  /**
   * All lines that were given before, from the first on. The log goes on behind them, and they are compared with the
   * signed result together with those that come.
   */
  readonly known?: readonly JobLogLine[]
}

/** States to wait for, and callbacks meanwhile. */
export interface WaitOptions extends CallOptions {
  /** States to stop at; a job that has ended ends the waiting in any case. */
  readonly until?: readonly JobState[]
  readonly onStatus?: (status: JobStatus) => void
  readonly onLog?: (line: JobLogLine) => void
}

/** How sure it is that the chain keeps the end of a job. */
export type Finality = NonNullable<JobWithAttempts['finality']>

/** How `waitFinal` looks. */
export interface FinalityOptions extends CallOptions {
  /** Called at first and with every change; `finality` is null while the job has not been paid or refunded. */
  readonly onFinality?: (finality: Finality | null, job: JobWithAttempts) => void
  /** Milliseconds between two looks, default 1 000. */
  readonly everyMs?: number
}

/** A file of a result, in the blob store. */
export interface ResultFile {
  readonly jobId: string
  readonly name: string
  readonly cid: string
  /** Of what is stored, 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes that are stored. */
  readonly size: number
  /** The file itself, where what is stored is sealed: its bytes, and its MAC under the job's key. Else null. */
  readonly sealed: { readonly size: number; readonly mac: string } | null
  /** Bytes before the content, which make the content id its own; none unless given. */
  readonly saltBytes?: number
}

/** The newest version of a file that a job names as an artifact. */
export interface JobArtifact extends ResultFile {
  /** Bytes of the file itself, as its node says. */
  readonly contentSize: number
  /** On-chain attempt that wrote it. */
  readonly attempt: number
  /** When the platform took it, ISO 8601. */
  readonly storedAt: string
}

/** A result whose manifest has the hash that the node signed. */
export interface Result {
  readonly jobId: string
  readonly taskId: Hex
  readonly attempt: number
  /** SHA-256 of the manifest, what the chain keeps; 64 hex digits. */
  readonly manifestSha256: string
  /** The node that did the work. */
  readonly nodeId: Hex
  /** Metered, in the unit of the resource. */
  readonly usage: bigint
  /** The bill, base units of the job's token: an approval is signed for exactly this. */
  readonly cost: bigint
  /** The manifest's bytes, for those who keep it. */
  readonly manifest: Uint8Array
  readonly exitCode: number
  readonly outcome: string
  readonly files: readonly ResultFile[]
  readonly log: SignedLog
}

/** Readings of a sensor that a job has bought, each with the signature of its node. */
export interface JobReadings {
  readonly jobId: string
  readonly taskId: Hex
  readonly nodeId: Hex
  /** Wallet of the node, which signed them. */
  readonly provider: Address
  readonly sensor: string
  /** Data points that the job asked for. */
  readonly points: number
  /** Data points that are billed. */
  readonly usage: bigint
  /** The bill, base units of the job's token. */
  readonly cost: bigint
  readonly outcome: string
  /** In their order; fewer than asked for when the run was stopped, or its time was over. */
  readonly readings: readonly Reading[]
}

/** The part of a job's log that its node signed with the result. */
export interface SignedLog {
  /** Number of its first line among the attempt's, from 1: lines of a run that was cut off come before. */
  readonly firstLine: number
  readonly lines: number
  /** Of the lines with their ends, UTF-8. */
  readonly bytes: number
  /** 64 lower-case hex digits; `hashedLine` of the domain package says what is hashed. */
  readonly sha256: string
  /** Whether the program wrote lines that are left out behind these. */
  readonly truncated: boolean
}

/** An answer to somebody who asked for the key of a private job. */
export interface ReleasedKey {
  readonly jobId: string
  readonly wallet: string
  /** On-chain attempt of its node; 0 for an arbitrator. */
  readonly attempt: number
  readonly nodeId: string
  /** Why the key was not released; null when it was. */
  readonly refused: string | null
}

/** Which keys are released. */
export interface ReleaseOptions extends CallOptions {
  /** Of this job alone. */
  readonly jobId?: string
}

/** Where a deposit went, in base units of the token, as the subgraph has it. */
export interface Money {
  readonly token: Address
  readonly deposit: bigint
  readonly refund: bigint
  /** The buyer's share of the fee, for paying in AIIGO. */
  readonly rebate: bigint
  /** deposit − refund − rebate */
  readonly buyerPaid: bigint
  readonly providerCredited: bigint
  readonly treasuryCredited: bigint
  readonly feeBps: number
}

/** Gives a job's file by its path in the job file. */
export type ReadFile = (path: string) => Promise<Blob | Uint8Array>

/**
 * A job whose files are stored, to be handed in: plain data, for `JSON.stringify` and another process. It opens no
 * file.
 */
export interface UploadedJob {
  readonly spec: JobSpec
  /** The key of the files, sealed to `platform.fileRecipient`: only the platform opens it. Null for a private job. */
  readonly sealedKey: string | null
}

/** The identity of a submission. */
export interface SubmitOptions extends CallOptions {
  /** The same id is the same job, however often it is submitted. Default: a random one for each call. */
  readonly clientRequestId?: string
  /** Accept a job that no registered node could take: it waits for one until its `assignBy`. Default false. */
  readonly waitForNode?: boolean
}

/** A buyer's addition to a running job. */
export interface ExtensionOptions {
  /** Time to add to the run and to its deadline, seconds; at least the platform's shortest challenge window. */
  readonly seconds: number
  /** Usage to add, in the resource's unit; the run gets the seconds that it pays for. Default: seconds × units. */
  readonly usage?: bigint
  /** Deposit to add, base units. Default: what the usage costs at the node's rate. */
  readonly deposit?: bigint
}

/** A running job with what its buyer adds. */
export interface Extension {
  /** When the result is due. */
  readonly dueAt: Date
  /** Highest usage that can be billed, in the resource's unit. */
  readonly maxUsage: bigint
  /** Base units of the token: all that is locked, and of it what is added now. */
  readonly deposit: bigint
  readonly addedDeposit: bigint
  readonly addedUsage: bigint
  readonly token: Address
}

/** The bound of a bond. */
export interface DisputeOptions extends SendOptions {
  /** The most that the bond may be, base units of the job's token. Default: what the contract asks. */
  readonly maxBond?: bigint
}

/** Which jobs are listed. */
export interface JobsOptions extends CallOptions {
  readonly state?: JobState
  /** Cursor of the job to go on behind. */
  readonly after?: string
  /** Jobs asked for at once, default 50. */
  readonly pageSize?: number
}

/** The buyer's verbs, one for each step. Amounts are `bigint` base units of the token. */
export interface Buyer extends MoneyVerbs {
  readonly address: Address
  readonly connection: Connection
  readonly client: Client

  /**
   * Signs in with Ethereum (EIP-4361): nothing is sent to the chain.
   * @throws NotRetryableError `WALLET_REJECTED`, `SIGN_IN_MISMATCH`
   * @example await buyer.signIn()
   */
  signIn(options?: CallOptions): Promise<SessionTokens>

  /**
   * The current cost of such a job, of the nodes that could take it within the limits. Needs no wallet.
   * @param token Symbol or address.
   * @example (await buyer.quote(file, 'ETH')).suggestedBudget // 1_200_000_000_000_000n
   */
  quote(job: Wanted, token: string, options?: PriceLimits): Promise<Quote>

  /**
   * Which nodes would get the job now, with scores, and why others would not.
   * @example (await buyer.preview(file, 'ETH')).summary // 'no node matches: 3 are in another region'
   */
  preview(job: Wanted, token: string, options?: PriceLimits): Promise<Preview>

  /**
   * The cost of a file of several jobs at most and probably, for each token, how many of its jobs run at once, and
   * which of them no node could run. Jobs keep to the limits of their budgets. Needs no wallet.
   * @example (await buyer.quoteGroup(loaded.group)).costs[0]?.expectedCost // 1_200_000_000_000_000n
   */
  quoteGroup(group: Pick<JobGroupFile, 'jobs'>, options?: GroupQuoteOptions): Promise<GroupQuote>

  /**
   * The same of the jobs of a group that was handed in and waits for the wallet's signature; null where none waits.
   * @throws NotRetryableError `JOB_UNKNOWN`
   * @example (await buyer.quoteUnpaid(await buyer.group(groupId)))?.atOnce // 3
   */
  quoteUnpaid(group: Pick<Group, 'members'>, options?: GroupQuoteOptions): Promise<GroupQuote | null>

  /**
   * Seals program and inputs to a key of the job's own, stores them, and makes the specification that names them by
   * content. What it returns may be kept, and handed in by another process or after a page was loaded again. A private
   * job's key is derived from a signature of the wallet, which signs twice.
   * @param read Gives each file; in Node `uploadJob` of `@aiigo/sdk/node` reads them from disk.
   * @param options `env`: variables that secrets are taken from, such as `process.env`; none unless given
   * @throws InvalidInputError naming every file that is too large or no program; NotRetryableError `BLOB_MISMATCH`,
   * `SIGNED_OUT`, `KEY_MISMATCH`
   * @example
   * const uploaded = await buyer.upload(parseJobFile(text), async (path) => (await fetch(path)).blob())
   */
  upload(
    file: JobFile,
    read: ReadFile,
    options?: CallOptions & { readonly env?: Readonly<Record<string, string | undefined>> },
  ): Promise<UploadedJob>

  /**
   * Hands in a job. Request, task id and transaction that the API answers with are worked out again here and compared.
   * @param job what `upload` returned; or a specification whose key the platform does not keep
   * @throws InvalidInputError with everything the API has against the specification; NotRetryableError
   * `FUNDING_MISMATCH`, `SEALED_KEY_MISSING`. A job that no registered node could ever take is refused as
   * `NO_NODE_EVER`; one that none can take now has a warning.
   * @example const job = await buyer.submit(uploaded, { clientRequestId: crypto.randomUUID() })
   */
  submit(job: UploadedJob | JobSpec, options?: SubmitOptions): Promise<SubmittedJob>

  /**
   * A job that was handed in earlier, to be paid for: request and task id are worked out again from its specification
   * and compared, as at `submit`.
   * @throws NotRetryableError `JOB_UNKNOWN`, `FUNDING_MISMATCH`
   * @example await buyer.fund(await buyer.submitted(jobId))
   */
  submitted(jobId: string, options?: CallOptions): Promise<FundableJob>

  /**
   * Pays the deposit into the escrow by one transaction: in ETH, or in a token by the wallet's permit (EIP-2612), which
   * it signs before. Where the token or the wallet has no permits, an allowance is sent before. A job that is funded
   * already is not paid twice.
   * @returns the transaction; null when the escrow had the deposit already
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `WALLET_REJECTED`, `WRONG_CHAIN`, `REVERTED`
   * @example await buyer.fund(job, { onTransaction: ({ hash }) => console.log(hash) })
   */
  fund(job: FundableJob, options?: SendOptions): Promise<Hex | null>

  /**
   * How often `fund` and `deposit` ask the wallet for an amount: with permits one signature and one transaction, else
   * two transactions, one where the escrow may take the amount already, or in ETH.
   * @param amount Base units.
   * @example (await buyer.fundingPrompts(usdc, 5_000_000n)).transactions // 1
   */
  fundingPrompts(token: Address, amount: bigint): Promise<WalletPrompts>

  /**
   * Puts money into the wallet's balance in the escrow, for jobs that are funded by signature and for bonds, by one
   * transaction: a token by the wallet's permit (EIP-2612), which it signs before. Where the token or the wallet has no
   * permits, an allowance is sent before. Each call deposits once more.
   * @param amount Base units.
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `WALLET_REJECTED`, `REVERTED`
   * @example await buyer.deposit(usdc, 5_000_000n)
   */
  deposit(token: Address, amount: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Signs the request: the deposit comes out of the balance in the escrow, and the platform sends the transaction.
   * The job's `fundingSigned` tells that the platform has the signature; `reasonCode` is `FUNDING_REFUSED` where the
   * chain did not take the deposit. Then the job can be paid again.
   * @throws InvalidInputError `BALANCE_TOO_LOW`; NotRetryableError `WALLET_REJECTED`, `FUNDING_MISMATCH`
   * @example await buyer.fundFromBalance(job)
   */
  fundFromBalance(job: FundableJob, options?: PromptOptions): Promise<void>

  /**
   * Stores the files of several jobs, each once and sealed to one key, and makes their specifications. `uploadGroup` of
   * `@aiigo/sdk/node` reads the files from disk.
   * @throws InvalidInputError `PRIVATE_GROUP`, or with the problems of the files
   * @example const uploaded = await buyer.uploadGroup(loaded.group, async () => content)
   */
  uploadGroup(
    file: JobGroupFile,
    read: ReadFile,
    options?: CallOptions & { readonly env?: Readonly<Record<string, string | undefined>> },
  ): Promise<UploadedGroup>

  /**
   * Hands in several jobs, all or none, and compares everything that comes back with what was asked for. Jobs wait for
   * those that they need; nothing is paid by this.
   * @throws ApiError with the user errors; NotRetryableError `FUNDING_MISMATCH`
   * @example const submitted = await buyer.submitGroup(await uploadGroup(buyer, loaded))
   */
  submitGroup(group: UploadedGroup, options?: SubmitOptions): Promise<SubmittedGroup>

  /**
   * A group that was handed in earlier, to be paid for: its requests are worked out again, as at `submitGroup`.
   * @throws NotRetryableError `GROUP_UNKNOWN`, `FUNDING_MISMATCH`
   * @example await buyer.fundGroup(await buyer.submittedGroup(groupId))
   */
  submittedGroup(groupId: string, options?: CallOptions): Promise<FundableGroup>

  /**
   * Signs the requests of a group's jobs, all by one signature. The deposits come out of the wallet's balance in the
   * escrow, which has to hold all of them (`deposit`): of jobs without needs at once, of the others when their needs
   * are met.
   * @throws ApiError `BALANCE_TOO_LOW` with the total
   * @example await buyer.fundGroup(group)
   */
  fundGroup(group: FundableGroup, options?: PromptOptions): Promise<void>

  /**
   * How far a group is: now, and whenever it has changed, at most once a second. Ends when each job has ended or has
   * its result on chain.
   * @example for await (const { done, total } of buyer.watchGroup(groupId)) console.log(`${done} of ${total}`)
   */
  watchGroup(groupId: string, options?: CallOptions): AsyncIterable<GroupProgress>

  /**
   * A group with its jobs.
   * @throws NotRetryableError `GROUP_UNKNOWN`
   * @example const { members } = await buyer.group(groupId)
   */
  group(groupId: string, options?: CallOptions): Promise<Group>

  /**
   * The wallet's groups, newest first.
   * @example for await (const { id, name, progress } of buyer.groups()) console.log(id, name, progress.done)
   */
  groups(options?: CallOptions): AsyncIterable<ListedGroup>

  /**
   * Hands in a new group of the jobs of another one that did not succeed, and of those that ended with them. They build
   * on the jobs that have succeeded. Their deposits are paid anew, by `fundGroup`.
   * @throws NotRetryableError `GROUP_UNKNOWN`, `NOTHING_FAILED`
   * @example await buyer.fundGroup(await buyer.retryGroup(groupId))
   */
  retryGroup(groupId: string, options?: SubmitOptions): Promise<SubmittedGroup>

  /**
   * Takes back the jobs of a group that no node has: those with a deposit on chain by a transaction each.
   * @example const { cancelled } = await buyer.cancelGroup(groupId)
   */
  cancelGroup(groupId: string, options?: SendOptions): Promise<CancelledGroup>

  /**
   * State changes, those that were and then those that come, over lost connections. Ends when the job has. A status
   * repeats the state where its reason is the news, such as the release of the files' key. Meanwhile the key of a
   * private job is released to the node that the chain assigns, where that needs no prompt.
   * @example
   * for await (const { state, seq } of buyer.watch(jobId, { afterSeq: savedSeq })) console.log(seq, state)
   */
  watch(jobId: string, options?: WatchOptions): AsyncIterable<JobStatus>

  /**
   * How far the job's nodes say that they are: the last report, then those that come, over lost connections. Ends when
   * the job has.
   * @example
   * for await (const { percent, cost } of buyer.progress(jobId)) console.log(percent, cost)
   */
  progress(jobId: string, options?: WatchOptions): AsyncIterable<JobProgress>

  /**
   * Log lines, those that were and then those that come, each once. Ends when the job has and all its lines were given.
   * @throws NotRetryableError `LOG_MISMATCH` behind the last line when they are not those that the node signed
   * @example
   * for await (const { text } of buyer.logs(jobId)) console.log(text)
   */
  logs(jobId: string, options?: LogOptions): AsyncIterable<JobLogLine>

  /**
   * Compares the stored log with the one that the node signed with its result.
   * @returns what the node signed; `truncated` says whether lines are left out
   * @throws NotRetryableError `LOG_MISMATCH`, `NO_RESULT`, `RESULT_MISMATCH`
   * @example (await buyer.checkLog(jobId)).truncated // false
   */
  checkLog(jobId: string, options?: CallOptions): Promise<SignedLog>

  /**
   * The readings of a job's result, checked: their order, their moments, the node's signature of each, and whether the
   * bill counts no more of them than there are.
   * @throws NotRetryableError `READINGS_MISMATCH` naming what is wrong, `NO_READINGS`, `NO_RESULT`, `RESULT_MISMATCH`
   * @example
   * for (const { at, value, unit } of (await buyer.readings(jobId)).readings) console.log(at, value, unit)
   */
  readings(jobId: string, options?: CallOptions): Promise<JobReadings>

  /**
   * Waits for the end of a job, or one of the wanted states, telling of states and lines meanwhile.
   * @returns the status it stopped at, and every state before
   * @example const { last } = await buyer.wait(jobId, { until: ['VERIFYING'] })
   */
  wait(jobId: string, options?: WaitOptions): Promise<{ last: JobStatus; states: readonly JobState[] }>

  /**
   * Waits until the chain can't take the end of a job back any more: `wait` stops at the first block that shows it. A
   * job that a reorganisation takes back meanwhile is waited for until it ends again.
   * @example await buyer.waitFinal(jobId, { onFinality: (f) => console.log(f?.confirmations, 'of', f?.required) })
   */
  waitFinal(jobId: string, options?: FinalityOptions): Promise<JobWithAttempts>

  /**
   * One of the caller's jobs with its attempts.
   * @throws NotRetryableError `JOB_UNKNOWN`
   * @example (await buyer.job(jobId)).state // 'EXECUTING'
   */
  job(jobId: string, options?: CallOptions): Promise<JobWithAttempts>
  /**
   * Every move of a job's state and of its attempts', the oldest first: from, to, cause, the wallet that asked for it,
   * the platform's transaction, reason and moment.
   * @throws NotRetryableError `JOB_UNKNOWN`
   * @example (await buyer.history(jobId)).at(-1)?.to // 'PAID'
   */
  history(jobId: string, options?: CallOptions): Promise<JobTransition[]>

  /**
   * The caller's jobs, newest first, page by page as far as they are read.
   * @example
   * for await (const { job } of buyer.jobs({ state: 'EXECUTING' })) console.log(job.name)
   */
  jobs(options?: JobsOptions): AsyncIterable<ListedJob>

  /**
   * Where a job with `program.serve` serves its files now. It has no secret: give it to the readers that the job lists.
   * @throws RetryableError `NOT_SERVING` before its node serves, and after; NotRetryableError `NOTHING_SERVED`
   * @example
   * const place = await buyer.servingPlace(jobId)
   * console.log(place.url, place.files.length)
   */
  servingPlace(jobId: string, options?: CallOptions): Promise<ServingPlace>

  /**
   * The bytes that each reader of a job with `program.serve` has signed for, by the receipts in the job's result. Each
   * signature is checked, and the bill is compared with them.
   * @throws NotRetryableError `RESULT_MISMATCH` when the bill is more than the receipts; `NOTHING_SERVED`, `NO_RESULT`
   * @example for (const { reader, bytes } of (await buyer.receipts(jobId)).readers) console.log(reader, bytes)
   */
  receipts(jobId: string, options?: CallOptions): Promise<ReadReceipts>

  /**
   * The files that a job's program has shown so far: the newest version of each file that the job names under
   * `artifacts`, by name. `download` fetches and opens one. No result: the node signs for none of them.
   * @throws NotRetryableError `JOB_UNKNOWN`
   * @example
   * for (const file of await buyer.artifacts(jobId)) console.log(file.name, await buyer.download(file))
   */
  artifacts(jobId: string, options?: CallOptions): Promise<readonly JobArtifact[]>

  /**
   * The manifest of a job's result, checked against the hash that the node signed.
   * @throws NotRetryableError `NO_RESULT`, `RESULT_MISMATCH`
   * @example const result = await buyer.result(jobId)
   */
  result(jobId: string, options?: CallOptions): Promise<Result>

  /**
   * One file of a result, opened and checked against the manifest; or an artifact. In Node `downloadResult` of
   * `@aiigo/sdk/node` writes them all to a folder.
   * @throws NotRetryableError `RESULT_MISMATCH`, `BLOB_NOT_FOUND`
   * @example
   * const { files } = await buyer.result(jobId)
   * for (const file of files) console.log(file.name, await buyer.download(file))
   */
  download(file: ResultFile, options?: CallOptions): Promise<Uint8Array<ArrayBuffer>>

  /**
   * Releases the keys of private jobs to those who wait for them: the node that the chain has assigned, and the panel
   * of an open dispute. What the chain does not confirm is refused. `watch` and `wait` do
   * it by themselves; where nobody watches the job, a program calls this every few seconds.
   * @throws NotRetryableError `KEY_MISMATCH`, `WALLET_REJECTED`
   * @example
   * for (const { nodeId, refused } of await buyer.releaseKeys()) console.log(nodeId, refused ?? 'released')
   */
  releaseKeys(options?: ReleaseOptions): Promise<readonly ReleasedKey[]>

  /**
   * Deletes program, inputs, result, log and evidence of a job that has ended. They cannot be had again. Waits until
   * the chain can't take the job's end back.
   * @throws InvalidInputError `JOB_NOT_ENDED`
   * @example await buyer.deleteFiles(jobId)
   */
  deleteFiles(jobId: string, options?: CallOptions): Promise<void>

  /**
   * Signs that the result and its bill are good; the platform then pays the provider at once. Waits for the check of
   * the result, where one goes on. Of a job that serves files it compares the bill with the receipts.
   * @param seen The downloaded result: nothing else is signed for, and no other cost. Without it, the signature is for
   * the result and cost that the API names.
   * @throws RetryableError `CHECK_PENDING` while the check goes on; NotRetryableError `CHECK_DIFFERED` when a re-run
   * gave another result; `NO_RESULT`; `RESULT_MISMATCH` when the job has another result or another cost by now,
   * or a bill of more than its readers have signed for
   * @example
   * const result = await buyer.result(jobId)
   * await buyer.approve(jobId, result)
   */
  approve(
    jobId: string,
    seen?: Pick<Result, 'manifestSha256' | 'cost'> & Partial<Pick<Result, 'taskId'>>,
    options?: ApproveOptions,
  ): Promise<void>

  /**
   * The bond that a dispute about a delivered result takes now.
   * @returns base units of the job's token
   * @throws RetryableError `NOT_INDEXED` while the result is not on chain and indexed; NotRetryableError `JOB_UNKNOWN`
   * @example await buyer.disputeBond(jobId) // 1_000_000_000_000n
   */
  disputeBond(jobId: string, options?: CallOptions): Promise<bigint>

  /**
   * Objects to a delivered result with a bond, which is paid out of the balance in the escrow, and what it lacks out of
   * the wallet: in ETH with the dispute, in a token by a transaction before, with a permit as `deposit` does it. Waits
   * until the result is on chain and indexed.
   * @returns the bond, base units of the job's token
   * @throws RetryableError `NOT_INDEXED` after 30 s; InvalidInputError when the job can't be disputed
   * @example await buyer.dispute(jobId, 'the clusters are not what was asked for')
   */
  dispute(jobId: string, reason: string, options?: DisputeOptions): Promise<{ bond: bigint; transaction: Hex }>

  /**
   * Adds to the reason of a dispute, until the votes are committed. Files are sealed to the job's key and stored. The
   * panel and the provider see it.
   * @throws InvalidInputError `NOT_DISPUTED`, `EVIDENCE_CLOSED`, `TOO_MUCH_EVIDENCE`
   * @example await buyer.addEvidence(jobId, { text: 'line 3 is empty', files: [{ name: 'expected.csv', content }] })
   */
  addEvidence(jobId: string, evidence: NewEvidence, options?: CallOptions): Promise<Evidence>

  /**
   * Evidence of both sides of a dispute, in its order.
   * @throws NotRetryableError `JOB_UNKNOWN`
   * @example for (const { side, text } of await buyer.evidence(jobId)) console.log(side, text)
   */
  evidence(jobId: string, options?: CallOptions): Promise<readonly Evidence[]>

  /**
   * One file of evidence, opened.
   * @throws NotRetryableError `SEAL_BROKEN`, `BLOB_NOT_FOUND`
   * @example
   * for (const { files } of await buyer.evidence(jobId)) {
   *   for (const file of files) console.log(file.name, await buyer.openEvidence(file))
   * }
   */
  openEvidence(file: EvidenceFile, options?: KeyWait): Promise<Uint8Array<ArrayBuffer>>

  /**
   * Computes an extension of a running job; nothing is sent.
   * @throws as `extend`
   * @example (await buyer.planExtension(jobId, { seconds: 3_600 })).addedDeposit // 36_000_000_000_000n
   */
  planExtension(jobId: string, wanted: ExtensionOptions, options?: CallOptions): Promise<Extension>

  /**
   * Gives the node of a running job more time, usage and deposit. The deposit comes out of the balance in the escrow,
   * and what it lacks out of the wallet, as with `dispute`. The node may use what was added and need not; what it does
   * not bill comes back. If it fails, the next attempt has the limits of the request, and the addition is in the
   * balance.
   * @throws NotRetryableError `NOT_EXTENDABLE` when no node works at the job; `BAD_EXTENSION`; `NOT_ENOUGH_MONEY` above
   * `maxDeposit`; `REVERTED` naming the contract's error, such as a deadline of more than 30 days; RetryableError
   * `NOT_INDEXED` after 30 s
   * @example
   * const { dueAt } = await buyer.extend(jobId, { seconds: 3_600 })
   */
  extend(
    jobId: string,
    wanted: ExtensionOptions,
    options?: SendOptions & {
      /** The most that may be added to the deposit, base units. Default: what the usage costs. */
      readonly maxDeposit?: bigint
    },
  ): Promise<Extension & { transaction: Hex }>

  /**
   * Has the node of a running job stop it. The node hands in the files as they are then, with the outcome `STOPPED` and
   * exit code 143, and bills what the run used; `wait` goes on to that result. When the node never answers, its
   * deadline ends the attempt, and the job is offered to no other one: `cancel` takes the deposit back.
   * @throws InvalidInputError `JOB_OFFERED` for some seconds before a node has it; `NOT_STOPPABLE` when no node works
   * at it
   * @example
   * await buyer.stop(jobId)
   * await buyer.wait(jobId, { until: ['VERIFYING'] })
   */
  stop(jobId: string, options?: CallOptions): Promise<void>

  /**
   * Takes back a job that no node has, or whose node has missed its deadline. The deposit comes back by a transaction
   * of the wallet, so it needs nothing of the platform but its answer; a node that missed its deadline is penalised.
   * Waits until the subgraph shows which node has it.
   * @returns the transaction; null when nothing was paid yet
   * @throws InvalidInputError when a node has it and is in time; RetryableError `NOT_INDEXED` after 30 s
   * @example await buyer.cancel(jobId)
   */
  cancel(jobId: string, options?: SendOptions): Promise<Hex | null>

  /**
   * Waits until the subgraph shows the task settled, and checks that everything adds up.
   * @throws RetryableError `NOT_INDEXED` after 30 s; NotRetryableError `MONEY_MISMATCH`
   * @example (await buyer.accountFor(jobId)).buyerPaid // 501n
   */
  accountFor(jobId: string, options?: CallOptions): Promise<Money>

  /**
   * Ends subscriptions and connections.
   * @example await buyer.close()
   */
  close(): Promise<void>
}
