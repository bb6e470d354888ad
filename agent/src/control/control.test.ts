// tier: parts
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { NO_CAPS } from '../caps/capsSchema.js'
import { askAgent } from './askAgent.js'
import type { RunningAgent } from './controlSchema.js'
import { controlFolder, controlSocket } from './controlSocket.js'
import { createControl } from './createControl.js'

const run = promisify(execFile)
const NOBODY = '65534'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-control-'))
})
afterEach(() => rm(folder, { recursive: true }))

const state: RunningAgent = {
  ...{ version: '0.1.0', pid: 1, startedAt: '2026-01-14T12:00:00Z', nodeId: '0x01', provider: '0x02', isReady: true },
  ...{ waitingFor: null, availability: 'AVAILABLE', pausedReason: null, isDraining: false, lastAnswerAt: null },
  ...{
    jobs: [],
    open: 0,
    caps: NO_CAPS,
    readings: { otherLoadPercent: null, celsius: null, bytesToday: 0 },
    lastProof: null,
    isolation: { wasm: 'own process' },
    noContainers: null,
  },
}
const answersOf = (told: string[]) => {
  const answer = (what: string) => () => {
    told.push(what)
    return { ...state, isDraining: what === 'drain' }
  }
  return { status: answer('status'), drain: answer('drain'), resume: answer('resume'), stop: answer('stop') }
}

describe('the owner of the machine', () => {
  test('is told the state of the running agent, and stops it from taking work', async () => {
    const told: string[] = []
    const close = await createControl(folder, answersOf(told))
    expect(await askAgent(folder, 'status')).toEqual(state)
    expect(await askAgent(folder, 'drain')).toMatchObject({ isDraining: true })
    expect(told).toEqual(['status', 'drain'])
    await close()
  })

  test('is told that none runs, also where a killed one left its socket', async () => {
    expect(await askAgent(folder, 'status')).toBeNull()
    await mkdir(controlFolder(folder))
    const left = `require('node:net').createServer().listen(${JSON.stringify(controlSocket(folder))}, () => process.kill(process.pid, 'SIGKILL'))`
    await run(process.execPath, ['-e', left]).catch(() => undefined)
    expect((await stat(controlSocket(folder))).isSocket()).toBe(true)
    expect(await askAgent(folder, 'status')).toBeNull()
    const close = await createControl(folder, answersOf([]))
    expect(await askAgent(folder, 'status')).toEqual(state)
    await close()
  })

  test('is refused a data folder whose path leaves no room for a socket', () => {
    expect(() => controlSocket(join(folder, 'x'.repeat(100)))).toThrow(/shorter/)
  })
})

describe('another user of the machine', () => {
  test('does not reach the socket, even where the folder was open before', async () => {
    await mkdir(controlFolder(folder), { mode: 0o777 })
    await chmod(controlFolder(folder), 0o777)
    await chmod(folder, 0o755)
    const told: string[] = []
    const close = await createControl(folder, answersOf(told))
    expect((await stat(controlFolder(folder))).mode & 0o777).toBe(0o700)
    if (process.getuid?.() === 0) {
      const script = join(folder, 'ask.cjs')
      await writeFile(
        script,
        `const s = require('node:net').connect(${JSON.stringify(controlSocket(folder))})
         s.on('connect', () => console.log('connected')).on('error', ({ code }) => { console.log(code) })
         s.on('connect', () => s.destroy())`,
      )
      await chmod(script, 0o644)
      const argv = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', '--', process.execPath, script]
      const { stdout } = await run('setpriv', argv)
      expect(stdout).toBe('EACCES\n')
    }
    expect(told).toEqual([])
    await close()
  })
})
