import { type JobSpec, storedProgramOf } from '@aiigo/domain'
import type { ExecutionTask } from '../executor/index.js'
import { seedOf } from './seedOf.js'

/** Files of a run, which the job's specification does not name. */
export interface RunPlaces
  extends Pick<
    ExecutionTask,
    'programPath' | 'inputs' | 'secrets' | 'gpus' | 'serving' | 'readings' | 'time' | 'workDir'
  > {
  /** The version of the checkpoint that the run begins with; null: it begins at the start. */
  readonly checkpointPath: string | null
}

/** A job as an executor takes it: the same for the assigned node and for a re-run. */
export function taskOf(spec: JobSpec, { checkpointPath, ...places }: RunPlaces): ExecutionTask {
  const { program, files, resources, limits, checkpoint, artifacts, args, env, stdin, outputs } = spec
  return {
    ...{ args, env, stdin, outputs, ...places },
    entrypoint: program.kind === 'container' ? program.entrypoint : undefined,
    isPublic: files.privacy === 'none' || storedProgramOf(spec)?.public === true,
    // Units of other types than CPU are no processors.
    limits: {
      ...limits,
      memoryMiB: resources.memoryMiB,
      cores: resources.type === 'CPU' ? resources.units : undefined,
    },
    artifacts: artifacts?.files,
    checkpoint: checkpoint && { as: checkpoint.file, path: checkpointPath },
    seed: seedOf(spec),
  }
}
