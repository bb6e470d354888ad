// Runs before each test file. A unit test that starts a process or opens a socket fails; the message says what to do.
import { ChildProcess } from 'node:child_process'
import { Server, Socket } from 'node:net'
import { expect } from '@jest/globals'
import { tierOf } from './test-tiers.mjs'

const GUARDED = [
  [ChildProcess.prototype, 'spawn', 'starts a process'],
  [Server.prototype, 'listen', 'opens a server'],
  [Socket.prototype, 'connect', 'opens a connection'],
]
// Node's own modules are shared by all test files of a jest worker, so the real method is kept beside and put back.
const REAL = Symbol.for('aiigo.realMethod')
const { testPath } = expect.getState()
const isUnit = tierOf(testPath) === 'unit'

for (const [prototype, method, what] of GUARDED) {
  const real = prototype[method][REAL] ?? prototype[method]
  if (!isUnit) {
    prototype[method] = real
    continue
  }
  prototype[method] = () => {
    throw new Error(`${testPath} ${what}, so it is no unit test: begin it with the line "// tier: parts"`)
  }
  prototype[method][REAL] = real
}
