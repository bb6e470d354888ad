import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { type ClaimedResult, checkManifest, ResultMismatch } from './checkManifest.js'

const file = { name: 'out.txt', cid: 'bafy', sha256: 'a'.repeat(64), size: 3 }
const manifest = {
  version: 1,
  jobId: 'job',
  attempt: 1,
  nodeId: '0xaa',
  usage: '10',
  exitCode: 0,
  outcome: 'EXITED',
  outputs: [file],
  log: { firstLine: 3, lines: 2, bytes: 9, sha256: 'b'.repeat(64), truncated: false },
  more: true,
}
const STOPPED = { ...manifest, outcome: 'TIME_LIMIT' }
const BY_BUYER = { ...manifest, outcome: 'STOPPED', exitCode: 143 }
const KILLED = { ...manifest, outcome: 'KILLED', exitCode: 137 }
const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const claim = (bytes: Uint8Array, overrides: Partial<ClaimedResult> = {}): ClaimedResult => ({
  jobId: 'job',
  attempt: 1,
  nodeId: '0xaa',
  usage: '10',
  exitCode: 0,
  outputs: [file],
  logLines: 4,
  stopRequested: false,
  resultHash: `0x${createHash('sha256').update(bytes).digest('hex')}`,
  ...overrides,
})

describe('checkManifest', () => {
  it('accepts what was signed, and returns the files', () => {
    const bytes = encode(manifest)
    expect(checkManifest(bytes, claim(bytes))).toEqual([file])
  })

  it('accepts a run that a limit stopped, with the exit code of that', () => {
    const bytes = encode({ ...STOPPED, exitCode: 124 })
    expect(checkManifest(bytes, claim(bytes, { exitCode: 124 }))).toEqual([file])
  })

  it('accepts a run that was stopped on the wish of the buyer, and of no one else', () => {
    const bytes = encode(BY_BUYER)
    expect(checkManifest(bytes, claim(bytes, { exitCode: 143, stopRequested: true }))).toEqual([file])
    expect(() => checkManifest(bytes, claim(bytes, { exitCode: 143 }))).toThrow('which the buyer did not ask for')
  })

  it.each([
    ['other bytes', encode({ ...manifest, exitCode: 1 }), claim(encode(manifest))],
    ['no JSON', encode('{'), claim(encode('{'))],
    ['no manifest', encode({ outputs: [] }), claim(encode({ outputs: [] }))],
    ['another usage', encode(manifest), claim(encode(manifest), { usage: '11' })],
    ['another attempt', encode(manifest), claim(encode(manifest), { attempt: 2 })],
    ['another exit code', encode(manifest), claim(encode(manifest), { exitCode: 1 })],
    ['a log that has not arrived', encode(manifest), claim(encode(manifest), { logLines: 3 })],
    ['no outcome', encode({ ...manifest, outcome: undefined }), claim(encode({ ...manifest, outcome: undefined }))],
    ['a stopped run that says it ended well', encode(STOPPED), claim(encode(STOPPED))],
    ['a run that its node ended', encode(KILLED), claim(encode(KILLED), { exitCode: 137 })],
    ['no log', encode({ ...manifest, log: undefined }), claim(encode({ ...manifest, log: undefined }))],
    ['other outputs', encode(manifest), claim(encode(manifest), { outputs: [{ ...file, size: 4 }] })],
  ])('refuses %s', (_, bytes, claimed) => {
    expect(() => checkManifest(bytes, claimed)).toThrow(ResultMismatch)
  })
})
