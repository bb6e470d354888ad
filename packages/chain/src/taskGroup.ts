import type { TaskRequest } from '@aiigo/domain'
import { concatHex, domainSeparator, type Hex, hashStruct, keccak256, type TypedDataDomain, toHex } from 'viem'
import { taskMessageTypes } from './taskMessages.js'

/** Requests in one list, and lists in the one around it: a request brings at most 7 hashes of each along. */
const LIST = 8
/** Most requests that one signature covers. */
export const MAX_GROUP_REQUESTS = LIST ** 3

/** Hashes of lists of lists of requests, in the order that they were given. */
type Hashes = readonly (readonly (readonly Hex[])[])[]

function chunksOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / LIST) }, (_, index) =>
    items.slice(index * LIST, (index + 1) * LIST),
  )
}

/** @throws Error for no request, or more than 512 */
function listsOf<T>(items: readonly T[]): T[][][] {
  if (items.length === 0 || items.length > MAX_GROUP_REQUESTS) {
    throw new Error(`expected 1 to ${MAX_GROUP_REQUESTS} requests in a group, got ${items.length}`)
  }
  return chunksOf(chunksOf(items))
}

/**
 * Typed data of many requests at once, in lists of lists of at most eight, in their order. A wallet shows all of them.
 * Its signature funds each of them out of the buyer's balance, once: `hashGroup` has what goes to the contract.
 * @throws Error for no request, or more than 512
 */
export function groupTypedData(domain: TypedDataDomain, requests: readonly TaskRequest[]) {
  const types = { TaskGroup: taskMessageTypes.TaskGroup, TaskRequest: taskMessageTypes.TaskRequest }
  return { domain, types, primaryType: 'TaskGroup', message: { requests: listsOf(requests) } } as const
}

const hashOf = (hashes: readonly Hex[]): Hex => keccak256(concatHex([...hashes]))

/** The hashes beside one place of a list, and how many are before and behind it. */
function besides(hashes: readonly Hex[], at: number): { proof: Hex[]; counts: Hex } {
  const proof = hashes.filter((_, index) => index !== at)
  return { proof, counts: concatHex([toHex(at, { size: 1 }), toHex(hashes.length - 1 - at, { size: 1 })]) }
}

const encodingOf = (name: 'TaskGroup' | 'TaskRequest'): string =>
  `${name}(${taskMessageTypes[name].map((field) => `${field.type} ${field.name}`).join(',')})`
/** A struct's type is followed by those that it refers to. */
const GROUP_TYPE = keccak256(toHex(encodingOf('TaskGroup') + encodingOf('TaskRequest')))

/** A group whose requests were hashed, each once. */
export interface HashedGroup {
  /** EIP-712 digest of `groupTypedData`, which the buyer signs. */
  readonly digest: Hex
  /**
   * The buyer's signature of the digest as each of the requests brings it to `submitSignedRequest`, in their order:
   * with the hashes beside it, and how many there are (`TaskGroups.sol`).
   */
  memberSignatures(own: Hex): Hex[]
}

/**
 * Hashes the requests of a group.
 * @throws Error for no request, or more than 512
 * @example
 * const { digest, memberSignatures } = hashGroup(domain, requests)
 * const signatures = memberSignatures(await account.sign({ hash: digest }))
 */
export function hashGroup(domain: TypedDataDomain, requests: readonly TaskRequest[]): HashedGroup {
  const types = { TaskRequest: taskMessageTypes.TaskRequest }
  const leaves: Hashes = listsOf(requests.map((data) => hashStruct({ data, primaryType: 'TaskRequest', types })))
  const lists = leaves.map((part) => part.map(hashOf))
  const parts = lists.map(hashOf)
  const struct = hashOf([GROUP_TYPE, hashOf(parts)])
  return {
    digest: hashOf(['0x1901', domainSeparator({ domain }), struct]),
    memberSignatures: (own) =>
      leaves.flatMap((part, i) =>
        part.flatMap((list, j) =>
          list.map((_, k) => {
            const steps = [besides(list, k), besides(lists[i] as Hex[], j), besides(parts, i)]
            return concatHex([own, ...steps.flatMap(({ proof }) => proof), ...steps.map(({ counts }) => counts)])
          }),
        ),
      ),
  }
}
