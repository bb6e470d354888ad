import type { Execution, ExecutionTask } from '../../executor/index.js'
import { StopRequest } from '../../executor/index.js'
import type { Metering } from '../meterUsage.js'

/** How a job can be kept from beginning. */
export interface BeforeRun {
  /** Why no node can begin it; null when nothing is in the way. */
  readonly refusal: string | null
  /** Time of the run, milliseconds. */
  readonly leftMs: number
  readonly stop: AbortSignal
  /** The job's directory. */
  readonly workDir: string
  /** Told the buyer, in the log. */
  readonly tell: (line: string) => void
}

/** Earnings that time does not measure; none of a program. */
export type Earned = Pick<Metering, 'points' | 'receiptedBytes'>

/** The part of an attempt that depends on what the job is: a program, readings, or the serving of files. */
export interface Work {
  /** Whether an earlier run of the attempt has earned something: it is handed in, whatever becomes of this one. */
  readonly hasEarned: boolean
  /** Whether a stop ends the preparation. Earned readings are handed in by a run that takes no more of them. */
  readonly endsEarly: boolean
  /** Whether outputs may be stored in the time that is kept for the end. */
  readonly storesLate: boolean
  /**
   * The files that the run needs could not be fetched.
   * @throws the error, unless there are earnings to hand in without them
   */
  failFiles(error: unknown): void
  /** How long it runs at most, seconds. @param leftMs time of the run, milliseconds */
  secondsOf(limitSeconds: number, leftMs: number): number
  /** The executor's task, as far as it is of this kind. */
  taskOf(inputs: ExecutionTask['inputs']): Pick<ExecutionTask, 'serving' | 'readings'>
  /**
   * How the job ends without a run.
   * @returns null: it is run
   * @throws why the node itself ends an attempt that has earned nothing: another node may do the job
   */
  endBefore(before: BeforeRun): Promise<Execution | null>
  /** A run is over: whether it is handed in. @throws as `endBefore` */
  requireEarnings(execution: Execution, stop: AbortSignal): void
  /** Files are served. @param paid tells the bytes that readers have signed for so far */
  onServing(paid: () => bigint): void
  /** Earnings of a run that is over, or of the one that goes on. */
  earned(execution?: Execution): Earned
  close(): Promise<void>
}

/** @throws why the node itself ends a run that has earned nothing: another node may do the job */
export function requireWork(stop: AbortSignal): void {
  if (stop.aborted && !(stop.reason instanceof StopRequest)) throw stop.reason
}

/** How a job ends that did not begin, by no fault of the node: it costs nothing. */
function notBegun(outcome: 'REFUSED' | 'STOPPED', detail: string): Execution {
  return {
    ...{ outcome, exitCode: null, detail, wallSeconds: 0, cpuSeconds: 0, isolation: 'none' },
    ...{ outputs: [], missingOutputs: [], oversizedOutputs: [], unsafeOutputs: [] },
  }
}

/** The end of a job without earnings that is stopped or refused before its run; null: it is run. */
export function endUnearned({ stop, refusal }: BeforeRun): Execution | null {
  requireWork(stop)
  if (stop.aborted) return notBegun('STOPPED', 'stopped before it began')
  return refusal === null ? null : notBegun('REFUSED', refusal)
}
