import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { fullUsageOf } from '../pricing/index.js'
import { executorOf } from './executorOf.js'
import type { JobFileError } from './JobFileError.js'
import { programFileOf } from './jobFileSchema.js'
import { jobTermsOf, parseJobTerms } from './jobTerms.js'
import { parseJobFile } from './parseJobFile.js'
import { parseJobSpec } from './parseJobSpec.js'
import { toJobSpec } from './toJobSpec.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const READER = `0x${'ab'.repeat(20)}`
const STORED = { cid: `bafkrei${'a'.repeat(52)}`, sha256: 'ee'.repeat(32), size: 10 }

const fileWith = (changes: Record<string, unknown> = {}) => ({
  version: 1,
  name: 'Maps',
  program: { serve: { readers: [READER], megabytes: 2_000 } },
  inputs: [{ path: 'map.bin', as: 'map.bin' }],
  resources: { type: 'NETWORK' },
  budget: { token: 'ETH', amount: '0.001' },
  ...changes,
})
const parse = (changes?: Record<string, unknown>) => parseJobFile(JSON.stringify(fileWith(changes)))
const store = () =>
  toJobSpec(parse(), {
    ...{ program: null, inputs: [STORED], chunks: ['cc'.repeat(32)], files: { privacy: 'none' }, salt: '0'.repeat(32) },
  })

/** The problems of a refused job, each as its path and its words. */
function problemsOf(job: () => unknown): string[] {
  try {
    job()
    return []
  } catch (error) {
    return (error as JobFileError).problems.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('a job that serves files', () => {
  it('has no program file, the receipts as output, and no check unless it says so', () => {
    expect(programFileOf(parse())).toBeNull()
    const spec = store()
    expect(spec).toMatchObject({
      program: { kind: 'serve', readers: [READER], megabytes: 2_000, chunks: ['cc'.repeat(32)] },
      outputs: ['receipts.json'],
      verification: { mode: 'NONE' },
      files: { privacy: 'none' },
    })
    expect(executorOf(spec.program)).toBe('serve')
    expect(parseJobSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec)
  })

  it('uses its megabytes at the most, which nodes are told, and not the readers', () => {
    const spec = store()
    expect(fullUsageOf(spec)).toBe(2_000n)
    const terms = jobTermsOf(spec, sha256)
    expect(terms.program).toEqual({ kind: 'serve', megabytes: 2_000 })
    expect(JSON.stringify(terms)).not.toContain(READER)
    expect(parseJobTerms(JSON.parse(JSON.stringify(terms)))).toEqual(terms)
  })

  const serve = (changes: object) => ({ program: { serve: { readers: [READER], megabytes: 5, ...changes } } })
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no readers', serve({ readers: [] }), /^program\.serve\.readers: .*at least 1/],
    ['no address', serve({ readers: ['0x12'] }), /^program\.serve\.readers\[?\.?0.*address of a reader/],
    [
      'a reader twice',
      serve({ readers: [READER, READER.toUpperCase().replace('0X', '0x')] }),
      /reader is listed twice/,
    ],
    ['less than a chunk', serve({ megabytes: 1 }), /^program\.serve\.megabytes: .*at least 2/],
    ['too many megabytes', serve({ megabytes: 1_000_000_001 }), /^program\.serve\.megabytes: .*at most 1000000000/],
    ['no inputs', { inputs: [] }, /^inputs: a job that serves files has none/],
    ['another type', { resources: { type: 'CPU' } }, /^resources\.type: only nodes of type NETWORK/],
    ['a private job', { privacy: 'private' }, /^privacy: files that are served are stored as they are/],
    ['arguments', { args: ['a'] }, /^program: a job that serves files runs no program/],
    [
      'an input named as the receipts',
      { inputs: [{ path: 'a', as: 'Receipts.json' }] },
      /^inputs: .*name of the receipts/,
    ],
    ['outputs', { outputs: ['a.txt'] }, /^program: a job that serves files runs no program/],
    [
      'a module beside it',
      { program: { wasm: 'a.wasm', ...serve({}).program } },
      /^program: expected a module, an image/,
    ],
    ['a check', { verification: { mode: 'SPOT_CHECK' } }, /^verification\.mode: the serving of files is not checked/],
  ])('is refused with the cure: %s', (_what, changes, message) => {
    expect(problemsOf(() => parse(changes))).toEqual([expect.stringMatching(message)])
  })

  it.each([[[]], [['receipts.json', 'receipts.json']], [['a.txt']], [['*.json']]])(
    'is refused as a stored job whose outputs are not the receipts alone: %j',
    (outputs) => {
      const problems = problemsOf(() => parseJobSpec({ ...store(), outputs }))
      expect(problems).toContainEqual(expect.stringMatching(/runs no program|output/))
    },
  )

  it('is refused with sealed files, and with other lists of chunks than inputs', () => {
    const spec = store()
    const recipient = `age1${'q'.repeat(58)}`
    expect(problemsOf(() => parseJobSpec({ ...spec, files: { privacy: 'platform', recipient } }))).toEqual([
      expect.stringMatching(/stored as they are/),
    ])
    expect(problemsOf(() => parseJobSpec({ ...spec, program: { ...spec.program, chunks: [] } }))).toEqual([
      expect.stringMatching(/lists of chunks/),
    ])
  })
})
