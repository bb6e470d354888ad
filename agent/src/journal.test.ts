import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createJournal, type JournalEntry } from './journal.js'

const log = createLogger({ name: 'test', level: 'silent' })

function makeEntry(overrides: Partial<JournalEntry> = {}): Omit<JournalEntry, 'version' | 'updatedAt'> {
  return {
    offerId: 'f81d4fae-7dec-51d0-a765-00a0c91e6bf6',
    nodeId: '0x1122334455667788',
    taskId: `0x${'ab'.repeat(32)}`,
    attempt: 1,
    phase: 'RUNNING',
    runs: 1,
    process: { pid: 42, startTicks: '1234' },
    result: null,
    ...overrides,
  }
}

describe('journal', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiigo-journal-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('another journal on the same folder reads what was put', async () => {
    const journal = await createJournal(folder, log)
    await journal.put(makeEntry())
    const result = {
      ...{ manifestCid: 'bafy', manifestSha256: 'cd'.repeat(32), usage: '12', exitCode: 3, signature: '0x01' as const },
      outputs: [{ name: 'a/b.txt', cid: 'bafy2', sha256: 'ef'.repeat(32), size: 5 }],
    }
    await journal.put(makeEntry({ phase: 'DONE', process: null, result }))
    const [entry, ...others] = await (await createJournal(folder, log)).list()
    expect(others).toEqual([])
    expect(entry).toMatchObject({ phase: 'DONE', runs: 1, result })
    expect(await readdir(folder)).toEqual(['f81d4fae-7dec-51d0-a765-00a0c91e6bf6.json'])
  })

  test('what was removed is gone, and removing it again does no harm', async () => {
    const journal = await createJournal(folder, log)
    await journal.put(makeEntry())
    await journal.remove(makeEntry().offerId)
    await journal.remove(makeEntry().offerId)
    expect(await journal.get(makeEntry().offerId)).toBeNull()
  })

  test('a damaged file is set aside and does not hide the others', async () => {
    const journal = await createJournal(folder, log)
    await journal.put(makeEntry())
    await writeFile(join(folder, '00000000-0000-5000-8000-000000000000.json'), '{"version":1,')
    expect(await journal.list()).toHaveLength(1)
    expect(await readdir(folder)).toContain('00000000-0000-5000-8000-000000000000.json.damaged')
  })

  test('an offer id that is no UUID names no file', async () => {
    const journal = await createJournal(folder, log)
    await expect(journal.put(makeEntry({ offerId: '../../etc/x' }))).rejects.toThrow(/UUID/)
  })
})
