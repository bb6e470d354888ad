import { type Arbitrator, type CaseSummary, createArbitrator } from '@aiigo/sdk'
import { type Input, usageError } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import type { ShownCase } from '../schemas/arbitrate.js'
import { type Session, withSession } from '../session/openSession.js'

/** Does something with the wallet that is signed in, as an arbitrator. */
export function withArbitrator<T>(
  context: Context,
  input: Input,
  work: (session: Session & { readonly arbitrator: Arbitrator }) => Promise<T>,
): Promise<T> {
  return withSession(context, input, 'chain', (session) =>
    work({ ...session, arbitrator: createArbitrator(session.connection) }),
  )
}

/** A case by its job's id or its task's id. @throws CliError `USAGE` */
export function caseIdOf(command: string, input: Input): string {
  const word = input.required('CASE')
  if (/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|0x[0-9a-f]{64})$/i.test(word)) return word.toLowerCase()
  throw usageError(
    command,
    `expected the id of a job (a UUID) or of a task (0x and 64 hex digits), got ${JSON.stringify(word)}`,
    'see your cases: aiigo arbitrate cases',
  )
}

/** A case as `--json` prints it. */
export function describeCase({
  jobId,
  taskId,
  state,
  phase,
  openedAt,
  commitBy,
  revealBy,
  vote,
  ruling,
}: CaseSummary): ShownCase {
  return { jobId, taskId, state, phase, openedAt, commitBy, revealBy, vote, ruling }
}

/** The next step of an arbitrator in a case, as a command; null where there is none. */
export function nextCaseStep({ jobId, state, commitBy, revealBy }: ShownCase): string | null {
  if (state === 'TO_COMMIT') return `decide until ${commitBy}: aiigo arbitrate commit ${jobId} PROVIDER or BUYER`
  if (state === 'TO_REVEAL') return `open your vote until ${revealBy}: aiigo arbitrate reveal ${jobId}`
  return null
}
