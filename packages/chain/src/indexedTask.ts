import { TASK_STATES } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import * as z from 'zod'
import type { Assignment, Submission } from './taskMessages.js'

/** The GraphQL selection of the subgraph's Task for `indexedTaskSchema`. */
export const INDEXED_TASK_FIELDS = `id state attempt buyer token budget maxUsage assignBy windowSeconds terms
  provider node { id } rate unitsPerSecond assignedAt dueAt addedBudget addedUsage usage cost resultHash settleAfter`

const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value), 'expected 0x hex')
const address = z.custom<Address>(
  (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value),
  'expected an address',
)
const wide = z.string().transform(BigInt)
const seconds = z.string().transform(Number)

/** A task from the events: the values that a call passes back and that the contract does not keep. */
export const indexedTaskSchema = z.object({
  id: hex,
  state: z.enum(TASK_STATES),
  attempt: z.int(),
  buyer: address,
  token: address,
  budget: wide,
  maxUsage: wide,
  assignBy: seconds,
  windowSeconds: seconds,
  terms: seconds,
  provider: address.nullable(),
  node: z.object({ id: hex }).nullable(),
  rate: wide.nullable(),
  unitsPerSecond: z.int().nullable(),
  assignedAt: seconds.nullable(),
  dueAt: seconds.nullable(),
  addedBudget: wide.nullable(),
  addedUsage: wide.nullable(),
  usage: wide.nullable(),
  cost: wide.nullable(),
  resultHash: hex.nullable(),
  settleAfter: seconds.nullable(),
})
export type IndexedTask = z.output<typeof indexedTaskSchema>

/** The assignment of a task's current attempt; null while there is none. */
export function assignmentOf(task: IndexedTask): Assignment | null {
  const { provider, node, rate, unitsPerSecond, assignedAt, dueAt } = task
  if (!provider || !node || rate === null || unitsPerSecond === null || assignedAt === null || dueAt === null)
    return null
  const { buyer, token, attempt, terms, assignBy, windowSeconds, maxUsage, budget } = task
  return {
    ...{ buyer, provider, token, nodeId: node.id, attempt, terms, unitsPerSecond },
    ...{ assignedAt, dueAt, assignBy, windowSeconds, rate },
    ...{ maxUsage: maxUsage + (task.addedUsage ?? 0n), budget: budget + (task.addedBudget ?? 0n) },
  }
}

/** The buyer's addition to the current attempt. */
export interface Extension {
  /** Unix seconds: latest result. */
  dueAt: number
  /** In the resource's unit, beside the request's `maxUsage`. */
  addedUsage: bigint
  /** Base units of the token, beside the request's budget. */
  addedBudget: bigint
}

/** The extension of a task's current attempt; null where there is none. */
export function extensionOf({ dueAt, addedUsage, addedBudget }: IndexedTask): Extension | null {
  return dueAt === null || addedUsage === null || addedBudget === null ? null : { dueAt, addedUsage, addedBudget }
}

/** The result of a task as it stands on chain; null before there is one. */
export function submissionOf(task: IndexedTask): Submission | null {
  const { provider, node, cost, resultHash, settleAfter } = task
  if (!provider || !node || cost === null || resultHash === null || settleAfter === null) return null
  const { buyer, token, attempt, terms } = task
  const budget = task.budget + (task.addedBudget ?? 0n)
  return { buyer, provider, token, nodeId: node.id, attempt, terms, settleAfter, budget, cost, resultHash }
}
