import * as z from 'zod/mini'
import type { Hex } from '../ids.js'
import { wideUint } from '../money/wideUint.js'
import { address, bytes, uint } from './fields.js'
import { type JsonForm, jsonCodec } from './jsonCodec.js'

/**
 * The buyer's request; its EIP-712 digest is the task id. Mirrors `TaskRequest` in contracts/src/types/DataTypes.sol.
 */
export interface TaskRequest {
  /** The job's UUID in the high 16 bytes, the replica index in the low 16. */
  jobId: Hex
  buyer: Hex
  /** Zero address for ETH. */
  token: Hex
  /** Deposit, base units of the token. */
  budget: bigint
  /** Base units of the token per `RATE_SCALE` units of usage. */
  maxRate: bigint
  /** In the resource's unit. */
  maxUsage: bigint
  /** Index into RESOURCE_TYPES. */
  resourceType: number
  /** How many units may work in parallel: bounds time-based usage, with the node's own number. */
  units: number
  /** Seconds from assignment until the result is due. */
  workSeconds: number
  /** Challenge window in seconds. */
  windowSeconds: number
  /** Unix seconds. */
  fundBy: number
  /** Unix seconds. */
  assignBy: number
  maxFeeBps: number
  /** Zero address: anyone who holds the acceptance may assign. */
  matcher: Hex
  /** SHA-256 of the canonical job specification. */
  specHash: Hex
}

/** A request as the database stores it and the API answers it. */
export type TaskRequestJson = JsonForm<TaskRequest>

/**
 * The one way between a request and its JSON.
 * @example taskRequestCodec.fromJson(payload.taskRequest).budget // 1_000_000_000_000_000n
 */
export const taskRequestCodec = /* @__PURE__ */ jsonCodec<TaskRequest>(
  'TaskRequest',
  /* @__PURE__ */ z.object({
    jobId: bytes(32),
    buyer: address(),
    token: address(),
    budget: wideUint(128),
    maxRate: wideUint(120),
    maxUsage: wideUint(64),
    resourceType: uint(8),
    units: uint(16),
    workSeconds: uint(32),
    windowSeconds: uint(32),
    fundBy: uint(40),
    assignBy: uint(40),
    maxFeeBps: uint(16),
    matcher: address(),
    specHash: bytes(32),
  }),
)
