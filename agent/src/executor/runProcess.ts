import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { createFrameReader } from './createFrameReader.js'
import { createLogReader } from './createLogReader.js'
import { type TimeLimit, whenOver } from './createTimeLimit.js'
import { type ExecutionHooks, type LogStream, type Outcome, stoppedBy } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'
import { killGroup, untilGroupIsGone } from './processGroup.js'
import { treeSeconds } from './processorTime.js'

/** Why the executor stopped a process. */
export type StopReason = Extract<Outcome, 'TIME_LIMIT' | 'OUTPUT_LIMIT' | 'KILLED' | 'STOPPED'>

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
  /** Processor time as it was read last, seconds: up to the end of a stopped run, else up to 50 ms before it. */
  readonly cpuSeconds: number | null
}

export interface ProcessPlan {
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  /** Descriptor of the file that the process reads as standard input; null for none. */
  readonly stdin: number | null
  /** Wall time. */
  readonly time: TimeLimit
  /** Told of a process that runs on when its wall time is moved. */
  readonly onMoved?: (pid: number, seconds: number) => void
  /** Whether the output limit is passed, given the bytes printed so far. */
  readonly isOverOutput: (logBytes: number) => Promise<boolean>
  /** Bytes printed at which no look at the files is needed. */
  readonly maxLogBytes: number
  /** Processor time so far, seconds; that of the command's processes unless given. */
  readonly cpuSeconds?: () => number | null
  /** Environment of the command; none unless given. */
  readonly env?: Readonly<Record<string, string>>
  /**
   * Descriptors that the command gets from 4 on. Its own stdout and stderr are then those of the program; without them
   * and without `apart` the program's output comes in frames.
   */
  readonly files?: readonly number[]
  /** A program that the command has others run, apart from its own process group. */
  readonly apart?: ApartProgram
}

export interface ApartProgram {
  /** Whether it has begun; its wall time counts from then. A run that has to stop waits for it for a moment. */
  hasBegun(): Promise<boolean>
  /** Ends it. */
  kill(): Promise<void>
}

const POLL_MS = 50
const REPORT_BYTES = 65_536
/** For a program that others run to begin. */
const BEGIN_SECONDS = 60

/** The pipes of reports and of framed output, and descriptors that are passed on. */
function furtherPipes({ apart, files }: ProcessPlan): readonly (number | 'pipe')[] {
  if (apart) return []
  return ['pipe', ...(files ?? (['pipe'] as const))]
}

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
      env: plan.env ?? {},
      detached: true,
      // The runner reports on 3 and passes on the program's output on 4; what comes on 1 and 2 is the engine's own.
      stdio: [plan.stdin ?? 'ignore', 'pipe', 'pipe', ...furtherPipes(plan)],
    })
    const { apart } = plan
    let begun = apart === undefined
    let stopped: StopReason | null = null
    let logBytes = 0
    let report = ''
    let cpuSeconds: number | null = null

    const meter = (): void => {
      const now = plan.cpuSeconds ? plan.cpuSeconds() : child.pid === undefined ? null : treeSeconds(child.pid)
      if (now === null || now <= (cpuSeconds ?? -1)) return
      cpuSeconds = now
      hooks.onProcessorTime?.(now)
    }
    const stop = (reason: StopReason): void => {
      // A program that has ended by itself keeps its own end, whatever is still read of it.
      const hasEnded = child.exitCode !== null || child.signalCode !== null
      if (reason !== 'STOPPED' || !hasEnded) stopped ??= reason
      // The rest is read, or the pipes would never close.
      for (const pipe of pipes) pipe.resume()
      // A command that is ended while it starts another program could leave that one behind.
      if (begun) endProgram()
    }
    const endProgram = (): void => {
      meter()
      const killCommand = (): void => {
        if (child.pid !== undefined) killGroup(child.pid)
      }
      if (apart) void apart.kill().finally(killCommand)
      else killCommand()
    }

    let waitFor: Promise<void> | null = null
    const reader = createLogReader((stream, text) => {
      waitFor = hooks.onLog(stream, text) ?? waitFor
    })
    /** Keeps what is printed up to the limit, also of a program that is stopped for another reason. */
    const print = (stream: LogStream, bytes: Buffer): void => {
      if (stopped === 'KILLED' || logBytes > plan.maxLogBytes) return
      const room = plan.maxLogBytes - logBytes
      logBytes += bytes.length
      hooks.onBytes?.(stream, bytes.subarray(0, room))
      reader.write(stream, bytes.subarray(0, room))
      if (bytes.length > room) stop('OUTPUT_LIMIT')
    }
    /** Reads a pipe of the process, and lets the process wait where its log has to. */
    const read = (pipe: Readable, onChunk: (chunk: Buffer) => void): void => {
      pipe.on('data', (chunk: Buffer) => {
        onChunk(chunk)
        if (!waitFor || stopped) return
        pipe.pause()
        pipes.add(pipe)
        void waitFor.finally(() => pipe.resume())
        waitFor = null
      })
    }
    const pipes = new Set<Readable>()
    read(child.stdout as Readable, (chunk) => print('stdout', chunk))
    read(child.stderr as Readable, (chunk) => print('stderr', chunk))
    if (!apart && !plan.files) read(child.stdio[4] as Readable, createFrameReader(print))
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      if (report.length < REPORT_BYTES) report += chunk.toString('utf8')
    })

    const watchTime = (): (() => void) => whenOver(plan.time, performance.now(), () => stop('TIME_LIMIT'))
    let endTimer = begun ? watchTime() : whenOver({ seconds: BEGIN_SECONDS }, performance.now(), endProgram)
    const forget = plan.time.onChange(() => {
      if (child.pid !== undefined && child.exitCode === null) plan.onMoved?.(child.pid, plan.time.seconds)
    })
    /** Looks whether a program that others run has begun. */
    async function lookForBegin(): Promise<void> {
      if (begun || !(await apart?.hasBegun().catch(() => false))) return
      begun = true
      endTimer()
      if (stopped) endProgram()
      else if (child.exitCode === null) endTimer = watchTime()
    }
    let polling = false
    const poll = setInterval(async () => {
      if (polling || (stopped && begun)) return
      polling = true
      await lookForBegin()
      meter()
      if (!stopped && (await plan.isOverOutput(logBytes).catch(() => false))) stop('OUTPUT_LIMIT')
      polling = false
    }, POLL_MS)
    const onAbort = (): void => stop(stoppedBy(signal))
    signal.addEventListener('abort', onAbort, { once: true })

    let wallSeconds = 0
    const endWatch = (): void => {
      clearInterval(poll)
      endTimer()
      forget()
    }
    const release = (): void => {
      endWatch()
      signal.removeEventListener('abort', onAbort)
    }
    child.once('spawn', () => {
      if (signal.aborted) stop(stoppedBy(signal))
      if (child.pid !== undefined) hooks.onStart?.(child.pid)
    })
    child.once('error', (error) => {
      release()
      if (child.pid !== undefined) killGroup(child.pid)
      reject(new ExecutorError(`could not start ${command}: ${error.message}`, { cause: error }))
    })
    // The leader has ended: nothing of its group may go on, or hold the pipes open.
    child.once('exit', () => {
      wallSeconds = (performance.now() - started) / 1_000
      endWatch()
      meter()
      if (child.pid !== undefined) killGroup(child.pid)
    })
    child.once('close', (code, signalName) => {
      release()
      reader.end()
      const end: ProcessEnd = { code, signal: signalName, report, stopped, logBytes, wallSeconds, cpuSeconds }
      const gone = child.pid === undefined ? Promise.resolve() : untilGroupIsGone(child.pid)
      gone.then(() => resolve(end), reject)
    })
  })
}
