import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { endLeftoverProcess, markProcess } from './leftoverProcess.js'

test('ends the process that was noted, and no other of its number', async () => {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const mark = await markProcess(child.pid as number)
  if (!mark) throw new Error('expected a running process to have a mark')
  expect(await endLeftoverProcess({ ...mark, startTicks: `${mark.startTicks}0` })).toBe(false)
  expect(child.exitCode ?? child.signalCode).toBeNull()
  expect(await endLeftoverProcess(mark)).toBe(true)
  expect((await ended)[1]).toBe('SIGKILL')
  expect(await endLeftoverProcess(mark)).toBe(false)
  expect(await endLeftoverProcess(null)).toBe(false)
})
