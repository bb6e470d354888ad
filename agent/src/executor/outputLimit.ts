import { directoryUsage } from './directoryUsage.js'
import type { ExecutionLimits, ExecutionTask } from './Executor.js'

const MIB = 1_048_576
/** Files and folders that a job may make beside its inputs. */
const MAX_ENTRIES = 2_000

/** Files and logs of a run, against its limit. */
export interface OutputLimit {
  /** Of files and logs together. */
  readonly maxBytes: number
  /** Whether the files of now and so many bytes of log are too much. */
  isOver(logBytes: number): Promise<boolean>
}

/** Counts from the job's directory as it is before the run. @param workDir absolute, without links */
export async function createOutputLimit(workDir: string, { outputMiB }: ExecutionLimits): Promise<OutputLimit> {
  const before = await directoryUsage(workDir)
  const maxBytes = outputMiB * MIB
  return {
    maxBytes,
    async isOver(logBytes) {
      const enough = { bytes: before.bytes + maxBytes - logBytes, entries: before.entries + MAX_ENTRIES }
      const now = await directoryUsage(workDir, enough)
      return now.bytes > enough.bytes || now.entries > enough.entries
    },
  }
}

/** The reason for the end of a run that wrote too much. */
export const tooMuchOutput = ({ outputMiB }: ExecutionLimits): string =>
  `files and logs exceeded ${outputMiB} MiB or 2 000 files and folders`

/** The outputs of a run that leaves none. */
export const noOutputs = ({ outputs }: Pick<ExecutionTask, 'outputs'>) => ({
  ...{ outputs: [], missingOutputs: [...outputs], oversizedOutputs: [], unsafeOutputs: [] },
})
