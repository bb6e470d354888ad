import { syncBuiltinESMExports } from 'node:module'
import type { Kernel, Timer } from './createKernel.js'
import type { Random } from './createRandom.js'
import { native, replaceable } from './native.js'

interface Scene {
  /** Milliseconds since 1970. */
  now(): number
  /** Of ids, keys and salts. */
  random: Random
  /** Timers run by its schedule; null: by the machine's. */
  kernel: Kernel | null
  fetch: typeof fetch
}

let scene: Scene | null = null

/** Time, chance and the network of everything in this process, until it is called with null. */
export function setScene(next: Scene | null): void {
  scene = next
}

const now = (): number => (scene ? Math.floor(scene.now()) : native.Date.now())

/** The answer of `setTimeout` while time is simulated. */
class SimTimeout {
  timer: Timer | undefined
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
  hasRef(): boolean {
    return true
  }
  refresh(): this {
    return this
  }
  close(): this {
    this.timer?.cancel()
    return this
  }
  [Symbol.toPrimitive](): number {
    return 0
  }
  [Symbol.dispose](): void {
    this.timer?.cancel()
  }
}

type Callback = (...args: unknown[]) => void

function setTimeoutSim(callback: Callback, ms = 0, ...args: unknown[]): unknown {
  const kernel = scene?.kernel
  if (!kernel) return native.setTimeout(callback, ms, ...args)
  const timeout = new SimTimeout()
  timeout.timer = kernel.after(Math.max(1, ms), 'timer', () => callback(...args))
  return timeout
}

function setIntervalSim(callback: Callback, ms = 0, ...args: unknown[]): unknown {
  const kernel = scene?.kernel
  if (!kernel) return native.setInterval(callback, ms, ...args)
  const timeout = new SimTimeout()
  const next = (): void => {
    timeout.timer = kernel.after(Math.max(1, ms), 'interval', () => {
      next()
      callback(...args)
    })
  }
  next()
  return timeout
}

function clear(timeout: unknown): void {
  if (timeout instanceof SimTimeout) timeout.timer?.cancel()
  else native.clearTimeout(timeout as NodeJS.Timeout)
}

/** Counted, so that code which gives others their turn is waited for. */
function setImmediateSim(callback: Callback, ...args: unknown[]): unknown {
  const kernel = scene?.kernel
  if (!kernel) return native.setImmediate(callback, ...args)
  let done: () => void = () => undefined
  void kernel.track(
    new Promise<void>((resolve) => {
      done = resolve
    }),
  )
  return native.setImmediate(() => {
    done()
    callback(...args)
  })
}

function abortError(signal: AbortSignal): Error {
  return Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  })
}

function sleepSim<T>(ms = 0, value?: T, options: { signal?: AbortSignal; ref?: boolean } = {}): Promise<T> {
  if (!scene?.kernel) return native.sleep(ms, value, options) as Promise<T>
  const { signal } = options
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError(signal))
      return
    }
    const timeout = setTimeoutSim(() => {
      signal?.removeEventListener('abort', aborted)
      resolve(value as T)
    }, ms)
    const aborted = (): void => {
      clear(timeout)
      reject(abortError(signal as AbortSignal))
    }
    signal?.addEventListener('abort', aborted, { once: true })
  })
}

function abortAfterSim(ms: number): AbortSignal {
  if (!scene?.kernel) return native.abortAfter.call(AbortSignal, ms)
  const controller = new AbortController()
  setTimeoutSim(() => {
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  }, ms)
  return controller.signal
}

function randomUuidSim(): string {
  if (!scene) return native.randomUUID()
  const bytes = scene.random.bytes(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function randomBytesSim(size: number, callback?: (error: Error | null, bytes: Buffer) => void): Buffer | undefined {
  const bytes = scene ? Buffer.from(scene.random.bytes(size)) : (native.randomBytes(size) as Buffer)
  if (!callback) return bytes
  callback(null, bytes)
  return undefined
}

function getRandomValuesSim<T extends ArrayBufferView>(array: T): T {
  if (!scene) return native.getRandomValues(array as never) as T
  const bytes = scene.random.bytes(array.byteLength)
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(bytes)
  return array
}

/** Hashes and signatures in other threads: waited for, and answered in the order in which they were asked for. */
function inOrder(): void {
  const methods = [
    'digest',
    'importKey',
    'exportKey',
    'sign',
    'verify',
    'encrypt',
    'decrypt',
    'deriveBits',
    'deriveKey',
  ]
  const prototype = Object.getPrototypeOf(globalThis.crypto.subtle) as Record<string, (...args: unknown[]) => unknown>
  let last: Promise<unknown> = Promise.resolve()
  for (const method of methods) {
    const original = prototype[method]
    if (!original) continue
    prototype[method] = function (this: unknown, ...args: unknown[]): unknown {
      const kernel = scene?.kernel
      if (!kernel) return original.apply(this, args)
      const before = last
      const answer = Promise.resolve(original.apply(this, args))
      const turn = before.then(
        () => answer,
        () => answer,
      )
      last = turn.catch(() => undefined)
      return kernel.track(turn)
    }
  }
}

/**
 * Replaces time, timers, chance and `fetch` of this process. Without a scene they are the machine's, so that servers
 * can be started before. Import it first: some modules take their functions when they are loaded.
 */
function installGlobals(): void {
  const SimDate = new Proxy(native.Date, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new native.Date(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  native.Date.prototype.constructor = SimDate
  Object.assign(globalThis, {
    Date: SimDate,
    setTimeout: setTimeoutSim,
    clearTimeout: clear,
    setInterval: setIntervalSim,
    clearInterval: clear,
    setImmediate: setImmediateSim,
    fetch: (...args: Parameters<typeof fetch>) => (scene?.fetch ?? native.fetch)(...args),
  })
  Math.random = () => (scene ? scene.random.next() : native.random())
  performance.now = () => (scene ? scene.now() : native.performanceNow())
  AbortSignal.timeout = abortAfterSim
  Object.assign(replaceable.timersPromises, { setTimeout: sleepSim })
  Object.assign(replaceable.crypto, { randomUUID: randomUuidSim, randomBytes: randomBytesSim })
  Object.defineProperties(globalThis.crypto, {
    randomUUID: { value: randomUuidSim, configurable: true },
    getRandomValues: { value: getRandomValuesSim, configurable: true },
  })
  inOrder()
  syncBuiltinESMExports()
}

installGlobals()
