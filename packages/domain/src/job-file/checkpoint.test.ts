import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { checkpointFits } from './checkpoint.js'
import type { JobFileError } from './JobFileError.js'
import { jobTermsOf, parseJobTerms, specHashOf } from './jobTerms.js'
import { parseJobFile } from './parseJobFile.js'
import { toJobSpec } from './toJobSpec.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const stored = { cid: `bafkrei${'a'.repeat(52)}`, sha256: '1'.repeat(64), size: 10 }

/** A job with this checkpoint, as the API gets it. */
function jobWith(checkpoint: Record<string, unknown>) {
  const file = parseJobFile(
    JSON.stringify({
      version: 1,
      name: 'long',
      program: { wasm: 'long.wasm' },
      inputs: [{ path: 'a.txt', as: 'in/a.txt' }],
      outputs: ['out/', 'result.json'],
      checkpoint,
      resources: { type: 'CPU' },
      budget: { token: 'ETH', amount: '0.1' },
    }),
  )
  return toJobSpec(file, { program: stored, inputs: [stored], files: { privacy: 'none' }, salt: '0'.repeat(32) })
}

const problemOf = (checkpoint: Record<string, unknown>) => {
  try {
    jobWith(checkpoint)
    return null
  } catch (error) {
    return (error as JobFileError).problems.map(({ path }) => path)
  }
}

describe('a checkpoint of a job', () => {
  it('has its time and its size filled in', () => {
    expect(jobWith({ file: 'state.bin' }).checkpoint).toEqual({ file: 'state.bin', everySeconds: 60, maxMiB: 16 })
  })

  it('is told to nodes before the assignment without its name', () => {
    const spec = jobWith({ file: 'secret.bin', everySeconds: 100, maxMiB: 64 })
    const terms = jobTermsOf(spec, sha256)
    expect(parseJobTerms(JSON.parse(JSON.stringify(terms))).checkpoint).toEqual({ everySeconds: 100, maxMiB: 64 })
    expect(JSON.stringify(terms)).not.toContain('secret')
    const others = [{ file: 'other.bin' }, { everySeconds: 101 }, { maxMiB: 63 }].map((change) =>
      specHashOf(jobWith({ file: 'secret.bin', everySeconds: 100, maxMiB: 64, ...change }), sha256),
    )
    expect(new Set([specHashOf(spec, sha256), ...others]).size).toBe(4)
  })

  it.each([
    ['oftener than every ten seconds', { file: 'a', everySeconds: 9 }, 'checkpoint.everySeconds'],
    ['more seldom than once a day', { file: 'a', everySeconds: 86_401 }, 'checkpoint.everySeconds'],
    ['larger than the blob store takes', { file: 'a', maxMiB: 65 }, 'checkpoint.maxMiB'],
    ['of more than 1 MiB a second', { file: 'a', everySeconds: 15, maxMiB: 16 }, 'checkpoint.maxMiB'],
    ['of more than that in the default time', { file: 'a', maxMiB: 61 }, 'checkpoint.maxMiB'],
    ['of the default size too often', { file: 'a', everySeconds: 10 }, 'checkpoint.maxMiB'],
    ['outside of the directory', { file: '../a' }, 'checkpoint.file'],
    ['of an unknown form', { file: 'a', keep: 3 }, 'checkpoint.keep'],
    ['that is an input', { file: 'IN/a.txt' }, 'checkpoint.file'],
    ['below an input', { file: 'in/a.txt/b' }, 'checkpoint.file'],
    ['that is the folder of an output', { file: 'out' }, 'checkpoint.file'],
  ])('%s is refused', (_, checkpoint, path) => {
    expect(problemOf(checkpoint)).toEqual([path])
  })

  it('may be of 1 MiB a second, and a refusal says so', () => {
    for (const maxMiB of [10, 60, 64]) expect(problemOf({ file: 'a', everySeconds: maxMiB, maxMiB })).toBeNull()
    expect(() => jobWith({ file: 'a', everySeconds: 59, maxMiB: 60 })).toThrow(
      /at most 1 MiB for each second of everySeconds/,
    )
  })

  it('may be an output, and in the folder of one', () => {
    for (const file of ['result.json', 'out/state.bin', 'in/state.bin']) expect(problemOf({ file })).toBeNull()
    const job = { checkpoint: { file: 'results' }, inputs: [{ as: 'result' }], outputs: ['results.json'] }
    expect(checkpointFits(job)).toBe(true)
  })
})
