import { type JobSpec, type Problem, type StoredProgram, storedProgramOf } from '@aiigo/domain'
import { type JobKey, openStream } from '@aiigo/sealing'
import type { FileGrants } from '@aiigo/service'
import { apiError } from '../../graphql/apiError.js'
import { type CheckedProgram, checkProgram, problemsOfProgram } from './checkProgram.js'
import { createTurns } from './createTurns.js'

/**
 * Why no node could run a job's program, which is in the blob store. A sealed program without its key is not looked at:
 * the buyer's client has.
 * @param buyer lower case; has stored it
 */
export type ProgramCheck = (spec: JobSpec, buyer: string, key: JobKey | null) => Promise<Problem[]>

const TIMEOUT_MS = 20_000
const GRANT_SECONDS = 60
/** Bytes that are opened at a time. */
const TURN_BYTES = 512 * 1024
/** Programs whose check is remembered: buyers submit the same one again and again. */
const MAX_KNOWN = 1_000

/**
 * Reads each program once, one after the other and for buyers by turns: a program may have 64 MiB. What is known of a
 * content id, opened by one key, stays true.
 * Errors: GraphQLError BLOB_STORE_UNAVAILABLE.
 * @param url base URL of the blob store
 */
export function createProgramCheck(url: string, grants: FileGrants, send: typeof fetch = fetch): ProgramCheck {
  /** Null: the key does not open it. */
  const known = new Map<string, CheckedProgram | null>()
  const inTurn = createTurns()

  async function read(program: StoredProgram, buyer: string, key: JobKey | null): Promise<CheckedProgram | null> {
    const { cid, kind } = program
    const name = nameOf(program, key)
    const found = known.get(name)
    if (found !== undefined) return found
    const authorization = `Bearer ${await grants.sign({ holder: buyer }, GRANT_SECONDS)}`
    const bytes = await send(`${url.replace(/\/$/, '')}/ipfs/${cid}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
      .then(({ ok, body }) => {
        if (!ok || !body) throw new Error('no content')
        return contentOf(body, key)
      })
      .catch((error: unknown) => {
        if ((error as { code?: string }).code === 'SEAL_BROKEN') return null
        const text = 'the blob store does not hand out the program, so it can’t be checked; try again later'
        throw apiError('BLOB_STORE_UNAVAILABLE', text)
      })
    const checked = bytes && (await checkProgram(kind, bytes))
    const [oldest] = known.keys()
    if (oldest !== undefined && known.size >= MAX_KNOWN) known.delete(oldest)
    known.set(name, checked)
    return checked
  }

  return async (spec, buyer, key) => {
    const { files } = spec
    const program = storedProgramOf(spec)
    if (!program) return []
    const isSealed = files.privacy !== 'none' && !program.public
    if (isSealed && !key) return []
    const opener = isSealed ? key : null
    const found = known.get(nameOf(program, opener))
    const checked = found !== undefined ? found : await inTurn(buyer, () => read(program, buyer, opener))
    if (checked) return problemsOfProgram(checked, spec)
    const message = 'expected a program that is sealed to spec.files.recipient; seal and upload it again'
    return [{ code: 'PROGRAM_NOT_SEALED', field: 'spec.program', message }]
  }
}

/** A seal to one key says nothing of another key. */
const nameOf = ({ kind, cid }: StoredProgram, key: JobKey | null): string => `${kind} ${cid} ${key?.recipient ?? ''}`

/** A whole stored program, opened. Others get their turn while it is: this process takes heartbeats too. */
async function contentOf(stored: ReadableStream<Uint8Array>, key: JobKey | null): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let fromTurn = 0
  for await (const part of key ? await openStream(stored, key.identity) : stored) {
    parts.push(part)
    fromTurn += part.length
    if (fromTurn < TURN_BYTES) continue
    fromTurn = 0
    await new Promise(setImmediate)
  }
  return Buffer.concat(parts)
}
