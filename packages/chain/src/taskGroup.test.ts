import type { TaskRequest } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { concat, type Hex, hashTypedData, keccak256, pad, size, slice, toHex } from 'viem'
import { groupTypedData, hashGroup, MAX_GROUP_REQUESTS } from './taskGroup.js'
import { marketplaceDomain, taskIdOf, taskMessageTypes } from './taskMessages.js'

const account = '0x5FbDB2315678afecb367f032d93F642f64180aa3' as const
const domain = marketplaceDomain(31337, account)
const own = pad('0xabcdef', { size: 65 })

const requestOf = (index: number): TaskRequest => ({
  jobId: pad(toHex(index + 1), { size: 32 }),
  buyer: account,
  token: '0x0000000000000000000000000000000000000000',
  budget: 10n ** 15n + BigInt(index),
  maxRate: 10n ** 12n,
  maxUsage: 100n,
  resourceType: 1,
  units: 1,
  workSeconds: 60,
  windowSeconds: 600,
  fundBy: 2_000_000_000,
  assignBy: 2_000_000_600,
  maxFeeBps: 800,
  matcher: account,
  specHash: keccak256('0x'),
})
const requestsOf = (count: number) => Array.from({ length: count }, (_, index) => requestOf(index))

/** The digest that a member's signature leads to, by the steps of the contract, put together by hand from EIP-712. */
function digestOf(request: TaskRequest, signature: Hex): { own: Hex; digest: Hex } {
  const fields = (name: 'TaskRequest' | 'TaskGroup') =>
    `${name}(${taskMessageTypes[name].map((field) => `${field.type} ${field.name}`).join(',')})`
  const counts = [6, 5, 4, 3, 2, 1].map((back) => Number(slice(signature, size(signature) - back).slice(0, 4)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const signed = size(signature) - 6 - 32 * total
  const words = Object.values(request).map((value) =>
    pad(typeof value === 'string' ? (value as Hex) : toHex(value as bigint | number), { size: 32 }),
  )
  let hash = keccak256(concat([keccak256(toHex(fields('TaskRequest'))), ...words]))
  let from = signed
  for (let list = 0; list < 3; list++) {
    const [before, behind] = [counts[list * 2] as number, counts[list * 2 + 1] as number]
    const head = before > 0 ? [slice(signature, from, from + 32 * before)] : []
    from += 32 * before
    const tail = behind > 0 ? [slice(signature, from, from + 32 * behind)] : []
    from += 32 * behind
    hash = keccak256(concat([...head, hash, ...tail]))
  }
  const struct = keccak256(concat([keccak256(toHex(fields('TaskGroup') + fields('TaskRequest'))), hash]))
  const separator = keccak256(
    concat([
      keccak256(toHex('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)')),
      keccak256(toHex('AIIGO Marketplace')),
      keccak256(toHex('1')),
      pad(toHex(31337), { size: 32 }),
      pad(account, { size: 32 }),
    ]),
  )
  return { own: slice(signature, 0, signed), digest: keccak256(concat(['0x1901', separator, struct])) }
}

describe('hashGroup', () => {
  it.each([1, 2, 8, 9, 64, 65, 100, MAX_GROUP_REQUESTS])(
    'of %i requests lead each to what the wallet signs',
    (count) => {
      const requests = requestsOf(count)
      const { digest, memberSignatures } = hashGroup(domain, requests)
      expect(digest).toBe(hashTypedData(groupTypedData(domain, requests)))
      const signatures = memberSignatures(own)
      expect(signatures).toHaveLength(count)
      expect(new Set(signatures).size).toBe(count)
      for (const index of new Set([0, 1, 7, 8, count >> 1, count - 1])) {
        if (index >= count) continue
        expect(digestOf(requests[index] as TaskRequest, signatures[index] as Hex)).toEqual({ own, digest })
        expect(size(signatures[index] as Hex)).toBeLessThanOrEqual(65 + 21 * 32 + 6)
      }
    },
  )

  it('are of one order: another one is another group', () => {
    const [a, b] = requestsOf(2) as [TaskRequest, TaskRequest]
    const digests = [[a, b], [b, a], [a], [b]].map((list) => hashGroup(domain, list).digest)
    expect(new Set([...digests, taskIdOf(domain, a)]).size).toBe(5)
  })

  it('need a request, and are of 512 at most', () => {
    expect(() => groupTypedData(domain, [])).toThrow('expected 1 to 512 requests in a group, got 0')
    expect(() => hashGroup(domain, requestsOf(513))).toThrow('expected 1 to 512 requests in a group, got 513')
  })
})
