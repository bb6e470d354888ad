import type { ArbitrationCasesQuery, Client, JobFieldsFragment, SessionTokens } from '@aiigo/client'
import type { DisputePhase, JobSpec, Ruling, Vote } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { JobLogLine, Result, SignedLog } from '../buyer/Buyer.js'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import type { KeyWait } from '../connect/jobKeys.js'
import type { MoneyVerbs } from '../connect/money.js'
import type { Evidence } from '../dispute/evidence.js'

/** A dispute as a member of its panel sees it in a list. `state` says what is to be done; times are ISO 8601. */
export type CaseSummary = ArbitrationCasesQuery['arbitrationCases']['edges'][number]['node']

/** A case of a list, with the cursor behind it. */
export interface ListedCase {
  readonly case: CaseSummary
  /** `cases({ after })` goes on from here. */
  readonly cursor: string
}

/** A dispute with everything that its panel may read. */
export interface Case extends CaseSummary {
  /** Null when the dispute is over: an arbitrator has no right to the job any more. */
  readonly job: DisputedJob | null
  /** Evidence of both sides, in its order. */
  readonly evidence: readonly Evidence[]
}

/** A disputed job. Amounts are decimal text in base units of its token; times are ISO 8601. */
export interface DisputedJob extends JobFieldsFragment {
  /** As the task on chain binds it. */
  readonly spec: JobSpec
  /** Whether the buyer's reason is the one whose hash is on chain; null while that is not indexed. */
  readonly isReasonOnChain: boolean | null
}

/** Something happened in one of the wallet's cases. */
export interface CaseEvent {
  /** Cursor: `watchCases({ afterSeq: seq })` goes on behind this one. */
  readonly seq: number
  /** SEATED: drawn. PHASE: the dispute moved on. EVIDENCE: a side has added something. */
  readonly kind: 'SEATED' | 'PHASE' | 'EVIDENCE'
  readonly jobId: string
  readonly phase: DisputePhase
  /** ISO 8601. */
  readonly at: string
}

/** Where a file of a case comes from; BUYER and PROVIDER: their evidence. */
export type CaseFileOrigin = 'PROGRAM' | 'INPUT' | 'OUTPUT' | 'BUYER' | 'PROVIDER' | 'PLATFORM'

/** A file that the panel may read. */
export interface CaseFile {
  readonly jobId: string
  readonly origin: CaseFileOrigin
  readonly name: string
  readonly cid: string
  /** Of what is stored, 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes that are stored. */
  readonly size: number
  /** Of an output that is stored sealed: its bytes, and its MAC under the job's key. Else null. */
  readonly sealed: { readonly size: number; readonly mac: string } | null
  /** Whether what is stored has to be opened with the job's key. */
  readonly isSealed: boolean
}

/** The files of a case, and its result as the node signed it. */
export interface CaseFiles {
  readonly result: Result
  readonly files: readonly CaseFile[]
}

/** Which cases are listed. */
export interface CasesOptions extends CallOptions {
  /** True: only those that are not concluded. False: only the others. */
  readonly undecided?: boolean
  /** Cursor of the case to go on behind. */
  readonly after?: string
  /** Cases asked for at once, default 20. */
  readonly pageSize?: number
}

/** From where cases are followed. */
export interface WatchCasesOptions extends CallOptions {
  /** Only what came behind this cursor; default 0, everything from the start. */
  readonly afterSeq?: number
}

/** A share of a decided dispute, credited to the wallet in the escrow. */
export interface ArbitratorReward {
  readonly taskId: Hex
  readonly ruling: Ruling
  readonly token: Address
  /** Base units. */
  readonly amount: bigint
  /** Unix seconds. */
  readonly at: number
  readonly transaction: Hex
}

/** An arbitrator as the contract that draws panels knows it. */
export interface Appointment {
  /** Whether panels are drawn from this wallet among others. */
  readonly isAppointed: boolean
  /** Panels that it sat on. */
  readonly panels: number
  /** Panels of these on which it opened no vote. */
  readonly silences: number
}

/** Everything that opens a vote on chain by `reveal(taskId, vote, salt)`. Who has it reads the vote: keep it secret. */
export interface VoteOpening {
  readonly chainId: number
  readonly arbitration: Address
  readonly taskId: Hex
  readonly arbitrator: Address
  readonly vote: Vote
  readonly salt: Hex
  readonly commitment: Hex
}

/**
 * The arbitrator's verbs. A case is named by its job's id or by its task's id. The vote and its salt stay in this
 * client until `reveal` sends them to the chain: the API sees the commitment only.
 */
export interface Arbitrator extends MoneyVerbs {
  readonly address: Address
  readonly connection: Connection
  readonly client: Client

  /**
   * Signs in with Ethereum (EIP-4361): nothing is sent to the chain.
   * @throws NotRetryableError `WALLET_REJECTED`, `SIGN_IN_MISMATCH`
   * @example await arbitrator.signIn()
   */
  signIn(options?: CallOptions): Promise<SessionTokens>

  /**
   * Whether the wallet is an arbitrator, and its service so far.
   * @example await arbitrator.appointment() // { isAppointed: true, panels: 4, silences: 0 }
   */
  appointment(): Promise<Appointment>

  /**
   * Disputes on whose panel the wallet is or was, latest first, page by page as far as they are read.
   * @example
   * for await (const { case: found } of arbitrator.cases({ undecided: true })) console.log(found.jobId, found.state)
   */
  cases(options?: CasesOptions): AsyncIterable<ListedCase>

  /**
   * Events of the wallet's cases: those behind the cursor, then live ones, over lost connections.
   * @example
   * for await (const { seq, kind } of arbitrator.watchCases({ afterSeq: savedSeq })) console.log(seq, kind)
   */
  watchCases(options?: WatchCasesOptions): AsyncIterable<CaseEvent>

  /**
   * A dispute with the job's specification, the buyer's reason, the bill, the evidence of both sides. The specification
   * is compared with the task that is disputed on chain.
   * @throws NotRetryableError `CASE_UNKNOWN`, `CASE_MISMATCH`
   * @example (await arbitrator.case(jobId)).job?.disputeReason // 'the clusters are not what was asked for'
   */
  case(disputeOrTask: string, options?: CallOptions): Promise<Case>

  /**
   * The job's log lines, oldest first.
   * @throws NotRetryableError `CASE_UNKNOWN`
   * @example
   * for await (const { text } of arbitrator.logs(jobId)) console.log(text)
   */
  logs(disputeOrTask: string, options?: CallOptions): AsyncIterable<JobLogLine>

  /**
   * Compares the stored log with the one that the node signed with its result.
   * @throws NotRetryableError `LOG_MISMATCH`, `RESULT_MISMATCH`
   * @example (await arbitrator.checkLog(jobId)).truncated // false
   */
  checkLog(disputeOrTask: string, options?: CallOptions): Promise<SignedLog>

  /**
   * Program, inputs, outputs and evidence, with the manifest that the node signed and the chain has. The key of the
   * files comes from the platform, or for a private job from the buyer's client, which is waited for.
   * @throws RetryableError `KEY_NOT_RELEASED`, `NOT_INDEXED`; NotRetryableError `CASE_UNKNOWN`, `RESULT_MISMATCH`,
   * `KEY_MISMATCH`
   * @example
   * const { files } = await arbitrator.files(jobId)
   * for (const file of files) console.log(file.origin, file.name, await arbitrator.download(file))
   */
  files(disputeOrTask: string, options?: KeyWait): Promise<CaseFiles>

  /**
   * One file of a case, opened and checked against what its side, or the node, has signed or named.
   * @throws NotRetryableError `RESULT_MISMATCH`, `BLOB_NOT_FOUND`, `SEAL_BROKEN`
   * @example
   * const { files } = await arbitrator.files(jobId)
   * for (const file of files) console.log(await arbitrator.download(file))
   */
  download(file: CaseFile, options?: KeyWait): Promise<Uint8Array<ArrayBuffer>>

  /**
   * Commits to a vote. Its salt is derived from a signature of the wallet over chain, arbitration contract and dispute,
   * so nothing has to be stored: a client that starts anew can open the vote with the same wallet. The wallet signs
   * twice. A vote that was committed to already is not sent again.
   * @returns the transaction; null when the chain has this vote already
   * @throws NotRetryableError `CASE_UNKNOWN`; `VOTE_MISMATCH` when the chain has another vote, or the wallet does not
   * sign the same way each time; InvalidInputError when the time is over
   * @example await arbitrator.commit(jobId, 'PROVIDER')
   */
  commit(disputeOrTask: string, vote: Vote, options?: SendOptions): Promise<Hex | null>

  /**
   * The vote that the wallet committed to, with its salt, to be kept: another client opens the vote with it,
   * without this wallet's signature for the salt. The wallet signs once, unless this client made the commitment.
   * @throws NotRetryableError `CASE_UNKNOWN`, `NOT_COMMITTED`, `VOTE_MISMATCH`
   * @example (await arbitrator.voteOpening(jobId)).salt.length // 66
   */
  voteOpening(disputeOrTask: string, options?: CallOptions): Promise<VoteOpening>

  /**
   * Opens the vote, once all have committed or their time is over. The vote is found again by the commitment on chain.
   * @returns the vote, and the transaction; null when it was opened before
   * @throws InvalidInputError `REVEAL_TOO_EARLY`, `REVEAL_CLOSED`, `NOT_COMMITTED`; NotRetryableError `VOTE_MISMATCH`
   * @example (await arbitrator.reveal(jobId)).vote // 'PROVIDER'
   */
  reveal(
    disputeOrTask: string,
    options?: SendOptions,
  ): Promise<{ readonly vote: Vote; readonly transaction: Hex | null }>

  /**
   * Shares of decided disputes, latest first, at most 500. `owed` and `withdraw` move the money.
   * @example for (const { amount, token } of await arbitrator.rewards()) console.log(amount, token)
   */
  rewards(options?: CallOptions): Promise<readonly ArbitratorReward[]>

  /**
   * Ends subscriptions and connections.
   * @example await arbitrator.close()
   */
  close(): Promise<void>
}
