import type { ServingRun } from '@aiigo/chain'
import type { Reading, RunOutcome } from '@aiigo/domain'
import type { TimeLimit } from './createTimeLimit.js'

/** How a run ended. REFUSED: no node can run the program, and it did not begin. */
export type Outcome = RunOutcome

/** Why a run is stopped by its signal where the buyer wants it: what it wrote is a result. */
export class StopRequest extends Error {
  override readonly name = 'StopRequest'
}

/** How a run ends that its signal stops. */
export const stoppedBy = ({ reason }: AbortSignal): 'STOPPED' | 'KILLED' =>
  reason instanceof StopRequest ? 'STOPPED' : 'KILLED'

export type LogStream = 'stdout' | 'stderr'

export interface ExecutionLimits {
  /** Wall time, seconds. */
  readonly seconds: number
  /** Memory of the program, MiB. */
  readonly memoryMiB: number
  /** Files and logs together, MiB. */
  readonly outputMiB: number
  /** Processors that the program may use at a time, where an executor can bound them; all unless given. */
  readonly cores?: number | undefined
}

/** The serving of a job's files to readers, in place of a program. */
export interface ServingTask {
  readonly run: ServingRun
  /** Wallets that may read. */
  readonly readers: readonly string[]
  /** Bytes that the job pays for at most. */
  readonly maxBytes: bigint
  /** The files as they are stored. Chunks: SHA-256 of the list of the file's chunks. */
  readonly files: readonly {
    readonly as: string
    readonly cid: string
    readonly chunks: string
    readonly path: string
    readonly size: number
  }[]
  /** File of the readers' receipts, which outlives the agent's process. */
  readonly bookPath: string
}

/** Readings of a sensor, in place of a program. */
export interface ReadingsTask {
  readonly sensor: string
  readonly points: number
  readonly everySeconds: number
  /** The readings that there are, on this machine's disk; those of earlier runs come first. */
  readonly log: {
    readonly path: string
    readonly readings: readonly Reading[]
    append(reading: Reading): Promise<void>
  }
  readonly sign: (reading: Omit<Reading, 'signature'>) => Promise<Reading>
}

export interface ExecutionTask {
  /** Files to serve; of jobs that run no program only. */
  readonly serving?: ServingTask | undefined
  /** The readings of a job that runs no program; of their executor only. */
  readonly readings?: ReadingsTask | undefined
  /** The program's file on this machine. */
  readonly programPath: string
  /** Arguments without the program's own name. */
  readonly args: readonly string[]
  /** Takes the place of the program that an image begins with; of containers only. */
  readonly entrypoint?: readonly string[] | undefined
  /** Whether the program may stay on this machine for later jobs: it was stored for all to see. */
  readonly isPublic?: boolean | undefined
  /** GPUs that the program gets, as the Container Device Interface names them; of containers of Podman only. */
  readonly gpus?: readonly string[] | undefined
  /** Variables of the program's environment; none unless given. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Further variables, one line each, which no command line and no other user of the machine shows. */
  readonly secrets?: Readonly<Record<string, string>> | undefined
  /** Name of the input that the program reads as standard input; empty unless given. */
  readonly stdin?: string | undefined
  /** Files copied into the job's directory before the run. */
  readonly inputs: readonly { readonly path: string; readonly as: string }[]
  /** Names in the job's directory, folders and patterns of the files to collect. */
  readonly outputs: readonly string[]
  /** Further files that the program may write, in the form of `outputs`: their folders are made. */
  readonly artifacts?: readonly string[] | undefined
  /** The job's checkpoint: its name in the job's directory, and the version that is put there before the run. */
  readonly checkpoint?: { readonly as: string; readonly path: string | null } | undefined
  readonly limits: ExecutionLimits
  /** The wall time, where it can be moved while the program runs; that of `limits` for good unless given. */
  readonly time?: TimeLimit | undefined
  /**
   * The run is to be the same on every machine: clocks, random numbers, times of files and the order of folders follow
   * from this text alone. Of modules only. The machine's own unless given.
   */
  readonly seed?: string | undefined
  /** The job's directory: absolute, missing or empty. It stays after the run; removing it is the caller's. */
  readonly workDir: string
}

export interface ExecutionHooks {
  /** Bytes that the program prints to a stream, as they are, up to the output limit. */
  onBytes?(stream: LogStream, bytes: Uint8Array): void

  /**
   * Text that the program prints, with its line ends, in the order of its writes to both streams. A line that is long,
   * or whose rest is late, comes in parts.
   * @returns a promise to make the program wait until it resolves
   */
  onLog(stream: LogStream, text: string): Promise<void> | null | undefined
  /** The process, leader of its own process group, has started. */
  onStart?(pid: number): void
  /** Told the processor time so far while the program runs, seconds; it never shrinks. */
  onProcessorTime?(cpuSeconds: number): void
  /**
   * Files are served from now on.
   * @param paid tells the bytes that readers have signed for so far
   */
  onServing?(url: string, paid: () => bigint): void
}

export interface CollectedOutput {
  readonly name: string
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** 64 lower-case hex digits. */
  readonly sha256: string
}

export interface Execution {
  readonly outcome: Outcome
  /** 0…255 when the program exited without being stopped, else null. */
  readonly exitCode: number | null
  /** The reason in words; null when the program exited without being stopped. */
  readonly detail: string | null
  /** From start to end of the process as this machine's clock saw it, seconds. */
  readonly wallSeconds: number
  /**
   * Processor time of the run, user and system, of all its processes, seconds. Where this machine cannot tell it, it is
   * the wall time.
   */
  readonly cpuSeconds: number
  /** The requested files that exist. Those of a program that was stopped are as it left them. */
  readonly outputs: readonly CollectedOutput[]
  /** The asked-for names, folders and patterns that no plain file is there for. */
  readonly missingOutputs: readonly string[]
  /** The asked-for files that are left out because all together are larger, or more, than a result may have. */
  readonly oversizedOutputs: readonly string[]
  /** The asked-for files that are left out for their names. */
  readonly unsafeOutputs: readonly string[]
  /** Data points that the outputs have; of readings only. */
  readonly points?: number | undefined
  /** The layers that kept this run apart, as `Executor.describe` says. */
  readonly isolation: string
  /** Bytes that readers have signed for; of jobs that serve files only. */
  readonly receiptedBytes?: bigint | undefined
}

/** Runs a program of one kind. */
export interface Executor {
  readonly name: string
  /** Which layers of isolation apply on this machine, and which don't. */
  describe(): Promise<string>
  /**
   * Runs the program to its end. Every end of the program is an Execution, never an error.
   * @param signal Aborting it stops the run: with outcome STOPPED and its files by a `StopRequest`, else with KILLED.
   * @throws ExecutorError when this machine could not do its part.
   */
  run(task: ExecutionTask, hooks: ExecutionHooks, signal: AbortSignal): Promise<Execution>
}
