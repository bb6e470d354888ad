import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { fullUsageOf } from '../pricing/index.js'
import { executorOf } from './executorOf.js'
import type { JobFileError } from './JobFileError.js'
import { programFileOf } from './jobFileSchema.js'
import { filesOf } from './jobSpecSchema.js'
import { jobTermsOf, parseJobTerms } from './jobTerms.js'
import { parseJobFile } from './parseJobFile.js'
import { parseJobSpec } from './parseJobSpec.js'
import { toJobSpec } from './toJobSpec.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const SEALED = { files: { privacy: 'platform', recipient: `age1${'q'.repeat(58)}` }, salt: '0'.repeat(32) } as const

const fileWith = (changes: Record<string, unknown> = {}) => ({
  version: 1,
  name: 'Temperatures',
  program: { readings: { sensor: 'temperature', points: 100, everySeconds: 2 } },
  resources: { type: 'IOT' },
  budget: { token: 'USDC', amount: '1' },
  ...changes,
})
const parse = (changes?: Record<string, unknown>) => parseJobFile(JSON.stringify(fileWith(changes)))
const store = (changes?: Record<string, unknown>) => toJobSpec(parse(changes), { program: null, inputs: [], ...SEALED })

/** The problems of a refused job, each as its path and its words. */
function problemsOf(job: () => unknown): string[] {
  try {
    job()
    return []
  } catch (error) {
    return (error as JobFileError).problems.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('a job of readings', () => {
  it('has no program file, one output and no check unless it says so', () => {
    expect(programFileOf(parse())).toBeNull()
    const spec = store()
    expect(spec).toMatchObject({
      program: { kind: 'readings', sensor: 'temperature', points: 100, everySeconds: 2 },
      outputs: ['readings.jsonl'],
      verification: { mode: 'NONE' },
    })
    expect(filesOf(spec)).toEqual([])
    expect(executorOf(spec.program)).toBe('readings')
    expect(parseJobSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec)
  })

  it.each([[[]], [['readings.jsonl', 'readings.jsonl']], [['*.jsonl']]])(
    'is refused as a stored job whose outputs are not the readings alone: %j',
    (outputs) => {
      const problems = problemsOf(() => parseJobSpec({ ...store(), outputs }))
      expect(problems).toContainEqual(expect.stringMatching(/runs no program|output/))
    },
  )

  it('uses as many units as it has points, at the most', () => {
    expect(fullUsageOf(store())).toBe(100n)
    const ofDefaultPace = store({ program: { readings: { sensor: 'load-1', points: 300 } } })
    expect(ofDefaultPace.program).toMatchObject({ everySeconds: 1 })
    expect(fullUsageOf(ofDefaultPace)).toBe(300n)
    const counted = { program: { kind: 'wasm' }, resources: { type: 'IOT', units: 1 }, limits: { seconds: 9 } } as const
    expect(fullUsageOf(counted)).toBeNull()
    expect(fullUsageOf({ ...counted, resources: { type: 'CPU', units: 3 } })).toBe(27n)
  })

  it('is told to nodes before the assignment with its sensor', () => {
    const terms = parseJobTerms(JSON.parse(JSON.stringify(jobTermsOf(store(), sha256))))
    expect(terms.program).toEqual({ kind: 'readings', sensor: 'temperature', points: 100, everySeconds: 2 })
  })

  const readings = (changes: Record<string, unknown>) => ({
    program: { readings: { sensor: 'temperature', points: 100, everySeconds: 2, ...changes } },
  })
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['of a node that is none of IOT', { resources: { type: 'CPU' } }, /^resources.type: .*type IOT/],
    ['of no point', readings({ points: 0 }), /^program.readings.points: .*1/],
    ['of too many points', readings({ points: 10_001 }), /^program.readings.points: .*10000/],
    ['of half a point', readings({ points: 1.5 }), /^program.readings.points: /],
    ['at no pace', readings({ everySeconds: 0 }), /^program.readings.everySeconds: .*1/],
    ['of a sensor with spaces', readings({ sensor: 'the sun' }), /^program.readings.sensor: .*small letters/],
    ['of a sensor without a name', { program: { readings: { points: 1 } } }, /^program.readings.sensor: /],
    ['that take longer than the run', readings({ everySeconds: 4 }), /^limits.seconds: .*points × everySeconds/],
    ['that take longer than a run by default', readings({ points: 301, everySeconds: 1 }), /^limits.seconds: /],
    [
      'too many for the outputs',
      { ...readings({ points: 3_000, everySeconds: 1 }), limits: { seconds: 3_000, outputMiB: 1 } },
      /^limits.outputMiB: .*512 bytes/,
    ],
    ['with arguments', { args: ['-v'] }, /^program: .*runs no program/],
    ['with inputs', { inputs: [{ path: 'a', as: 'a' }] }, /^program: .*runs no program/],
    ['with other outputs', { outputs: ['readings.jsonl', 'more.txt'] }, /^program: .*readings\.jsonl/],
    [
      'beside a module',
      { program: { wasm: 'a.wasm', readings: { sensor: 'a', points: 1 } } },
      /^program: .*exactly one/,
    ],
    ['with a spot check', { verification: { mode: 'SPOT_CHECK' } }, /^verification.mode: .*cannot be read again/],
  ])('is refused %s', (_, changes, problem) => {
    expect(problemsOf(() => parse(changes))).toEqual([expect.stringMatching(problem)])
  })

  it('has the same rules as it is stored', () => {
    const spec = store()
    const changed = (changes: Record<string, unknown>) => problemsOf(() => parseJobSpec({ ...spec, ...changes }))
    expect(changed({ resources: { ...spec.resources, type: 'GPU' } })).toEqual([
      expect.stringMatching(/^resources.type/),
    ])
    expect(changed({ outputs: [] })).toEqual([expect.stringMatching(/^program: .*readings\.jsonl/)])
    expect(changed({ args: ['x'] })).toEqual([expect.stringMatching(/^program: /)])
    expect(changed({ limits: { ...spec.limits, seconds: 199 } })).toEqual([expect.stringMatching(/^limits.seconds/)])
    expect(changed({ limits: { ...spec.limits, seconds: 200 } })).toEqual([])
    expect(changed({ verification: { mode: 'SPOT_CHECK', shareBps: 1 } })).toEqual([
      expect.stringMatching(/^verification.mode/),
    ])
    expect(changed({ program: { ...spec.program, cid: 'b' } })).toHaveLength(1)
  })
})
