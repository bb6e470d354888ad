import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from '@jest/globals'
import { groupIsAlive, killGroup, untilGroupIsGone } from './processGroup.js'

it('ends a group with everything that was started in it', async () => {
  // The leader ends at once and leaves a child behind.
  const leader = spawn('sh', ['-c', 'sleep 30 & echo started'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  const pid = leader.pid as number
  await once(leader, 'exit')
  expect(await groupIsAlive(pid)).toBe(true)
  killGroup(pid)
  await untilGroupIsGone(pid)
  expect(await groupIsAlive(pid)).toBe(false)
  expect(() => killGroup(pid)).not.toThrow()
})
