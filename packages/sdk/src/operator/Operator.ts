import type { Client, SessionTokens } from '@aiigo/client'
import type { Tier } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import type { TypeAudit } from './auditNode.js'

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
