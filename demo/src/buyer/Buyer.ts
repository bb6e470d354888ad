import type { Client, PlatformQuery, QuoteQuery } from '@aiigo/client'
import type { JobFile, JobSpec, JobState, TaskRequest } from '@aiigo/domain'
import type { Address, Hex } from 'viem'

export type Platform = PlatformQuery['platform']
export type Quote = QuoteQuery['quote']
export type PaymentToken = Platform['paymentTokens'][number]

/** A job file with the folder that its paths are relative to. */
export interface LoadedJob {
  readonly file: JobFile
  readonly folder: string
}

/** A stored job and the transaction that funds it. */
export interface SubmittedJob {
  readonly jobId: string
  readonly taskId: Hex
  readonly request: TaskRequest
  readonly funding: {
    readonly to: Address
    readonly data: Hex
    /** Wei. */
    readonly value: bigint
    /** Base units the escrow has to be allowed to take; null for ETH. */
    readonly approval: { readonly token: Address; readonly spender: Address; readonly amount: bigint } | null
  }
}

export interface JobStatus {
  readonly state: JobState
  readonly attempt: number
  readonly nodeId: Hex | null
  readonly reason: string | null
  /** ISO 8601. */
  readonly at: string
}

export interface JobLogLine {
  readonly attempt: number
  readonly stream: string
  readonly text: string
}

export interface WatchOptions {
  /** States to stop at; a job that has ended stops the watch in any case. */
  readonly until?: readonly JobState[]
  readonly onStatus?: (status: JobStatus) => void
  readonly onLog?: (line: JobLogLine) => void
  readonly signal?: AbortSignal
}

export interface ResultFile {
  readonly name: string
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** 64 lower-case hex digits. */
  readonly sha256: string
}

export interface DownloadedResult {
  /** SHA-256 of the manifest, what the chain keeps; 64 hex digits. */
  readonly manifestSha256: string
  readonly exitCode: number
  readonly outcome: string
  readonly files: readonly ResultFile[]
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

/** What a buyer does, one verb for each step. Amounts are base units of the token. */
export interface Buyer {
  readonly address: Address
  readonly client: Client
  readonly platform: Platform
  signsIn(): Promise<void>
  /** Stores program and inputs. @throws when a file is missing or the store refuses one (too large). */
  uploads(job: LoadedJob): Promise<JobSpec>
  quotes(job: Pick<JobSpec, 'resources' | 'limits'>, token: string): Promise<Quote>
  /** Whether a node matches now: how many do, and in a sentence why others do not. */
  previews(job: Pick<JobSpec, 'resources' | 'limits'>, token: string): Promise<{ matched: number; summary: string }>
  /** @throws InvalidInputError with everything the API has against the specification. */
  submits(spec: JobSpec, clientRequestId?: string): Promise<SubmittedJob>
  /** Sends the deposit to the escrow. @returns the transaction. @throws NotRetryableError `NOT_ENOUGH_MONEY`. */
  funds(job: SubmittedJob): Promise<Hex>
  /** Puts money into the buyer's balance in the escrow. @throws NotRetryableError `NOT_ENOUGH_MONEY`. */
  deposits(token: Address, amount: bigint): Promise<void>
  /** Signs the request: the deposit comes out of the buyer's balance and the platform sends the transaction. */
  fundsFromBalance(job: SubmittedJob): Promise<void>
  /** Objects to a delivered result, with what the bond takes. @returns the bond. */
  disputes(jobId: string, reason: string): Promise<bigint>
  /** Follows state and log by subscription. @returns the state it stopped at, and all states it saw. */
  watches(jobId: string, options?: WatchOptions): Promise<{ last: JobStatus; states: readonly JobState[] }>
  /** Fetches the result into a folder. @throws NotRetryableError `RESULT_MISMATCH` when a hash is not what was signed. */
  downloads(jobId: string, folder: string): Promise<DownloadedResult>
  /**
   * Signs that the result is good; the platform then pays the provider at once.
   * @param seen What was downloaded and looked at: nothing else is signed for.
   * @throws NotRetryableError `RESULT_MISMATCH` when the job has another result by now.
   */
  approves(jobId: string, seen?: Pick<DownloadedResult, 'manifestSha256'>): Promise<void>
  /** Takes back a job that no node has. */
  cancels(jobId: string): Promise<void>
  /** What may be withdrawn. */
  isOwed(token: Address): Promise<bigint>
  /** Takes everything due. @returns the amount, 0 when nothing is due. */
  withdraws(token: Address): Promise<bigint>
  /** Waits until the subgraph shows the task settled, and checks that everything adds up. */
  accountsFor(jobId: string): Promise<Money>
}
