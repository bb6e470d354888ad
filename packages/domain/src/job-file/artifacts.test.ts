import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { artifactProblem } from './artifacts.js'
import type { JobFileError } from './JobFileError.js'
import { jobTermsOf, parseJobTerms, specHashOf } from './jobTerms.js'
import { parseJobFile } from './parseJobFile.js'
import { toJobSpec } from './toJobSpec.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const stored = { cid: `bafkrei${'a'.repeat(52)}`, sha256: '1'.repeat(64), size: 10 }

/** A job with these artifacts, as the API gets it. */
function jobWith(artifacts: Record<string, unknown>) {
  const file = parseJobFile(
    JSON.stringify({
      version: 1,
      name: 'long',
      program: { wasm: 'long.wasm' },
      inputs: [{ path: 'a.txt', as: 'in/a.txt' }],
      outputs: ['out/', 'result.json'],
      artifacts,
      resources: { type: 'CPU' },
      budget: { token: 'ETH', amount: '0.1' },
    }),
  )
  return toJobSpec(file, { program: stored, inputs: [stored], files: { privacy: 'none' }, salt: '0'.repeat(32) })
}

const problemOf = (artifacts: Record<string, unknown>) => {
  try {
    jobWith(artifacts)
    return null
  } catch (error) {
    return (error as JobFileError).problems.map(({ path }) => path)
  }
}

describe('the artifacts of a job', () => {
  it('have their time filled in, and may be outputs', () => {
    const files = ['result.json', 'out/*.png']
    expect(jobWith({ files }).artifacts).toEqual({ files, everySeconds: 30 })
  })

  it('are told to nodes before the assignment without their names', () => {
    const spec = jobWith({ files: ['secret.csv'], everySeconds: 100 })
    const terms = jobTermsOf(spec, sha256)
    expect(parseJobTerms(JSON.parse(JSON.stringify(terms))).artifacts).toEqual({ everySeconds: 100 })
    expect(JSON.stringify(terms)).not.toContain('secret')
    const other = jobWith({ files: ['other.csv'], everySeconds: 100 })
    expect(specHashOf(other, sha256)).not.toBe(specHashOf(spec, sha256))
  })

  it.each([
    ['oftener than every ten seconds', { files: ['a'], everySeconds: 9 }, 'artifacts.everySeconds'],
    ['more seldom than once an hour', { files: ['a'], everySeconds: 3_601 }, 'artifacts.everySeconds'],
    ['without a file', { files: [] }, 'artifacts.files'],
    ['of too many files', { files: Array.from({ length: 101 }, (_, n) => `f${n}`) }, 'artifacts.files'],
    ['of too many patterns', { files: Array.from({ length: 17 }, (_, n) => `f${n}/*`) }, 'artifacts.files'],
    ['outside of the directory', { files: ['../a'] }, 'artifacts.files[0]'],
    ['of an unknown form', { files: ['a'], keep: 3 }, 'artifacts.keep'],
    ['that are an input', { files: ['IN/a.txt'] }, 'artifacts.files'],
  ])('%s are refused', (_, artifacts, path) => {
    expect(problemOf(artifacts)).toEqual([path])
  })

  it('are plain files that the job names', () => {
    const job = jobWith({ files: ['in/*', 'loss.csv', 'frames/'] })
    const names = ['loss.csv', 'frames/1/a.png', 'in/b.txt', 'in/a.txt', 'IN/A.txt', 'result.json', '../loss.csv', '']
    expect(names.filter((name) => artifactProblem(job, name) === null)).toEqual(names.slice(0, 3))
  })
})
