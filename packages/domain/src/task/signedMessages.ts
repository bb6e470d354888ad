import * as z from 'zod/mini'
import type { Hex } from '../ids.js'
import { wideUint } from '../money/wideUint.js'
import { anyBytes, bytes, uint } from './fields.js'
import { jsonCodec } from './jsonCodec.js'

/** A provider's promise to run one attempt. */
export interface Acceptance {
  taskId: Hex
  attempt: number
  nodeId: Hex
  /** Base units of the task's token per `RATE_SCALE` units of usage. */
  rate: bigint
  /** Unix seconds. */
  expiry: number
}

/** A provider's result of one attempt. */
export interface TaskResult {
  taskId: Hex
  attempt: number
  nodeId: Hex
  /** In the resource's unit. */
  usage: bigint
  /** SHA-256 of the result manifest. */
  resultHash: Hex
}

/** A buyer's approval of the result of one attempt and of what it costs: worthless for any other bill. */
export interface Approval {
  taskId: Hex
  attempt: number
  nodeId: Hex
  resultHash: Hex
  /** Base units of the task's token. */
  cost: bigint
}

/** The fields that an acceptance adds to its offer. */
export interface SignedAcceptance extends Pick<Acceptance, 'expiry'> {
  signature: Hex
}

/** The fields that a result adds to its attempt. */
export interface SignedResult extends Pick<TaskResult, 'usage' | 'resultHash'> {
  signature: Hex
  manifestCid: string
}

/** The fields that an approval adds to its task. */
export interface SignedApproval extends Pick<Approval, 'attempt' | 'nodeId' | 'resultHash' | 'cost'> {
  signature: Hex
}

export const signedAcceptanceCodec = /* @__PURE__ */ jsonCodec<SignedAcceptance>(
  'SignedAcceptance',
  /* @__PURE__ */ z.object({ expiry: uint(40), signature: anyBytes() }),
)

export const signedResultCodec = /* @__PURE__ */ jsonCodec<SignedResult>(
  'SignedResult',
  /* @__PURE__ */ z.object({
    usage: wideUint(64),
    resultHash: bytes(32),
    signature: anyBytes(),
    manifestCid: z.string(),
  }),
)

export const signedApprovalCodec = /* @__PURE__ */ jsonCodec<SignedApproval>(
  'SignedApproval',
  /* @__PURE__ */ z.object({
    attempt: uint(8),
    nodeId: bytes(8),
    resultHash: bytes(32),
    cost: wideUint(96),
    signature: anyBytes(),
  }),
)
