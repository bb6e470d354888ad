import { nodeRegistryAbi } from '@aiigo/chain'
import {
  DiscardQueueJobDocument,
  FailedQueueJobsDocument,
  NodesToReviewDocument,
  OperatorAlertsDocument,
  OperatorRoleDocument,
  QueueStatesDocument,
  RetryQueueJobDocument,
  succeed,
} from '@aiigo/client'
import { TIERS } from '@aiigo/domain'
import type { Connection } from '../connect/Connection.js'
import { auditNode } from './auditNode.js'
import type { Operator } from './Operator.js'

/** Rows of a list, where the caller names no number. */
const FIRST = 50

/**
 * The platform's operator over a connection: audits, reviews and tiers of nodes.
 * @example
 * const operator = createOperator(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
 * await operator.signIn()
 * await operator.setTier('0x0123456789abcdef', 'CLOUD')
 */
export function createOperator(connection: Connection): Operator {
  const { client, contracts } = connection
  const registry = { address: contracts.nodeRegistry, abi: nodeRegistryAbi } as const
  return {
    get address() {
      return connection.signer.address
    },
    connection,
    client,
    signIn: (options) => connection.signIn(options),
    async isOperator(options = {}) {
      const { me } = await client.execute(OperatorRoleDocument, {}, options)
      return me?.isOperator ?? false
    },
    alerts: async (options) => (await client.execute(OperatorAlertsDocument, {}, options)).operatorAlerts,
    queues: async (options) => (await client.execute(QueueStatesDocument, {}, options)).queueStates,
    failedJobs: async (queue, { first = FIRST, ...options } = {}) =>
      (await client.execute(FailedQueueJobsDocument, { queue, first }, options)).failedQueueJobs,
    async retry(queue, id, options) {
      succeed((await client.execute(RetryQueueJobDocument, { queue, id }, options)).retryQueueJob)
    },
    async discard(queue, id, options) {
      succeed((await client.execute(DiscardQueueJobDocument, { queue, id }, options)).discardQueueJob)
    },
    nodesToReview: async ({ first = FIRST, ...options } = {}) =>
      (await client.execute(NodesToReviewDocument, { first }, options)).nodesToReview,
    audit: (audit, options) => auditNode(connection, audit, options),
    reject: (nodeId, options) =>
      connection.sender.send(
        { ...registry, functionName: 'reject', args: [nodeId] },
        'the rejection of the node',
        options,
      ),
    closeReview: (nodeId, options) =>
      connection.sender.send(
        { ...registry, functionName: 'closeReview', args: [nodeId] },
        'the end of the review',
        options,
      ),
    setTier: (nodeId, tier, options) =>
      connection.sender.send(
        { ...registry, functionName: 'setTier', args: [nodeId, TIERS.indexOf(tier)] },
        'the tier of the node',
        options,
      ),
    close: () => connection.close(),
  }
}
