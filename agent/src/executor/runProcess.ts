import { spawn } from 'node:child_process'
import type { ExecutionHooks, Outcome } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'
import { createLogLines } from './logLines.js'
import { killGroup, untilGroupIsGone } from './processGroup.js'

/** Why the executor stopped a process. */
export type StopReason = Extract<Outcome, 'TIME_LIMIT' | 'OUTPUT_LIMIT' | 'KILLED'>

export interface ProcessEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The process's output on its report pipe, at most 64 kB. */
  readonly report: string
  /** Set when the executor stopped it. */
  readonly stopped: StopReason | null
  /** Bytes printed. */
  readonly logBytes: number
  readonly wallSeconds: number
}

export interface ProcessPlan {
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  /** Descriptor of the file that the process reads as standard input; null for none. */
  readonly stdin: number | null
  /** Wall time, seconds. */
  readonly seconds: number
  /** Whether the output limit is passed, given the bytes printed so far. */
  readonly isOverOutput: (logBytes: number) => Promise<boolean>
  /** Bytes printed at which no look at the files is needed. */
  readonly maxLogBytes: number
}

const POLL_MS = 50
const REPORT_BYTES = 65_536

/**
 * Runs a command as leader of its own process group, with an empty environment, until it ends or has to be stopped.
 * @throws ExecutorError when it can't be started.
 */
export function runProcess(plan: ProcessPlan, hooks: ExecutionHooks, signal: AbortSignal): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const [command, ...args] = plan.command
    const started = performance.now()
    const child = spawn(command, args, {
      cwd: plan.cwd,
      // Not even PATH: the system's default one finds the helpers.
      env: {},
      detached: true,
      stdio: [plan.stdin ?? 'ignore', 'pipe', 'pipe', 'pipe'],
    })
    let stopped: StopReason | null = null
    let logBytes = 0
    let report = ''

    const stop = (reason: StopReason): void => {
      stopped ??= reason
      if (child.pid !== undefined) killGroup(child.pid)
    }

    const streams = (['stdout', 'stderr'] as const).map((stream) => {
      const lines = createLogLines((text) => hooks.onLog(stream, text))
      child[stream]?.on('data', (chunk: Buffer) => {
        if (stopped) return
        logBytes += chunk.length
        if (logBytes > plan.maxLogBytes) stop('OUTPUT_LIMIT')
        else lines.write(chunk)
      })
      return lines
    })
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      if (report.length < REPORT_BYTES) report += chunk.toString('utf8')
    })

    let polling = false
    const poll = setInterval(async () => {
      if (polling || stopped) return
      polling = true
      if (await plan.isOverOutput(logBytes).catch(() => false)) stop('OUTPUT_LIMIT')
      polling = false
    }, POLL_MS)
    const timer = setTimeout(() => stop('TIME_LIMIT'), plan.seconds * 1_000)
    const onAbort = (): void => stop('KILLED')
    signal.addEventListener('abort', onAbort, { once: true })

    const release = (): void => {
      clearInterval(poll)
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
    child.once('spawn', () => {
      if (signal.aborted) stop('KILLED')
      if (child.pid !== undefined) hooks.onStart?.(child.pid)
    })
    child.once('error', (error) => {
      release()
      if (child.pid !== undefined) killGroup(child.pid)
      reject(new ExecutorError(`could not start ${command}: ${error.message}`, { cause: error }))
    })
    // The leader has ended: nothing of its group may go on, or hold the pipes open.
    child.once('exit', () => child.pid !== undefined && killGroup(child.pid))
    child.once('close', (code, signalName) => {
      const wallSeconds = (performance.now() - started) / 1_000
      release()
      for (const lines of streams) lines.end()
      const end: ProcessEnd = { code, signal: signalName, report, stopped, logBytes, wallSeconds }
      const gone = child.pid === undefined ? Promise.resolve() : untilGroupIsGone(child.pid)
      gone.then(() => resolve(end), reject)
    })
  })
}
