import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

// Programs of their own: time and chance of the whole process are simulated.
const run = promisify(execFile)
const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const BYTES = 64 * 1_048_576

interface Result {
  failed?: number
  faultsInjected?: number
  /** How many of each kind changed something. */
  faults?: Record<string, number>
}

/** Runs the compiled program. @returns its last line, and what it wrote to standard error */
async function simulate(...args: string[]): Promise<{ result: Result; report: string }> {
  const { stdout, stderr } = await run(process.execPath, [PROGRAM, ...args], { maxBuffer: BYTES }).catch(
    (error: { stdout: string; stderr: string }) => error,
  )
  return { result: JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}'), report: stderr }
}

test('no seed breaks a promise', async () => {
  const { result, report } = await simulate('--seeds', '50', '--no-bugs', '--json')
  if (result.failed !== 0) throw new Error(report)
  expect(result).toMatchObject({ seeds: 50, failed: 0 })
  expect(result.faultsInjected).toBeGreaterThan(500)
  const kinds = Object.entries(result.faults ?? {})
  expect(kinds.length).toBeGreaterThan(20)
  expect(kinds.filter(([, count]) => count === 0)).toEqual([])
}, 1_200_000)

test('a seed takes the same course again', async () => {
  const { result, report } = await simulate('--seeds', '2', '--seed', '15', '--twice', '--no-bugs', '--json')
  if (result.failed !== 0) throw new Error(report)
  expect(result).toMatchObject({ seeds: 2, failed: 0 })
}, 300_000)
