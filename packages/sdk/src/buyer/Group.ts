import type {
  JobGroupFieldsFragment,
  JobGroupMemberFieldsFragment,
  JobGroupProgressFieldsFragment,
  JobGroupQuoteQuery,
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

/** Costs of a group in one token. Base units; sums of the quotes of its jobs. */
export interface GroupCost {
  readonly token: Address
  readonly symbol: string
  readonly decimals: number
  /** Jobs that are paid in it. */
  readonly jobs: number
  /** Of these, jobs that no node counted could take: the costs leave them out. */
  readonly unpriced: number
  readonly lowestCost: bigint
  /** As likely to be above as below. */
  readonly expectedCost: bigint
  readonly highCost: bigint
  /** Deposits that cover every node that fits. */
  readonly suggestedBudget: bigint
  /** Deposits of the file, which the group costs at most; null in another token than the file's. */
  readonly deposit: bigint | null
}

/** A step of a group with the quote of one of its jobs. Amounts are decimal text, base units. */
export type GroupStepQuote = JobGroupQuoteQuery['jobGroupQuote']['steps'][number]

/** Costs of a group, and its time. */
export interface GroupQuote {
  readonly jobs: number
  readonly steps: readonly GroupStepQuote[]
  /** One for each token. */
  readonly costs: readonly GroupCost[]
  /** Most of its jobs that would run at the same time. */
  readonly atOnce: number
  /** Rounds in which the nodes that are free now could run all jobs; null when a job has no node now. */
  readonly rounds: number | null
  /** All rounds, each at its longest run limit; null as `rounds`. */
  readonly seconds: number | null
  /** Steps that could not run now or at all, and replicas that are more than the owners who could run them. */
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
