import type { ProgramJob } from '@aiigo/domain'
import { makeJobSpec } from '@aiigo/storage/testing'
import type { Answer, Person, TestApi } from './startApi.js'

export const SUBMIT = `mutation ($input: SubmitJobInput!) { submitJob(input: $input) {
  job { id state taskId budget maxRate maxUsage workSeconds windowSeconds maxAttempts buyer }
  taskId taskRequest { jobId buyer token budget maxRate maxUsage resourceType units workSeconds windowSeconds fundBy assignBy maxFeeBps matcher specHash }
  funding { to data value approval { token spender amount } }
  warnings { code field message } userErrors { code field message } } }`

/** A job's specification whose program is in the blob store. */
export function storedSpec(api: TestApi, overrides: Partial<ProgramJob> = {}): ProgramJob {
  const spec = makeJobSpec(overrides)
  api.remotes.blobs.set(spec.program.cid, spec.program.size)
  return spec
}

/** Hands in a job that need not have a node. */
export async function submit(
  person: Pick<Person, 'ask'>,
  spec: unknown,
  clientRequestId?: string,
): Promise<Answer['data']> {
  const { data, errors } = await person.ask(SUBMIT, { input: { spec, clientRequestId, waitForNode: true } })
  if (errors) throw new Error(JSON.stringify(errors))
  return data.submitJob
}
