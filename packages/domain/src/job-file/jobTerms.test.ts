import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { canonicalJson } from './canonicalJson.js'
import { JobFileError } from './JobFileError.js'
import { jobTermsHash, jobTermsOf, parseJobTerms, specHashOf } from './jobTerms.js'
import { parseJobSpec } from './parseJobSpec.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const file = (digit: string) => ({ cid: `bafkrei${'a'.repeat(52)}`, sha256: digit.repeat(64), size: 10 })
const spec = parseJobSpec({
  version: 1,
  name: 'secret project',
  program: { kind: 'wasm', ...file('1') },
  files: { privacy: 'none' },
  args: ['--password', 'hunter2'],
  inputs: [{ as: 'patients.csv', ...file('2') }],
  outputs: ['diagnosis.csv'],
  resources: { type: 'CPU' },
  limits: {},
  budget: { token: 'ETH', amount: '0.1' },
  deadlines: {},
  verification: { mode: 'NONE' },
  profile: 'balanced',
  retries: 1,
  allow: [],
  deny: [],
  salt: '0'.repeat(32),
})

describe('the terms of a job', () => {
  it('tell nothing of its files, its arguments and its name', () => {
    const text = canonicalJson(jobTermsOf(spec, sha256))
    for (const told of ['secret', 'hunter2', 'patients', 'diagnosis', file('1').cid, '1'.repeat(64), '2'.repeat(64)]) {
      expect(text).not.toContain(told)
    }
  })

  it('are what a node decides by', () => {
    const terms = parseJobTerms(JSON.parse(canonicalJson(jobTermsOf(spec, sha256))))
    expect(terms).toMatchObject({
      program: { kind: 'wasm', size: 10 },
      inputs: [{ size: 10 }],
      outputs: 1,
      resources: spec.resources,
      limits: spec.limits,
    })
    expect(() => parseJobTerms({ ...terms, args: [] })).toThrow(JobFileError)
  })

  it('bind the whole job: any change has another hash', () => {
    const hash = specHashOf(spec, sha256)
    expect(hash).toBe(jobTermsHash(jobTermsOf(spec, sha256), (text) => `0x${sha256(text)}`))
    const changed = [
      { ...spec, args: ['--password', 'hunter3'] },
      { ...spec, name: 'other' },
      { ...spec, outputs: ['other.csv'] },
      { ...spec, program: { ...spec.program, sha256: '3'.repeat(64) } },
      { ...spec, inputs: [] },
      { ...spec, env: { SEED: '1' } },
      { ...spec, stdin: 'patients.csv' },
      { ...spec, checkpoint: { file: 'state.bin', everySeconds: 60, maxMiB: 16 } },
      { ...spec, artifacts: { files: ['loss.csv'], everySeconds: 30 } },
      { ...spec, salt: '1'.repeat(32) },
      { ...spec, limits: { ...spec.limits, seconds: spec.limits.seconds + 1 } },
      { ...spec, deny: [`0x${'1'.repeat(64)}`] },
    ]
    const hashes = new Set(changed.map((one) => specHashOf(one as typeof spec, sha256)))
    expect(hashes.size).toBe(changed.length)
    expect(hashes.has(hash)).toBe(false)
  })
})
