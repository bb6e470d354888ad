import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import Ajv2020 from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { JobFileError, type JobFileProblem } from './JobFileError.js'
import { jobFileJsonSchema } from './jobFileJsonSchema.js'
import { parseJobFile } from './parseJobFile.js'

const GOOD = `
version: 1
name: Word statistics
program:
  wasm: build/words.wasm
args: [text.txt, "10"]
inputs:
  - path: text.txt
    as: text.txt
outputs: [result.json]
resources:
  type: CPU
  region: [EU]
budget:
  token: ETH
  amount: "0.001"
`

function problemsOf(text: string, format?: 'yaml' | 'json'): readonly JobFileProblem[] {
  try {
    parseJobFile(text, format ? { format } : {})
  } catch (error) {
    if (error instanceof JobFileError) return error.problems
    throw error
  }
  return []
}

/** The good file with some top-level fields replaced (undefined removes one), as JSON. */
function changed(fields: Record<string, unknown>): string {
  return JSON.stringify({ ...(parse(GOOD) as object), ...fields })
}

describe('parseJobFile', () => {
  it('fills in every default', () => {
    expect(parseJobFile(GOOD)).toEqual({
      version: 1,
      name: 'Word statistics',
      program: { wasm: 'build/words.wasm', public: false },
      privacy: 'platform',
      args: ['text.txt', '10'],
      env: {},
      secrets: {},
      inputs: [{ path: 'text.txt', as: 'text.txt' }],
      outputs: ['result.json'],
      resources: { type: 'CPU', units: 1, memoryMiB: 128, region: ['EU'] },
      limits: { seconds: 300, outputMiB: 16 },
      budget: { token: 'ETH', amount: '0.001' },
      deadlines: { fundSeconds: 900, assignSeconds: 600, windowSeconds: 600 },
      retries: 3,
      allow: [],
      deny: [],
    })
  })

  it('takes a program that only prints, with an empty list of outputs or without one', () => {
    expect(parseJobFile(changed({ outputs: [] })).outputs).toEqual([])
    expect(parseJobFile(changed({ outputs: undefined })).outputs).toEqual([])
  })

  it('takes folders and patterns as outputs, and more than a few', () => {
    const outputs = ['frames/*.png', 'logs/', '**/*.csv', ...Array.from({ length: 400 }, (_, i) => `part-${i}.bin`)]
    expect(parseJobFile(changed({ outputs })).outputs).toEqual(outputs)
  })

  it('reads JSON and YAML alike', () => {
    expect(parseJobFile(changed({}))).toEqual(parseJobFile(GOOD))
    expect(parseJobFile(changed({}), { format: 'json' })).toEqual(parseJobFile(GOOD))
  })

  it('reports all problems at once, each with place, expectation, value, advice and line', () => {
    const text = GOOD.replace('type: CPU', 'type: QUANTUM\n  units: 0')
      .replace('"0.001"', '0.001')
      .replace('name: Word statistics\n', '')
    const problems = problemsOf(`${text}colour: red\n`)
    expect(problems.map((p) => [p.path, p.code]).sort()).toEqual([
      ['budget.amount', 'WRONG_TYPE'],
      ['colour', 'UNKNOWN_FIELD'],
      ['name', 'MISSING'],
      ['resources.type', 'UNKNOWN_VALUE'],
      ['resources.units', 'TOO_SMALL'],
    ])
    const amount = problems.find((p) => p.path === 'budget.amount')
    expect(amount).toMatchObject({ expected: 'text', got: '0.001', advice: 'put it in quotes: "0.001"', line: 16 })
    expect(problems.find((p) => p.path === 'resources.type')?.message).toBe(
      'expected one of GPU, CPU, NETWORK, MOBILE, IOT, got "QUANTUM"; use one of the listed values (line 11)',
    )
  })

  it.each(['0999', '1.10', '12345678901234567890', '1e3', '0x1F', 'True', '-0.0'])(
    'repeats %s as it is written',
    (written) => {
      const [found, ...others] = problemsOf(GOOD.replace('"10"', written))
      expect(others).toEqual([])
      expect(found).toMatchObject({ path: 'args[1]', got: written, advice: `put it in quotes: "${written}"` })
    },
  )

  it('repeats what it does not take as it is written, in JSON too', () => {
    expect(problemsOf(GOOD.replace('type: CPU', 'type: CPU\n  units: 1.50'))).toMatchObject([{ got: '1.50' }])
    const json = changed({ args: ['x'] }).replace('"x"', '12345678901234567890')
    expect(problemsOf(json)).toMatchObject([{ advice: 'put it in quotes: "12345678901234567890"' }])
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['a future version', { version: 2 }, 'version'],
    ['no version', { version: undefined }, 'version'],
    ['an empty name', { name: '' }, 'name'],
    ['control characters in the name', { name: 'a\u0007b' }, 'name'],
    ['a program of an unknown kind', { program: { wasm: 'x', image: 'y' } }, 'program.image'],
    ['a program that is text', { program: 'x.wasm' }, 'program'],
    ['a numeric argument', { args: [1] }, 'args[0]'],
    ['a NUL in an argument', { args: ['a\0'] }, 'args[0]'],
    ['too many arguments', { args: Array(65).fill('a') }, 'args'],
    ['too many inputs', { inputs: Array.from({ length: 33 }, (_, i) => ({ path: 'a', as: `f${i}` })) }, 'inputs'],
    ['a name that climbs', { outputs: ['../result'] }, 'outputs[0]'],
    ['a name that climbs inside', { outputs: ['a/../../b'] }, 'outputs[0]'],
    ['an absolute name', { outputs: ['/etc/passwd'] }, 'outputs[0]'],
    ['a Windows name', { outputs: ['C:\\x'] }, 'outputs[0]'],
    ['another kind of pattern', { outputs: ['*.{txt,png}'] }, 'outputs[0]'],
    ['a pattern that climbs', { outputs: ['../*.txt'] }, 'outputs[0]'],
    ['too many patterns', { outputs: Array.from({ length: 17 }, (_, i) => `${i}/*`) }, 'outputs'],
    ['too many outputs', { outputs: Array.from({ length: 501 }, (_, i) => `f${i}`) }, 'outputs'],
    ['a NUL in a name', { outputs: ['a\0b'] }, 'outputs[0]'],
    ['a hidden file', { outputs: ['.ssh'] }, 'outputs[0]'],
    ['a variable with a bad name', { env: { 'A-B': 'x' } }, 'env.A-B'],
    ['a variable that is a number', { env: { SEED: 42 } }, 'env.SEED'],
    ['a NUL in a variable', { env: { A: 'a\0' } }, 'env.A'],
    ['too many variables', { env: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`V${i}`, ''])) }, 'env'],
    ['a standard input that is no input', { stdin: 'other.txt' }, 'stdin'],
    ['outputs twice', { outputs: ['a', 'A'] }, 'outputs'],
    [
      'inputs twice',
      {
        inputs: [
          { path: 'x', as: 'a' },
          { path: 'y', as: 'a' },
        ],
      },
      'inputs',
    ],
    ['an output named like an input', { outputs: ['text.txt'] }, 'outputs'],
    ['a name as file and folder', { outputs: ['a', 'a/b'] }, 'outputs'],
    ['fractional units', { resources: { type: 'CPU', units: 1.5 } }, 'resources.units'],
    ['an unknown region', { resources: { type: 'CPU', region: ['MOON'] } }, 'resources.region[0]'],
    ['no trust level', { resources: { type: 'CPU', minTrustLevel: 'NONE' } }, 'resources.minTrustLevel'],
    ['an SLA beyond always', { resources: { type: 'CPU', minUptimeBps: 10_001 } }, 'resources.minUptimeBps'],
    ['an unknown place', { resources: { type: 'CPU', fromRegion: 'MOON' } }, 'resources.fromRegion'],
    ['no latency', { resources: { type: 'CPU', maxLatencyMs: 0 } }, 'resources.maxLatencyMs'],
    ['no tier', { resources: { type: 'CPU', tiers: [] } }, 'resources.tiers'],
    ['a tier twice', { resources: { type: 'CPU', tiers: ['OWNED', 'OWNED'] } }, 'resources.tiers'],
    ['an unknown contract', { resources: { type: 'CPU', contract: 'SMALL' } }, 'resources.contract'],
    ['too much memory', { resources: { type: 'CPU', memoryMiB: 8192 } }, 'resources.memoryMiB'],
    ['an endless run', { limits: { seconds: 1e9 } }, 'limits.seconds'],
    ['an unknown token', { budget: { token: 'DOGE', amount: '1' } }, 'budget.token'],
    ['a short address', { budget: { token: '0x12', amount: '1' } }, 'budget.token'],
    ['no token', { budget: { amount: '1' } }, 'budget.token'],
    ['a negative amount', { budget: { token: 'ETH', amount: '-1' } }, 'budget.amount'],
    ['an amount with an exponent', { budget: { token: 'ETH', amount: '1e3' } }, 'budget.amount'],
    ['a budget of nothing', { budget: { token: 'ETH', amount: '0.000' } }, 'budget.amount'],
    ['no window', { deadlines: { windowSeconds: 0 } }, 'deadlines.windowSeconds'],
    ['an unknown verification', { verification: { mode: 'HOPE' } }, 'verification.mode'],
    ['a field of another verification', { verification: { mode: 'NONE', replicas: 3 } }, 'verification.replicas'],
    ['one replica', { verification: { mode: 'REPLICATED', replicas: 1 } }, 'verification.replicas'],
    [
      'weights that do not add up',
      { weights: { price: 1, reputation: 1, latency: 1, uptime: 1, verifiedPower: 1 } },
      'weights',
    ],
    [
      'profile and weights',
      { profile: 'cheapest', weights: { price: 10_000, reputation: 0, latency: 0, uptime: 0, verifiedPower: 0 } },
      'weights',
    ],
    ['an unknown profile', { profile: 'best' }, 'profile'],
    ['no attempts', { retries: 0 }, 'retries'],
    ['the value of a secret', { secrets: { TOKEN: 'hunter2' } }, 'secrets.TOKEN'],
    ['a secret from two places', { secrets: { TOKEN: { env: 'A', file: 'a' } } }, 'secrets.TOKEN'],
    ['a secret with a bad name', { secrets: { 'TO KEN': { env: 'A' } } }, 'secrets.TO KEN'],
    ['a secret that is no secret', { env: { TOKEN: 'x' }, secrets: { TOKEN: { env: 'A' } } }, 'secrets'],
    ['a bad node id', { deny: ['0x12'] }, 'deny[0]'],
    ['a node allowed and denied', { allow: [`0x${'1'.repeat(16)}`], deny: [`0x${'1'.repeat(16)}`] }, 'deny'],
  ])('refuses %s', (_what, fields, path) => {
    const problems = problemsOf(changed(fields))
    expect(problems.map((p) => p.path)).toEqual([path])
    expect(problems[0]?.advice).not.toBe('')
  })

  it('reports rules that span fields even while single fields are wrong', () => {
    expect(
      problemsOf(changed({ version: 3, outputs: ['a', 'a'], limits: { seconds: 'x' } }))
        .map((p) => p.path)
        .sort(),
    ).toEqual(['limits.seconds', 'outputs', 'version'])
  })

  it.each([
    ['broken YAML', 'a: [1', undefined],
    ['broken JSON', '{"a": 1,}', undefined],
    ['doubled keys in YAML', `${GOOD}version: 1\n`, undefined],
    ['doubled keys in JSON', '{"version": 1, "version": 1}', undefined],
    ['YAML given as JSON', GOOD, 'json' as const],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]`,
      undefined,
    ],
    ['a file that is too big', `# ${'x'.repeat(300_000)}\n${GOOD}`, undefined],
    ['nothing', '', undefined],
    ['a list', '[1]', undefined],
  ])('refuses %s', (_what, text, format) => {
    const problems = problemsOf(text, format)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]?.path).toBe('')
  })

  it('takes no field from the prototype', () => {
    expect(problemsOf(changed({}).replace('{', '{"__proto__": {"polluted": 1},')).length).toBeGreaterThan(0)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('the published JSON Schema', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../../../examples/job.schema.json', import.meta.url), 'utf8'),
  )

  it('is what the code says', () => {
    expect(published).toEqual(jobFileJsonSchema())
  })

  it.each(['starter', 'word-statistics', 'mandelbrot', 'kmeans', 'collatz', 'sleeper', 'toolchains', 'cuda-saxpy'])(
    'accepts the example %s, as the parser does',
    (name) => {
      const text = readFileSync(new URL(`../../../../examples/${name}/job.yaml`, import.meta.url), 'utf8')
      const validate = new Ajv2020.default({ strict: false }).compile(published as object)
      expect(parseJobFile(text).version).toBe(1)
      expect(validate(parse(text)) || validate.errors).toBe(true)
    },
  )
})
