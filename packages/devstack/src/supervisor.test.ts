// tier: parts
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { NotReadyYet } from './errors.js'
import type { RunFile } from './runFile.js'
import { createSupervisor, type Supervisor } from './supervisor.js'

const LIMIT_MS = 300
/** Nothing is left behind that a later start would have to know of: the test ends its only part. */
const RUN_FILE: RunFile = { add: () => undefined, remove: () => undefined, markStopping: () => undefined, close() {} }

let folder: string
let supervisor: Supervisor
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-supervisor-'))
  supervisor = createSupervisor({ logDir: folder, runFile: RUN_FILE })
  supervisor.start({
    ...{ name: 'sleeper', command: 'sleep', args: ['60'], env: {}, stage: 1 },
    ...{ stopSignal: 'SIGTERM' as const, stopLimitMs: 1_000 },
  })
})
afterEach(async () => {
  await supervisor.stopAll(2_000)
  await rm(folder, { recursive: true })
})

describe('waiting for a part', () => {
  test('goes on as long as the part advances, and ends when it is ready', async () => {
    const began = Date.now()
    let block = 0
    await supervisor.waitReady('sleeper', LIMIT_MS, async () => {
      // Longer than the limit in all, never longer without an advance.
      if (Date.now() - began < 4 * LIMIT_MS) throw new NotReadyYet(`at block ${++block}`, block)
    })
    expect(Date.now() - began).toBeGreaterThanOrEqual(4 * LIMIT_MS)
  })

  test.each([
    ['says nothing', () => new Error('not there yet')],
    ['stands', () => new NotReadyYet('at block 7', 7)],
  ])('is given up at the limit when the part %s', async (_, error) => {
    const waiting = supervisor.waitReady('sleeper', LIMIT_MS, () => Promise.reject(error()))
    await expect(waiting).rejects.toThrow(/sleeper was not ready, and came no further, within 0.3 s/)
  })
})
