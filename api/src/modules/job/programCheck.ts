import type { JobSpec, Problem } from '@aiigo/domain'
import { type JobKey, openBytes } from '@aiigo/sealing'
import type { FileGrants } from '@aiigo/service'
import { apiError } from '../../graphql/apiError.js'
import { type CheckedProgram, checkProgram, problemsOfProgram } from './checkProgram.js'

/**
 * Why no node could run a job's program, which is in the blob store. A sealed program without its key is not looked at:
 * the buyer's client has.
 * @param buyer lower case; has stored it
 */
export type ProgramCheck = (spec: JobSpec, buyer: string, key: JobKey | null) => Promise<Problem[]>

const TIMEOUT_MS = 20_000
const GRANT_SECONDS = 60
/** Programs whose check is remembered: buyers submit the same one again and again. */
const MAX_KNOWN = 1_000

/**
 * Reads each program once, one after the other: a program may have 64 MiB. What is known of a content id, opened by
 * one key, stays true.
 * Errors: GraphQLError BLOB_STORE_UNAVAILABLE.
 * @param url base URL of the blob store
 */
export function createProgramCheck(url: string, grants: FileGrants, send: typeof fetch = fetch): ProgramCheck {
  const known = new Map<string, CheckedProgram>()
  let last: Promise<unknown> = Promise.resolve()

  async function read(cid: string, buyer: string, key: JobKey | null): Promise<CheckedProgram> {
    // A seal to one key says nothing of another key.
    const name = `${cid} ${key?.recipient ?? ''}`
    const found = known.get(name)
    if (found) return found
    const authorization = `Bearer ${await grants.sign({ holder: buyer }, GRANT_SECONDS)}`
    const bytes = await send(`${url.replace(/\/$/, '')}/ipfs/${cid}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
      .then(async (response) => (response.ok ? new Uint8Array(await response.arrayBuffer()) : null))
      .catch(() => null)
    if (!bytes) {
      const text = 'the blob store does not hand out the program, so it can’t be checked; try again later'
      throw apiError('BLOB_STORE_UNAVAILABLE', text)
    }
    const checked = await checkProgram(key ? await openBytes(bytes, key.identity) : bytes)
    const [oldest] = known.keys()
    if (oldest !== undefined && known.size >= MAX_KNOWN) known.delete(oldest)
    known.set(name, checked)
    return checked
  }

  return async ({ program, resources, files }, buyer, key) => {
    const isSealed = files.privacy !== 'none' && !program.public
    if (isSealed && !key) return []
    const turn = last.then(() => read(program.cid, buyer, isSealed ? key : null))
    last = turn.catch(() => undefined)
    try {
      return problemsOfProgram(await turn, resources.memoryMiB)
    } catch (error) {
      if ((error as { code?: string }).code !== 'SEAL_BROKEN') throw error
      const message = 'expected a program that is sealed to spec.files.recipient; seal and upload it again'
      return [{ code: 'PROGRAM_NOT_SEALED', field: 'spec.program', message }]
    }
  }
}
