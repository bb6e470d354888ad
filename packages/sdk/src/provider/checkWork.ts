import { taskIdOf } from '@aiigo/chain'
import { JobFileError, type JobSpec, parseJobSpec, specHashOf } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import { sha256OfText } from '../sha256.js'
import type { CheckWork } from './Provider.js'

/** Its id names a folder of a provider's machine, so it is nothing but a UUID. */
const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Whether a re-run is what it says; see `Provider.checkWork`. It needs no connection.
 * @param domain The marketplace's: see `marketplaceDomain`.
 */
export function checkWork(work: CheckWork, domain: TypedDataDomain): { spec: JobSpec } | { reason: string } {
  if (!RUN_ID.test(work.id)) return { reason: `the id is no UUID: ${JSON.stringify(work.id).slice(0, 100)}` }
  const taskId = taskIdOf(domain, work.request)
  if (taskId !== work.taskId) {
    return { reason: `the request's digest is ${taskId}, but the check names task ${work.taskId}` }
  }
  if (work.spec === null) return { reason: 'the run is over' }
  try {
    const spec = parseJobSpec(work.spec)
    const specHash = specHashOf(spec, sha256OfText)
    if (specHash === work.request.specHash) return { spec }
    return { reason: `the specification's hash is ${specHash}, but the request binds ${work.request.specHash}` }
  } catch (error) {
    if (error instanceof JobFileError) return { reason: `the specification breaks the rules: ${error.message}` }
    throw error
  }
}
