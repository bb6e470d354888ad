import { describe, expect, it } from '@jest/globals'
import { parseAmount } from '../money/parseAmount.js'
import { canonicalJson } from './canonicalJson.js'
import { JobFileError } from './JobFileError.js'
import { jobTermsOf } from './jobTerms.js'
import { parseJobFile } from './parseJobFile.js'
import { parseJobSpec } from './parseJobSpec.js'
import { toJobSpec } from './toJobSpec.js'

const stored = (size: number) => ({ cid: `b${'a'.repeat(58)}`, sha256: 'ab'.repeat(32), size })

const SEALED = {
  files: { privacy: 'platform', recipient: `age1${'q'.repeat(58)}` },
  salt: '0'.repeat(32),
} as const

const FILE = parseJobFile(
  JSON.stringify({
    version: 1,
    name: 'A job',
    program: { wasm: 'a.wasm' },
    inputs: [{ path: 'x', as: 'in.csv' }],
    outputs: ['out.json'],
    resources: { type: 'GPU', units: 2, minTflops: 12.5 },
    budget: { token: 'USDC', amount: '12.5', maxRate: '0.000001' },
  }),
)

describe('toJobSpec', () => {
  it('replaces paths by content ids and leaves nothing to default', () => {
    const spec = toJobSpec(FILE, { program: stored(100), inputs: [stored(5)], ...SEALED })
    expect(spec.program).toEqual({ kind: 'wasm', ...stored(100) })
    expect(spec.inputs).toEqual([{ as: 'in.csv', ...stored(5) }])
    expect(spec.profile).toBe('balanced')
    expect(parseJobSpec(JSON.parse(canonicalJson(spec)))).toEqual(spec)
  })

  it('keeps environment and standard input, and leaves out what is empty', () => {
    const parts = { program: stored(100), inputs: [stored(5)], ...SEALED }
    expect(toJobSpec({ ...FILE, env: { SEED: '1' }, stdin: 'in.csv' }, parts)).toMatchObject({
      env: { SEED: '1' },
      stdin: 'in.csv',
    })
    expect(Object.keys(toJobSpec(FILE, parts))).not.toContain('env')
    expect(() => toJobSpec({ ...FILE, stdin: 'x' }, parts)).toThrow('standard input')
  })

  it('keeps what an image says, and asks for memory in which a container begins', () => {
    const container = { container: { image: 'tool.tar', entrypoint: ['/tool', 'x'] }, public: true }
    const program = { ...stored(100), architecture: 'arm64' } as const
    const spec = toJobSpec({ ...FILE, program: container }, { program, inputs: [stored(5)], ...SEALED })
    expect(spec.program).toEqual({ kind: 'container', ...program, public: true, entrypoint: ['/tool', 'x'] })
    expect(parseJobSpec(JSON.parse(canonicalJson(spec)))).toEqual(spec)
    expect(jobTermsOf(spec, () => '0'.repeat(64)).program).toEqual({
      ...{ kind: 'container', size: 100, architecture: 'arm64' },
    })
    const small = { ...FILE, program: container, resources: { ...FILE.resources, memoryMiB: 8 } }
    expect(() => toJobSpec(small, { program, inputs: [stored(5)], ...SEALED })).toThrow('at least 16 MiB')
    expect(() =>
      toJobSpec({ ...FILE, program: container }, { program: stored(1), inputs: [stored(5)], ...SEALED }),
    ).toThrow(JobFileError)
  })

  it('refuses a program that is too large and a missing input', () => {
    expect(() => toJobSpec(FILE, { program: stored(1e9), inputs: [stored(5)], ...SEALED })).toThrow(JobFileError)
    expect(() => toJobSpec(FILE, { program: stored(1), inputs: [], ...SEALED })).toThrow('expected 1 stored inputs')
  })

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['a foreign field', { path: 'x' }],
    ['an unknown program', { program: { kind: 'image', ...stored(1) } }],
    ['no salt', { salt: undefined }],
    ['files that are sealed to nobody', { files: { privacy: 'platform' } }],
    ['no word on its files', { files: undefined }],
    ['a hash of wrong length', { program: { kind: 'wasm', ...stored(1), sha256: 'ab' } }],
  ])('parseJobSpec refuses %s', (_what, change) => {
    const spec = toJobSpec(FILE, { program: stored(100), inputs: [stored(5)], ...SEALED })
    const value = change === undefined || Array.isArray(change) ? change : { ...spec, ...change }
    expect(() => parseJobSpec(value)).toThrow(JobFileError)
  })
})

describe('canonicalJson', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: undefined, A: 'x' })).toBe('{"A":"x","b":[{"c":null,"d":1}]}')
  })

  it.each([[1n], [Number.NaN], [() => 1], [undefined]])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})

describe('parseAmount', () => {
  it.each<[string, number, bigint]>([
    ['0.001', 18, 1_000_000_000_000_000n],
    ['1.5', 6, 1_500_000n],
    ['0.1000000', 6, 100_000n],
    ['123456789012345678901234567890.123456', 6, 123456789012345678901234567890123456n],
    ['0', 18, 0n],
    ['7', 0, 7n],
  ])('%s with %d decimals is exact', (text, decimals, expected) => {
    expect(parseAmount(text, decimals)).toBe(expected)
  })

  it.each([['0.0000001'], ['1,5'], ['1e-3'], ['-1'], [''], ['.5'], ['5.'], ['01'], [' 1'], ['0x10'], ['Infinity']])(
    'refuses %p',
    (text) => {
      expect(() => parseAmount(text, 6)).toThrow('expected')
    },
  )
})
