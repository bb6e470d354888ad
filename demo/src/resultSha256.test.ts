import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { resultSha256 } from './resultSha256.js'

describe('resultSha256', () => {
  test('is the hash of the only file', () => {
    expect(resultSha256([{ name: 'a.txt', contentSha256: 'ab'.repeat(32) }])).toBe('ab'.repeat(32))
  })

  test('of several files is what sha256sum prints for its own lines', () => {
    const folder = mkdtempSync(join(tmpdir(), 'aiigo-result-'))
    try {
      const files = ['b.txt', 'a.txt'].map((name) => {
        writeFileSync(join(folder, name), `contents of ${name}`)
        return { name, contentSha256: createHash('sha256').update(`contents of ${name}`).digest('hex') }
      })
      const printed = execFileSync('sh', ['-c', 'sha256sum b.txt a.txt | sha256sum'], { cwd: folder, encoding: 'utf8' })
      expect(resultSha256(files)).toBe(printed.split(' ')[0])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
