import type {
  JobGroupFieldsFragment,
  JobGroupMemberFieldsFragment,
  JobGroupProgressFieldsFragment,
} from '@aiigo/client'
import type { JobSpec, Problem } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { FundableJob } from './Buyer.js'

/** Jobs whose files are stored. It is JSON: it can be kept, and handed in by another process. */
export interface UploadedGroup {
  readonly name: string
  /** Each behind those that it needs. */
  readonly jobs: readonly { readonly key: string; readonly element: number | null; readonly spec: JobSpec }[]
  /** The key of all files, sealed to `platform.fileRecipient`. */
  readonly sealedKey: string
}

/** A job of a group, to be paid for. */
export interface FundableGroupJob extends FundableJob {
  readonly key: string
  /** Index in its array; null for a step of one job. */
  readonly element: number | null
}

/** A group, to be paid for. */
export interface FundableGroup {
  readonly groupId: string
  /** Jobs without a signature of the wallet. */
  readonly jobs: readonly FundableGroupJob[]
  /** Their deposits together, base units, for each token. */
  readonly deposits: readonly { readonly token: Address; readonly amount: bigint }[]
}

/** A group that was handed in, and compared with what was asked for. */
export interface SubmittedGroup extends FundableGroup {
  readonly warnings: readonly Pick<Problem, 'code' | 'message'>[]
}

/** How far a group is. Amounts are decimal text, base units. */
export type GroupProgress = JobGroupProgressFieldsFragment

/** A group in brief. */
export type ListedGroup = JobGroupFieldsFragment

/** A job of a group in brief. */
export type GroupMember = JobGroupMemberFieldsFragment

/** A group with its jobs. */
export interface Group extends ListedGroup {
  readonly members: readonly GroupMember[]
}

/** The outcome of a group's cancellation. */
export interface CancelledGroup {
  /** Jobs that ended without a deposit on chain. */
  readonly cancelled: number
  /** The wallet's transactions that took deposits back, by job. */
  readonly transactions: readonly { readonly jobId: string; readonly transaction: Hex | null }[]
  /** Jobs that could not be taken back, such as one that is offered to a node now, with the API's reason. */
  readonly kept: readonly { readonly jobId: string; readonly code: string; readonly reason: string }[]
}
