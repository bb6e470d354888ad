import { readFileSync } from 'node:fs'
import {
  contentIdOf,
  defaultVerification,
  type JobSpec,
  jobSpecSchema,
  parseJobFile,
  parseJobSpec,
  specHashOf,
  toJobSpec,
} from '@aiigo/domain'
import { makeJobSpec } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type GraphQLInputObjectType, isInputObjectType, isNonNullType } from 'graphql'
import { SUBMIT, submit } from '../../testing/jobs.js'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { createLocalSchema } from '../createLocalSchema.js'
import { sha256OfText } from './sha256OfText.js'

const EXAMPLES = ['kmeans', 'mandelbrot', 'sleeper', 'starter', 'toolchains', 'word-statistics']

let api: TestApi
let buyer: Person
beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())

/** A file in the blob store. */
function stored(digit: string) {
  const sha256 = digit.repeat(64)
  const file = { cid: contentIdOf(sha256), sha256, size: 100 }
  api.remotes.blobs.set(file.cid, file.size)
  return file
}

/** The canonical specification of an example, its files stored as they are. */
function exampleSpec(name: string): JobSpec {
  const text = readFileSync(new URL(`../../../../examples/${name}/job.yaml`, import.meta.url), 'utf8')
  const file = parseJobFile(text)
  const inputs = file.inputs.map((_, index) => stored(String(index)))
  const files = { privacy: 'none' } as const
  return toJobSpec(file, { program: stored('a'), inputs, files, salt: '5a'.repeat(16) })
}

/** The fields of a value that differ from their defaults. */
function withoutDefaults(value: object, defaults: object): object {
  const entries = Object.entries(value).filter(([name, own]) => {
    return JSON.stringify(own) !== JSON.stringify((defaults as Record<string, unknown>)[name])
  })
  return Object.fromEntries(entries)
}

/** A specification as somebody writes it who relies on the defaults of the job file. */
function brief(spec: JobSpec): object {
  const least = parseJobFile(
    JSON.stringify({
      ...{ version: 1, name: 'x', program: { wasm: 'x.wasm' }, resources: { type: spec.resources.type } },
      budget: { token: 'ETH', amount: '1' },
    }),
  )
  return {
    ...withoutDefaults(spec, { ...least, profile: 'balanced', verification: defaultVerification(spec) }),
    resources: withoutDefaults(spec.resources, { ...least.resources, type: null }),
    limits: withoutDefaults(spec.limits, least.limits),
    deadlines: withoutDefaults(spec.deadlines, least.deadlines),
  }
}

async function hashOf(spec: object): Promise<string> {
  const { taskRequest, userErrors } = await submit(buyer, spec)
  expect(userErrors).toEqual([])
  return taskRequest.specHash
}

describe('a specification over GraphQL', () => {
  test.each(EXAMPLES)(
    'of the example %s has the hash of its canonical form, with and without defaults',
    async (name) => {
      const found = exampleSpec(name)
      // The window of an example is one of a local chain; the API's least one is ten minutes.
      const spec = { ...found, deadlines: { ...found.deadlines, windowSeconds: 600 } }
      const expected = specHashOf(spec, sha256OfText)
      const short = brief(spec)
      expect(JSON.stringify(short).length).toBeLessThan(JSON.stringify(spec).length)
      expect([await hashOf(spec), await hashOf(short)]).toEqual([expected, expected])
    },
  )

  test('may use every field, and keeps the hash', async () => {
    const spec = parseJobSpec({
      ...makeJobSpec(),
      program: { kind: 'wasm', ...stored('b'), public: true },
      args: ['-v', ''],
      env: { SEED: '1', lang: 'ü' },
      secrets: { names: ['TOKEN'], ...stored('e') },
      files: { privacy: 'private', recipient: `age1${'q'.repeat(58)}` },
      stdin: 'in.csv',
      inputs: [{ as: 'in.csv', ...stored('c') }],
      outputs: ['frames/*.png'],
      checkpoint: { file: 'state.bin', everySeconds: 30, maxMiB: 8 },
      artifacts: { files: ['frames/*.png', 'loss.csv'], everySeconds: 20 },
      resources: {
        ...{ type: 'GPU', units: 2, memoryMiB: 256, region: ['EU', 'US'], minTrustLevel: 'VERIFIED', minTflops: 12.5 },
        hardware: { model: 'RTX', minVramGiB: 8, minRamGiB: 16, minBandwidthMbps: 100 },
        ...{ minUptimeBps: 9_000, fromRegion: 'EU', maxLatencyMs: 200, tiers: ['COMMUNITY'], contract: 'STANDARD' },
      },
      budget: { token: 'USDC', amount: '12.50', maxRate: '0.001', maxPricePerHour: '9' },
      profile: undefined,
      weights: { price: 5_000, reputation: 1_000, latency: 1_000, uptime: 1_000, verifiedPower: 2_000 },
      parallelOffers: 2,
      allow: ['0x0123456789abcdef'],
      deny: ['0x0123456789abcdee'],
    })
    // Jobs that need others, and replicas, are submitted by submitJobGroup.
    const others = ['profile', 'needs', 'seed']
    expect(Object.keys(jobSpecSchema.shape).filter((name) => !(name in spec) && !others.includes(name))).toEqual([])
    expect(await hashOf(spec)).toBe(specHashOf(spec, sha256OfText))
  })

  test('has the default verification of the job file, and may say that a container is deterministic', async () => {
    const { verification: _none, ...without } = makeJobSpec()
    const spec = { ...without, program: { kind: 'wasm' as const, ...stored('d') } }
    const verification = { mode: 'SPOT_CHECK', shareBps: 500 } as const
    expect(await hashOf(spec)).toBe(specHashOf({ ...spec, verification }, sha256OfText))
    expect(await hashOf({ ...spec, verification: null })).toBe(specHashOf({ ...spec, verification }, sha256OfText))
    const image = { kind: 'container' as const, ...stored('e'), architecture: 'amd64' as const }
    const declared = { ...spec, program: { ...image, deterministic: true as const }, verification }
    // The content is no image; that is looked at behind the specification.
    expect((await submit(buyer, declared)).userErrors).toMatchObject([{ code: 'NOT_AN_IMAGE' }])
    const { userErrors } = await submit(buyer, { ...declared, program: image })
    expect(userErrors).toMatchObject([{ field: 'spec.verification.mode' }])
  })

  test('of readings names no file, and has the defaults of the job file', async () => {
    const { verification: _none, ...without } = makeJobSpec()
    const program = { kind: 'readings', sensor: 'temperature', points: 5 } as const
    const short = {
      ...{ ...without, program, outputs: [], resources: { type: 'IOT', units: 1, memoryMiB: 128 } },
      budget: { token: 'USDC', amount: '0.001' },
    }
    const whole = parseJobSpec({
      ...short,
      program: { ...program, everySeconds: 1 },
      outputs: ['readings.jsonl'],
      verification: { mode: 'NONE' },
    })
    const { taskRequest, job, userErrors } = await submit(buyer, short)
    expect(userErrors).toEqual([])
    expect(taskRequest.specHash).toBe(specHashOf(whole, sha256OfText))
    // 1 000 base units over 5 points, at a million units a rate.
    expect(job).toMatchObject({ maxUsage: '5', maxRate: '200000000' })
    const problemsOf = async (changes: object) =>
      (await submit(buyer, { ...short, ...changes })).userErrors.map(({ field }: { field: string }) => field)
    expect(await problemsOf({ program: { ...program, points: 0 } })).toEqual(['spec.program.points'])
    expect(await problemsOf({ program: { ...program, points: 11 } })).toEqual(['spec.limits.seconds'])
    expect(await problemsOf({ program: { ...program, sensor: 'The sun' } })).toEqual(['spec.program.sensor'])
    expect(await problemsOf({ verification: { mode: 'SPOT_CHECK' } })).toEqual(['spec.verification.mode'])
    expect(await problemsOf({ resources: { ...short.resources, type: 'CPU' } })).toEqual(['spec.resources.type'])
    expect(await problemsOf({ program: { kind: 'wasm' } })).toHaveLength(3)
  })

  test('an explicit null is as good as a field that is left out', async () => {
    const spec = { ...makeJobSpec(), program: { kind: 'wasm' as const, ...stored('d') } }
    const nulls = { env: null, stdin: null, weights: null, parallelOffers: null, profile: null }
    expect(await hashOf({ ...spec, ...nulls })).toBe(specHashOf(spec, sha256OfText))
  })

  test.each([
    ['no object', 'hello', /spec/],
    ['an unknown field', { surprise: 1 }, /surprise/],
    ['an unknown resource type', { resources: { type: 'QUANTUM' } }, /QUANTUM/],
    ['a number as text', { retries: '3' }, /retries/],
    ['no salt', { salt: undefined }, /salt/],
  ])('is refused by its type when it has %s', async (_what, change, message) => {
    const spec = typeof change === 'string' ? change : { ...makeJobSpec(), ...change }
    const { errors } = await buyer.ask(SUBMIT, { input: { spec, waitForNode: true } })
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  test('its type has the fields of the job’s schema, and no other ones', async () => {
    const type = (await createLocalSchema()).getType('JobSpecInput') as GraphQLInputObjectType
    expect(Object.keys(type.getFields()).sort()).toEqual(Object.keys(jobSpecSchema.shape).sort())
    const nested = Object.values(type.getFields()).flatMap(({ type: of }) => {
      const inner = isNonNullType(of) ? of.ofType : of
      return isInputObjectType(inner) ? [inner] : []
    })
    const { resources, limits, budget, deadlines } = jobSpecSchema.shape
    const fieldsOf = (name: string) => nested.find((one) => one.name === name)?.getFields() ?? {}
    expect(Object.keys(fieldsOf('JobResourcesInput')).sort()).toEqual(Object.keys(resources.shape).sort())
    expect(Object.keys(fieldsOf('JobLimitsInput')).sort()).toEqual(Object.keys(limits.shape).sort())
    expect(Object.keys(fieldsOf('JobBudgetInput')).sort()).toEqual(Object.keys(budget.shape).sort())
    expect(Object.keys(fieldsOf('JobDeadlinesInput')).sort()).toEqual(Object.keys(deadlines.shape).sort())
  })
})
