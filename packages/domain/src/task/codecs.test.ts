import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Hex } from '../ids.js'
import { thrownBy } from '../testing/thrownBy.js'
import { type JobResult, jobResultCodec, signedResultCodec, type TaskRequest, taskRequestCodec } from './index.js'

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((array): Hex => `0x${Buffer.from(array).toString('hex')}`)
const wide = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
const uint = (bits: number) => fc.integer({ min: 0, max: Math.min(2 ** bits - 1, 2 ** 31 - 1) })

const requests: fc.Arbitrary<TaskRequest> = fc.record({
  jobId: hex(32),
  buyer: hex(20),
  token: hex(20),
  budget: wide(128),
  maxRate: wide(120),
  maxUsage: wide(64),
  resourceType: uint(8),
  units: uint(16),
  workSeconds: uint(32),
  windowSeconds: uint(32),
  fundBy: uint(40),
  assignBy: uint(40),
  maxFeeBps: uint(16),
  matcher: hex(20),
  specHash: hex(32),
})
const some = (): TaskRequest => fc.sample(requests, { numRuns: 1, seed: 1 })[0] as TaskRequest

describe('taskRequestCodec', () => {
  it('gives any request back after a way through JSON', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const text = JSON.stringify(taskRequestCodec.toJson(request))
        expect(taskRequestCodec.fromJson(JSON.parse(text))).toEqual(request)
      }),
    )
  })

  it('writes the wide integers as decimal text and leaves the rest', () => {
    const request = { ...some(), budget: 10n ** 30n, maxRate: 0n, maxUsage: 7n }
    const wideOnes = { budget: `1${'0'.repeat(30)}`, maxRate: '0', maxUsage: '7' }
    expect(taskRequestCodec.toJson(request)).toEqual({ ...request, ...wideOnes })
  })

  it('leaves out what a request does not have', () => {
    const request = some()
    expect(taskRequestCodec.fromJson({ ...taskRequestCodec.toJson(request), state: 'FUNDED' })).toEqual(request)
  })

  it.each([
    ['budget', 5, 'expected an integer from 0 to 2^128 - 1 as decimal text'],
    ['budget', '-1', 'expected an integer from 0 to 2^128 - 1 as decimal text'],
    ['budget', '0x10', 'expected an integer from 0 to 2^128 - 1 as decimal text'],
    ['budget', '1.0', 'expected an integer from 0 to 2^128 - 1 as decimal text'],
    ['budget', '', 'expected an integer from 0 to 2^128 - 1 as decimal text'],
    ['budget', '007', 'expected an integer from 0 to 2^128 - 1 as decimal text'],
    ['maxRate', (2n ** 120n).toString(), 'expected an integer from 0 to 2^120 - 1 as decimal text'],
    ['maxUsage', (2n ** 64n).toString(), 'expected an integer from 0 to 2^64 - 1 as decimal text'],
    ['fundBy', '5', 'expected an integer from 0 to 2^40 - 1'],
    ['fundBy', 1.5, 'expected an integer from 0 to 2^40 - 1'],
    ['maxFeeBps', 65_536, 'expected an integer from 0 to 2^16 - 1'],
    ['buyer', '0x12', 'expected 0x and 40 hexadecimal digits'],
    ['specHash', undefined, 'expected 0x and 64 hexadecimal digits'],
  ])('refuses %s = %p and says what it expected', (field, value, message) => {
    const json = { ...taskRequestCodec.toJson(some()), [field]: value }
    const refusal = { code: 'BAD_DATA', message: `TaskRequest.${field}: ${message}` }
    expect(thrownBy(() => taskRequestCodec.fromJson(json))).toMatchObject(refusal)
  })

  it('names every field that is wrong, and the value itself when it is no object', () => {
    const json = { ...taskRequestCodec.toJson(some()), budget: 'x', buyer: 'y' }
    expect(() => taskRequestCodec.fromJson(json)).toThrow(/TaskRequest\.buyer: .*\nTaskRequest\.budget: /)
    expect(() => taskRequestCodec.fromJson(null)).toThrow(/^TaskRequest: /)
  })

  it('does not write what the contract could not hold', () => {
    expect(() => taskRequestCodec.toJson({ ...some(), budget: 2n ** 128n })).toThrow('TaskRequest.budget: ')
    expect(() => taskRequestCodec.toJson({ ...some(), budget: -1n })).toThrow('TaskRequest.budget: ')
  })
})

describe('jobResultCodec', () => {
  it('carries usage and cost as amounts, files as they are', () => {
    const result: JobResult = {
      manifestCid: 'b',
      manifestSha256: 'ab'.repeat(32),
      usage: 2n ** 64n - 1n,
      exitCode: -1,
      outputs: [{ name: 'out.txt', cid: 'c', sha256: 'cd'.repeat(32), size: 2 ** 40 }],
      cost: 2n ** 128n - 1n,
    }
    const json = jobResultCodec.toJson(result)
    expect(json).toMatchObject({ usage: '18446744073709551615', cost: (2n ** 128n - 1n).toString() })
    expect(jobResultCodec.fromJson(JSON.parse(JSON.stringify(json)))).toEqual(result)
    const broken = { ...json, outputs: [{ ...result.outputs[0], size: -1 }] }
    expect(() => jobResultCodec.fromJson(broken)).toThrow('JobResult.outputs.0.size: expected an integer from 0')
  })
})

describe('signedResultCodec', () => {
  it('takes signatures of any length, as contract wallets have long ones, but whole bytes only', () => {
    const json = {
      usage: '4',
      resultHash: `0x${'ab'.repeat(32)}`,
      signature: `0x${'12'.repeat(200)}`,
      manifestCid: 'b',
    }
    expect(signedResultCodec.fromJson(json)).toEqual({ ...json, usage: 4n })
    expect(() => signedResultCodec.fromJson({ ...json, signature: '0x123' })).toThrow('SignedResult.signature: ')
  })
})
