import type { WorkerDeps } from '@aiigo/worker'
import type { Services } from '../processes/startApi.js'

/** A known mistake that can be put into the system, to see whether the simulation finds it. */
export interface Bug {
  readonly name: string
  /** The mistake in one sentence. */
  readonly description: string
  /** A seed that finds it, which is tried first. */
  readonly foundBy: number
  /** Changes a statement that a process sends; null: it does nothing. */
  statement?(text: string): string | null
  /** Changes the parts of a worker. */
  worker?(deps: WorkerDeps): WorkerDeps
  /** Changes the services of the API. */
  services?(services: Services): Services
}
