import type { Logger } from './logger.js'
import { watchParent } from './watchParent.js'

export interface ShutdownOptions {
  /**
   * Total time for all steps; after it the process exits with 1 even if steps are still open. Milliseconds, default 10
   * 000.
   */
  limitMs?: number
  /** The process whose death also shuts this one down; 0 for none. Default `AIIGO_PARENT_PID`, set by devstack. */
  parentPid?: number
  /** How the process ends, replaceable for tests. */
  exit?: (code: number) => void
}

export interface Shutdown {
  /** Adds a step. Steps run one after another in reverse order of registration. Returns a function that removes it. */
  register(name: string, step: () => Promise<unknown> | unknown): () => void
  /** Runs every step and exits. Calling it again returns the same promise; the first reason and code stay. */
  run(reason: string, code?: number): Promise<void>
  /** Aborted as soon as shutdown begins: pass it to loops and waits. */
  readonly signal: AbortSignal
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ordered shutdown of one process, on SIGINT, SIGTERM, SIGHUP (exit code 0), on an uncaught error or an unhandled
 * rejection (exit code 1), and when the starting process is gone (so that nothing outlives a killed supervisor).
 * A failing step is logged, the others still run, and the exit code becomes 1.
 */
export function createShutdown(log: Logger, options: ShutdownOptions = {}): Shutdown {
  const { limitMs = 10_000, exit = (code) => process.exit(code) } = options
  const steps: { name: string; step: () => Promise<unknown> | unknown }[] = []
  const abort = new AbortController()
  let running: Promise<void> | undefined
  let stopWatching = (): void => undefined

  async function runSteps(reason: string, code: number): Promise<void> {
    stopWatching()
    log.info({ reason, code }, 'shutting down')
    abort.abort(new Error(reason))
    let exitCode = code
    const deadline = setTimeout(() => {
      log.error({ limitMs, waitingFor: steps.map(({ name }) => name) }, 'shutdown took too long, leaving now')
      exit(1)
    }, limitMs)
    for (let entry = steps.at(-1); entry; entry = steps.at(-1)) {
      try {
        await entry.step()
      } catch (error) {
        exitCode = exitCode || 1
        log.error({ err: error, step: entry.name }, 'a shutdown step failed')
      }
      steps.splice(steps.indexOf(entry), 1)
    }
    clearTimeout(deadline)
    log.info({ code: exitCode }, 'stopped')
    exit(exitCode)
  }

  const run = (reason: string, code = 0): Promise<void> => {
    running ??= runSteps(reason, code)
    return running
  }

  for (const signal of SIGNALS) process.on(signal, () => void run(signal))
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught error')
    void run('uncaught error', 1)
  })
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unhandled rejection')
    void run('unhandled rejection', 1)
  })
  stopWatching = watchParent(options.parentPid, () => void run('the process that started this one is gone'))

  return {
    register(name, step) {
      const entry = { name, step }
      steps.push(entry)
      return () => {
        const at = steps.indexOf(entry)
        if (at >= 0) steps.splice(at, 1)
      }
    },
    run,
    signal: abort.signal,
  }
}
