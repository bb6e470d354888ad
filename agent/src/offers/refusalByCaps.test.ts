import { createHash } from 'node:crypto'
import { inputBytesOf, jobTermsOf } from '@aiigo/domain'
import { makeJobSpec } from '@aiigo/sdk/testing'
import { expect, test } from '@jest/globals'
import { type Caps, NO_CAPS } from '../caps/capsSchema.js'
import { type CapUse, refusalByCaps } from './refusalByCaps.js'

const buyer = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const spec = makeJobSpec()
const job = { ...jobTermsOf(spec, (text) => createHash('sha256').update(text).digest('hex')), diskMiB: 20 }
const files =
  spec.inputs.reduce((sum, input) => sum + inputBytesOf(input), spec.program.size) + spec.limits.outputMiB * 1_048_576
const idle: CapUse = { jobs: 0, diskMiB: 0, bytesToday: 0 }

test.each<[string, Partial<Caps>, Partial<CapUse>, Partial<Caps>, Partial<CapUse>, RegExp]>([
  ['of another buyer', { buyers: [other] }, {}, { buyers: [other, buyer.toLowerCase()] }, {}, /of this buyer/],
  ['of a buyer that is barred', { notBuyers: [buyer.toLowerCase()] }, {}, { notBuyers: [other] }, {}, /of this buyer/],
  ['of another kind', { executors: ['container'] }, {}, { executors: ['wasm'] }, {}, /kind wasm.*container/],
  [
    'that may run too long',
    { jobSeconds: spec.limits.seconds - 1 },
    {},
    { jobSeconds: spec.limits.seconds },
    {},
    /may run \d+ s/,
  ],
  ['one too many', { jobs: 2 }, { jobs: 2 }, { jobs: 2 }, { jobs: 1 }, /runs 2 jobs/],
  ['that needs too much disk', { diskMiB: 50 }, { diskMiB: 31 }, { diskMiB: 50 }, { diskMiB: 30 }, /leaves 19/],
  [
    'that moves too much',
    { bytesPerDay: files + 100 },
    { bytesToday: 101 },
    { bytesPerDay: files + 100 },
    { bytesToday: 100 },
    /for today/,
  ],
])('a job %s is declined, and one at the limit is not', (_, caps, use, wider, less, reason) => {
  expect(refusalByCaps(job, buyer, { ...NO_CAPS, ...caps }, { ...idle, ...use })).toMatch(reason)
  expect(refusalByCaps(job, buyer, { ...NO_CAPS, ...wider }, { ...idle, ...less })).toBeNull()
})

test('without limits every job is welcome', () => {
  expect(refusalByCaps(job, buyer, NO_CAPS, { jobs: 99, diskMiB: 1e9, bytesToday: 1e15 })).toBeNull()
})

test('an image is welcome to either of its executors', () => {
  const program = { kind: 'container', size: spec.program.size, architecture: 'amd64' } as const
  const image = { ...job, program }
  for (const executor of ['container', 'process'] as const) {
    expect(refusalByCaps(image, buyer, { ...NO_CAPS, executors: [executor] }, idle)).toBeNull()
    expect(refusalByCaps(job, buyer, { ...NO_CAPS, executors: [executor] }, idle)).toMatch(/kind wasm/)
  }
})
