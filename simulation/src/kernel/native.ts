import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const crypto = require('node:crypto') as typeof import('node:crypto')
const timersPromises = require('node:timers/promises') as typeof import('node:timers/promises')

/** The machine's own functions, taken before `installGlobals` replaces them: for the simulation itself only. */
export const native = {
  Date: globalThis.Date,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  clearImmediate: globalThis.clearImmediate,
  fetch: globalThis.fetch,
  random: Math.random,
  performanceNow: performance.now.bind(performance),
  randomUUID: crypto.randomUUID,
  randomBytes: crypto.randomBytes,
  getRandomValues: crypto.webcrypto.getRandomValues.bind(crypto.webcrypto),
  abortAfter: AbortSignal.timeout,
  sleep: timersPromises.setTimeout,
} as const

/** Modules whose functions `installGlobals` replaces. */
export const replaceable = { crypto, timersPromises }

/** Waits in the machine's time. @param ms milliseconds */
export const realPause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    native.setTimeout(resolve, ms)
  })
