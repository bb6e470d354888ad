import { describe, expect, it } from '@jest/globals'
import type { JobFileError } from './JobFileError.js'
import { parseJobFile } from './parseJobFile.js'
import { parseJobSpec } from './parseJobSpec.js'
import { toJobSpec } from './toJobSpec.js'
import { defaultVerification } from './verification.js'

const stored = { cid: `bafkrei${'a'.repeat(52)}`, sha256: '1'.repeat(64), size: 10, architecture: 'amd64' } as const
const container = { program: { container: { image: 'a.tar' } }, resources: { type: 'CPU', memoryMiB: 64 } }
const withSecrets = { secrets: { TOKEN: { env: 'TOKEN' } } }
const SPOT_CHECK = { verification: { mode: 'SPOT_CHECK' } }

/** A job with these fields, as the API gets it. */
function specOf(fields: Record<string, unknown>) {
  const file = parseJobFile(
    JSON.stringify({
      ...{ version: 1, name: 'job', program: { wasm: 'job.wasm' }, resources: { type: 'CPU' } },
      budget: { token: 'ETH', amount: '0.1' },
      ...fields,
    }),
  )
  const recipient = `age1${'q'.repeat(58)}`
  return toJobSpec(file, {
    ...{ program: stored, inputs: [], salt: '0'.repeat(32) },
    ...(Object.keys(file.secrets).length > 0 ? { secrets: stored } : {}),
    files: { privacy: file.privacy, recipient },
  })
}

function problemsOf(work: () => unknown) {
  try {
    work()
    return null
  } catch (error) {
    return (error as JobFileError).problems.map(({ path }) => path)
  }
}

describe('a job that does not say how its result is checked', () => {
  it.each([
    ['a small module', {}, { mode: 'SPOT_CHECK', shareBps: 500 }],
    ['one of the largest that are small', { limits: { seconds: 600 } }, { mode: 'SPOT_CHECK', shareBps: 500 }],
    ['a longer one', { limits: { seconds: 601 } }, { mode: 'NONE' }],
    ['a private one', { privacy: 'private' }, { mode: 'NONE' }],
    ['one with a checkpoint', { checkpoint: { file: 'state' } }, { mode: 'NONE' }],
    ['one with secrets', withSecrets, { mode: 'NONE' }],
    ['a container', container, { mode: 'NONE' }],
  ])('%s has a default', (_, fields, expected) => {
    const spec = specOf(fields)
    expect(spec.verification).toEqual(expected)
    // The stored form, which the API completes, has the same default as the file.
    const { verification: _given, ...without } = spec
    expect(defaultVerification(without)).toEqual(expected)
  })

  it('has the default share where it names the mode alone', () => {
    expect(specOf(SPOT_CHECK).verification).toEqual({ mode: 'SPOT_CHECK', shareBps: 500 })
  })
})

describe('a job whose result is to be checked', () => {
  it.each([
    ['is not private', { privacy: 'private' }],
    ['has no checkpoint', { checkpoint: { file: 'state' } }],
    ['has no secrets', withSecrets],
    ['ends within an hour', { limits: { seconds: 3_601 } }],
    ['is no container that declares nothing', container],
    [
      'is no container with GPUs',
      {
        program: { container: { image: 'a.tar', deterministic: true } },
        resources: { type: 'GPU', memoryMiB: 64 },
      },
    ],
  ])('%s, in its file and as it is stored', (_, fields) => {
    expect(problemsOf(() => specOf({ ...fields, ...SPOT_CHECK }))).toEqual(['verification.mode'])
    const spec = { ...specOf(fields), verification: { mode: 'SPOT_CHECK', shareBps: 1 } }
    expect(problemsOf(() => parseJobSpec(spec))).toEqual(['verification.mode'])
  })

  it('may be a container that declares to be deterministic', () => {
    const declared = { ...container, program: { container: { image: 'a.tar', deterministic: true } } }
    expect(specOf({ ...declared, ...SPOT_CHECK })).toMatchObject({
      program: { kind: 'container', deterministic: true },
      verification: { mode: 'SPOT_CHECK', shareBps: 500 },
    })
    expect(specOf(declared).verification).toEqual({ mode: 'NONE' })
  })
})
