import type { Hex } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'

/** Somebody's wish for the key of a job's files, sealed to a recipient. */
export interface KeyRequest {
  taskId: Hex
  /** The on-chain attempt of a node; 0 for an arbitrator. */
  attempt: number
  /** Zero for an arbitrator. */
  nodeId: Hex
  /** Recipient of age, whose identity the wallet alone has. */
  recipient: string
}

/** The node that stands for none. */
export const NO_NODE: Hex = '0x0000000000000000'

const types = {
  KeyRequest: [
    { name: 'taskId', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'nodeId', type: 'bytes8' },
    { name: 'recipient', type: 'string' },
  ],
} as const

const keyTypes = {
  JobKey: [
    { name: 'purpose', type: 'string' },
    { name: 'salt', type: 'bytes16' },
  ],
} as const

/** Typed data by which a provider, or an arbitrator, binds the recipient to its wallet. No contract takes it. */
export function keyRequestTypedData(domain: TypedDataDomain, message: KeyRequest) {
  return { domain, types, primaryType: 'KeyRequest', message } as const
}

/** Typed data whose signature the key of a private job is derived from. @param salt 32 hex digits, the job's */
export function jobKeyTypedData(domain: TypedDataDomain, salt: string) {
  const message = { purpose: 'Opens the files of one private job. Sign it for nobody else.', salt: `0x${salt}` as Hex }
  return { domain, types: keyTypes, primaryType: 'JobKey', message } as const
}
