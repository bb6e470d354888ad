import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { identify } from './processIdentity.js'
import { openRunFile } from './runFile.js'

let folder: string
let path: string
const children: number[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aiigo-run-'))
  path = join(folder, 'run.json')
})
afterEach(() => {
  for (const pid of children.splice(0)) if (identify(pid)) process.kill(-pid, 'SIGKILL')
  rmSync(folder, { recursive: true })
})

/** A process of its own group that has to be killed by force. */
async function stubborn(): Promise<{ pid: number; startTime: string }> {
  const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"
  const child = spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  const { pid = 0, stdout } = child
  children.push(pid)
  await once(stdout, 'data')
  return { pid, startTime: identify(pid)?.startTime ?? '' }
}

function leaveBehind(
  parts: { pid: number; startTime: string }[],
  supervisor = { pid: 2 ** 22 + 1, startTime: '1' },
): void {
  const named = parts.map((part, index) => ({ ...part, name: `part-${index}`, stopSignal: 'SIGTERM' }))
  writeFileSync(path, JSON.stringify({ supervisor, parts: named }))
}

test('ends what a killed supervisor left behind, last started first, by force where needed', async () => {
  const left = [await stubborn(), await stubborn()]
  leaveBehind(left)
  const ended: string[] = []
  const file = await openRunFile(path, (name) => ended.push(name))
  expect(ended).toEqual(['part-1', 'part-0'])
  for (const { pid } of left) {
    for (let waited = 0; identify(pid) && waited < 2000; waited += 20) await new Promise((done) => setTimeout(done, 20))
    expect(identify(pid)).toBeUndefined()
  }
  file.close()
}, 30_000)

test('leaves a process alone that was given the pid later', async () => {
  const other = await stubborn()
  leaveBehind([{ pid: other.pid, startTime: '1' }])
  const file = await openRunFile(path, () => {
    throw new Error('expected nothing to be ended')
  })
  expect(identify(other.pid)).toBeDefined()
  file.close()
})

test('waits for a stop that is under way, and refuses while the other one stays', async () => {
  const supervisor = await stubborn()
  leaveBehind([], supervisor)
  await expect(openRunFile(path, () => undefined)).rejects.toThrow(
    `already runs on this data folder (pid ${supervisor.pid}`,
  )

  writeFileSync(path, JSON.stringify({ supervisor, parts: [], stopping: true }))
  // The supervisor is alive at the first look, so opening waits or refuses.
  const opening = openRunFile(path, () => undefined)
  process.kill(-supervisor.pid, 'SIGKILL')
  const file = await opening
  file.close()
})

test('takes over a file that was cut off', async () => {
  writeFileSync(path, '{"superv')
  const file = await openRunFile(path, () => undefined)
  file.close()
})
