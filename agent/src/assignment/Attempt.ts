import type { JobSpec } from '@aiigo/domain'
import type { Offer, Provider } from '@aiigo/sdk'
import type { JobKey } from '@aiigo/sealing'
import type { Logger } from '@aiigo/service'
import type { Blobs } from '../blobs.js'
import type { CheckpointStore } from '../checkpoint/createCheckpointStore.js'
import type { RestoredCheckpoint } from '../checkpoint/restoreCheckpoint.js'
import type { ExecutorRegistry } from '../executor/index.js'
import type { GpuPool } from '../machine/createGpuPool.js'
import type { ReadingStore } from '../readings/createReadingStore.js'
import type { AttemptClock } from './createAttemptClock.js'
import type { AttemptLimits } from './createAttemptLimits.js'
import type { LogShipper } from './createLogShipper.js'
import type { JobFilesHere } from './fetchJobFiles.js'
import type { Work } from './work/Work.js'

/** Parts and places of the agent that the execution of a job needs. */
export interface ExecuteDeps {
  readonly provider: Pick<
    Provider,
    | 'now'
    | 'reportArtifacts'
    | 'reportCheckpoint'
    | 'reportProgress'
    | 'chainTime'
    | 'signReading'
    | 'signResult'
    | 'requestKey'
  >
  readonly blobs: Blobs
  readonly executors: ExecutorRegistry
  readonly checkpoints: CheckpointStore
  readonly readings: ReadingStore
  /** The GPUs that the node offers to images. */
  readonly gpus: GpuPool
  /** Units the node is registered with. */
  readonly nodeUnits: number
  /** Folder of the receipts of jobs that serve files. */
  readonly receiptsFolder: string
  /** Folder of this assignment alone; emptied first. */
  readonly folder: string
  readonly log: Logger
  /** The owner's limit of a program's time, seconds; none unless given. */
  readonly jobSeconds?: number | undefined
  /** Told the program's process id. */
  readonly onStart: (pid: number) => void
}

/** An attempt while its job is executed: what its phases share. */
export interface Attempt {
  readonly offer: Offer
  readonly spec: JobSpec
  readonly deps: ExecuteDeps
  readonly limits: AttemptLimits
  readonly clock: AttemptClock
  readonly work: Work
  readonly shipper: LogShipper
  /** Ends the attempt. */
  readonly signal: AbortSignal
  /** The buyer, or the node itself, wants the run stopped. */
  readonly stop: AbortSignal
  /** Adds a line of the system to the job's log. */
  readonly tell: (line: string) => void
}

/** The things that a run begins with. */
export interface PreparedRun {
  /** Null where files are not sealed, and where nobody released it. */
  readonly key: JobKey | null
  readonly files: JobFilesHere
  readonly restored: RestoredCheckpoint | null
}
