import type {
  Client,
  FailedQueueJobsQuery,
  NodesToReviewQuery,
  OperatorAlertsQuery,
  QueueStatesQuery,
  SessionTokens,
} from '@aiigo/client'
import type { Tier } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import type { TypeAudit } from './auditNode.js'

/** Something that the platform's operator has to look at, with the words of what to do. Times are ISO 8601. */
export type OperatorAlert = OperatorAlertsQuery['operatorAlerts'][number]
/** The queues, with the number of queue jobs in each state, and the effects that wait to be enqueued. */
export type QueueStates = QueueStatesQuery['queueStates']
/** A queue job that was given up, with its reason. Times are ISO 8601. */
export type FailedQueueJob = FailedQueueJobsQuery['failedQueueJobs'][number]
/** A node that waits for the operator, and why. Stake is decimal text in AIIGO base units. */
export type NodeToReview = NodesToReviewQuery['nodesToReview'][number]

/**
 * Verbs of the platform's operator: its own signatures and transactions. Its wallet needs `OPERATOR_ROLE` in the node
 * registry for transactions, and a place in the API's `OPERATOR_ADDRESSES` for the rest.
 */
export interface Operator {
  readonly address: Address
  readonly connection: Connection
  readonly client: Client

  /**
   * Signs in with the wallet.
   * @throws NotRetryableError `WALLET_REJECTED`, `SIGN_IN_MISMATCH`
   * @example await operator.signIn()
   */
  signIn(options?: CallOptions): Promise<SessionTokens>

  /**
   * Whether the API takes the wallet for one of the platform's operators. Needs a sign-in.
   * @example if (!(await operator.isOperator())) throw new Error('sign in with the operator’s wallet')
   */
  isOperator(options?: CallOptions): Promise<boolean>

  /**
   * Alerts that stand now; empty when nothing is wrong.
   * @throws ApiError `FORBIDDEN` for another wallet than an operator's, as every one of the next five verbs
   * @example for (const { severity, message } of await operator.alerts()) console.log(severity, message)
   */
  alerts(options?: CallOptions): Promise<readonly OperatorAlert[]>

  /**
   * Every queue with its queue jobs that wait, run, are delayed and were given up.
   * @throws ApiError `UNAVAILABLE` while the queues do not answer
   * @example for (const { name, failed } of (await operator.queues()).queues) console.log(name, failed)
   */
  queues(options?: CallOptions): Promise<QueueStates>

  /**
   * Queue jobs of a queue that were given up, the latest first.
   * @param options `first`: how many at most, default 50
   * @throws ApiError `BAD_USER_INPUT` for a name that is no queue's
   * @example for (const { id, reason } of await operator.failedJobs('verify')) console.log(id, reason)
   */
  failedJobs(queue: string, options?: CallOptions & { readonly first?: number }): Promise<readonly FailedQueueJob[]>

  /**
   * Enqueues a queue job that was given up once more.
   * @throws InvalidInputError `QUEUE_JOB_UNKNOWN` when the queue has no such failed job
   * @example
   * for (const { id } of await operator.failedJobs('verify')) await operator.retry('verify', id)
   */
  retry(queue: string, id: string, options?: CallOptions): Promise<void>

  /**
   * Deletes a queue job that was given up.
   * @throws InvalidInputError `QUEUE_JOB_UNKNOWN` when the queue has no such failed job
   * @example
   * for (const { id } of await operator.failedJobs('verify')) await operator.discard('verify', id)
   */
  discard(queue: string, id: string, options?: CallOptions): Promise<void>

  /**
   * Nodes that wait for the operator: new ones, ones under review, ones whose audit is missing or ends soon.
   * @param options `first`: how many at most, default 50
   * @example for (const { reason, node } of await operator.nodesToReview()) console.log(reason, node.id)
   */
  nodesToReview(options?: CallOptions & { readonly first?: number }): Promise<readonly NodeToReview[]>

  /**
   * Signs that a node is of its resource type; see `auditNode`.
   * @throws NotRetryableError `NODE_UNKNOWN`, `WALLET_REJECTED`; ApiError `FORBIDDEN`; UserErrors
   * @example
   * const expiresAt = new Date(Date.now() + 90 * 86_400_000)
   * await operator.audit({ nodeId, statement: 'seen in the rack: one RTX 4090, serial 1234', expiresAt })
   */
  audit(audit: TypeAudit, options?: CallOptions): Promise<void>

  /**
   * Rejects a node that is PENDING or VERIFIED, for good. Its stake can be withdrawn.
   * @returns the transaction
   * @throws NotRetryableError `REVERTED` for a node in another state, or without the role; as every transaction else
   * @example await operator.reject(nodeId)
   */
  reject(nodeId: Hex, options?: SendOptions): Promise<Hex>

  /**
   * Ends the review of a node whose recent failures exceeded 20 %: it is trusted again as its record says.
   * @returns the transaction
   * @throws NotRetryableError `REVERTED` for a node that is not under review, or without the role
   * @example await operator.closeReview(nodeId)
   */
  closeReview(nodeId: Hex, options?: SendOptions): Promise<Hex>

  /**
   * Says whose machine a node is.
   * @returns the transaction
   * @throws NotRetryableError `REVERTED` for an unknown node, or without the role
   * @example await operator.setTier(nodeId, 'OWNED')
   */
  setTier(nodeId: Hex, tier: Tier, options?: SendOptions): Promise<Hex>

  /**
   * Ends the connection.
   * @example await operator.close()
   */
  close(): Promise<void>
}
