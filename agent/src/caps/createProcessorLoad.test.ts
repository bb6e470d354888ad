import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createProcessorLoad } from './createProcessorLoad.js'

let proc: string
beforeEach(async () => {
  proc = await mkdtemp(join(tmpdir(), 'aiigo-proc-'))
})
afterEach(() => rm(proc, { recursive: true }))

/** Ticks of the machine: busy, and idle. */
const machine = (busy: number, idle: number) => writeFile(join(proc, 'stat'), `cpu  ${busy} 0 0 ${idle} 0 0 0 0 0 0\n`)

async function program(pid: number, parent: number, ticks: number, ofChildren = 0): Promise<void> {
  await mkdir(join(proc, String(pid)), { recursive: true })
  const before = '0 0 0 0 0 0 0 0 0'
  await writeFile(join(proc, `${pid}/stat`), `${pid} (a ) b) S ${parent} ${before} ${ticks} 0 ${ofChildren} 0 20 0`)
}

test('the load of others is that of the machine without the agent, its jobs and what they started', async () => {
  const load = createProcessorLoad(proc, 100)
  await machine(1_000, 1_000)
  await program(1, 0, 500)
  await program(100, 1, 50)
  await program(101, 100, 0)
  await program(102, 101, 0)
  await load.look()
  expect(load.otherPercent).toBeNull()
  // 400 ticks pass, 300 of them busy: the agent 20, its jobs 100 and 80, others 100.
  await machine(1_300, 1_100)
  await program(1, 0, 600)
  await program(100, 1, 70)
  await program(101, 100, 100)
  await program(102, 101, 80)
  await load.look()
  expect(load.otherPercent).toBe(25)
})

test('a job that has ended counts as its parent’s children', async () => {
  const load = createProcessorLoad(proc, 100)
  await machine(0, 0)
  await program(100, 1, 0)
  await program(101, 100, 90)
  await load.look()
  await rm(join(proc, '101'), { recursive: true })
  await machine(100, 100)
  await program(100, 1, 0, 190)
  await load.look()
  expect(load.otherPercent).toBe(0)
})

test('a system that does not tell has no load', async () => {
  const load = createProcessorLoad(join(proc, 'absent'))
  await load.look()
  await load.look()
  expect(load.otherPercent).toBeNull()
})

test('this machine tells', async () => {
  const load = createProcessorLoad()
  await load.look()
  // The kernel counts in hundredths of a second.
  for (const until = performance.now() + 150; performance.now() < until; );
  await load.look()
  expect(load.otherPercent).toBeGreaterThanOrEqual(0)
  expect(load.otherPercent).toBeLessThanOrEqual(100)
})
