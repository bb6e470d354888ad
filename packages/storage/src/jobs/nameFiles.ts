import { filesOf, type JobSpec } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import type { Job } from './Job.js'
import { JobFile } from './JobFile.js'

/** Content ids of the program, the stored inputs and the secrets, each once. */
export function inputCidsOf(spec: JobSpec): string[] {
  return [...new Set(filesOf(spec).map(({ file }) => file.cid))]
}

/** Records the files that the specification of a new job names. @param em of the transaction that stores the job */
export async function nameInputs(em: EntityManager, jobId: string, spec: JobSpec): Promise<void> {
  const cids = inputCidsOf(spec)
  await em.insertMany(
    JobFile,
    cids.map((cid) => ({ jobId, kind: 'INPUT', cid })),
  )
}

/** Records the files that a job's result names, in place of those of an earlier one. @param result null: none */
export async function nameResult(em: EntityManager, jobId: string, result: Job['result']): Promise<void> {
  const cids = result ? [result.manifestCid, ...result.outputs.map(({ cid }) => cid)] : []
  await em.execute(
    `with named as (select distinct value as cid from jsonb_array_elements_text(?::jsonb)),
       gone as (delete from job_file where job_id = ? and kind = 'RESULT' and cid not in (select cid from named))
     insert into job_file (job_id, kind, cid) select ?, 'RESULT', cid from named on conflict do nothing`,
    [JSON.stringify(cids), jobId, jobId],
    'run',
  )
}
