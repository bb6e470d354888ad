import type { JobSpec } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import type { Job } from './Job.js'
import { JobFile } from './JobFile.js'

/** Records the files that the specification of a new job names. @param em of the transaction that stores the job */
export async function nameInputs(em: EntityManager, jobId: string, { program, inputs }: JobSpec): Promise<void> {
  await name(em, jobId, 'INPUT', [program.cid, ...inputs.map(({ cid }) => cid)])
}

/** Records the files that a job's result names, in place of those of an earlier one. @param result null: none */
export async function nameResult(em: EntityManager, jobId: string, result: Job['result']): Promise<void> {
  await em.nativeDelete(JobFile, { jobId, kind: 'RESULT' })
  if (result) await name(em, jobId, 'RESULT', [result.manifestCid, ...result.outputs.map(({ cid }) => cid)])
}

async function name(em: EntityManager, jobId: string, kind: JobFile['kind'], cids: readonly string[]): Promise<void> {
  await em.insertMany(
    JobFile,
    [...new Set(cids)].map((cid) => ({ jobId, kind, cid })),
  )
}
