import type { Execution, ExecutionLimits } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'
import { tooMuchOutput } from './outputLimit.js'
import type { ProcessEnd } from './runProcess.js'

/** The runner's messages about the program, in the order of their arrival. */
export interface RunnerReport {
  readonly started?: boolean
  readonly exitCode?: number
  readonly trap?: string
  /** Size of the program's memory at the trap, bytes. */
  readonly memoryBytes?: number
  readonly refused?: string
  /** Processor time of the runner at the program's end, seconds; it is not there for a program that was stopped. */
  readonly cpuSeconds?: number
  /** The error of this machine that the program met first, such as ENOSPC. */
  readonly fault?: string
}

export type Verdict = Pick<Execution, 'outcome' | 'exitCode' | 'detail'>

const MIB = 1_048_576

/** A helper passes on a signal as exit code 128 + its number. */
function endedBy(end: ProcessEnd, signal: NodeJS.Signals, number: number): boolean {
  return end.signal === signal || end.code === 128 + number
}

/** The runner's lines, one JSON object each. */
export function readReport(text: string): RunnerReport {
  const lines = text.split('\n').filter((line) => line !== '')
  return Object.assign({}, ...lines.map((line) => JSON.parse(line) as RunnerReport)) as RunnerReport
}

/**
 * Says how a run ended. A program that runs out of memory ends in a trap of its own making, so a trap counts as
 * MEMORY_LIMIT when at least half of the limit was in use: allocators grow by doubling. A single huge request that
 * fails early cannot be distinguished from any other trap and is CRASHED.
 * @throws ExecutorError when the runner ended without having started the program, or when this machine failed the
 * program: the result would not be the program's.
 */
export function judgeEnd(end: ProcessEnd, report: RunnerReport, limits: ExecutionLimits, overOutput: boolean): Verdict {
  const verdict = (outcome: Execution['outcome'], detail: string): Verdict => ({ outcome, exitCode: null, detail })
  const tooMuch = verdict('OUTPUT_LIMIT', tooMuchOutput(limits))

  if (end.stopped === 'KILLED') return verdict('KILLED', 'stopped on request')
  // A program that writes too much can fill a disk: that is its own end.
  if (end.stopped === 'OUTPUT_LIMIT' || overOutput) return tooMuch
  if (report.fault !== undefined) {
    const cause = Object.assign(new Error(`the program met ${report.fault}`), { code: report.fault })
    throw new ExecutorError('this machine failed while the program ran', { cause })
  }
  if (end.stopped === 'STOPPED') return verdict('STOPPED', 'the buyer had it stopped')
  if (end.stopped === 'TIME_LIMIT') return verdict('TIME_LIMIT', `still running after ${limits.seconds} s`)
  if (report.exitCode !== undefined) return { outcome: 'EXITED', exitCode: report.exitCode & 0xff, detail: null }
  if (report.refused !== undefined) return verdict('REFUSED', `the program can't be run: ${report.refused}`)
  if (report.trap !== undefined) {
    const used = (report.memoryBytes ?? 0) / MIB
    return used >= limits.memoryMiB / 2 && /unreachable|memory/.test(report.trap)
      ? verdict('MEMORY_LIMIT', `could not go on with ${used} of ${limits.memoryMiB} MiB in use: ${report.trap}`)
      : verdict('CRASHED', `the program trapped: ${report.trap}`)
  }
  if (!report.started) {
    throw new ExecutorError(
      `the runner ended before the program began (exit code ${end.code}, signal ${end.signal}); see the job's log`,
    )
  }
  if (endedBy(end, 'SIGXFSZ', 25)) return tooMuch
  if (endedBy(end, 'SIGABRT', 6) || endedBy(end, 'SIGTRAP', 5))
    return verdict('MEMORY_LIMIT', 'the engine ran out of memory for the program')
  return verdict('CRASHED', `the process ended without a report (exit code ${end.code}, signal ${end.signal})`)
}
