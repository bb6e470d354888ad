export interface GateLimits {
  /** Calls that run at once. */
  running: number
  /** Calls that wait for them. */
  waiting: number
  /** How long a call waits, milliseconds. */
  waitMs: number
}

/** Lets a call through, once there is room for it. Errors: those of the call, GateClosed. */
export type Gate = <T>(call: () => Promise<T>) => Promise<T>

/** Too many calls wait already, or this one has waited too long; it was not made. */
export class GateClosed extends Error {
  override name = 'GateClosed'
}

/** Bounds calls of an outside service: some run, some wait, the others fail at once. */
export function createGate({ running: most, waiting, waitMs }: GateLimits): Gate {
  const line: (() => void)[] = []
  let running = 0

  async function enter(): Promise<void> {
    if (running < most) {
      running++
      return
    }
    if (line.length >= waiting) throw new GateClosed('expected fewer calls at once')
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        line.splice(line.indexOf(admit), 1)
        reject(new GateClosed(`expected a place within ${waitMs} ms`))
      }, waitMs)
      const admit = () => {
        clearTimeout(timer)
        resolve()
      }
      line.push(admit)
    })
  }

  function leave(): void {
    // The place goes to the next in line.
    const next = line.shift()
    if (next) next()
    else running--
  }

  return async (call) => {
    await enter()
    try {
      return await call()
    } finally {
      leave()
    }
  }
}
