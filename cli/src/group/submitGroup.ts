import { canonicalJson, parseAmount, printable } from '@aiigo/domain'
import { type LoadedGroup, uploadGroup } from '@aiigo/sdk/node'
import type { Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { type Session, withSession } from '../session/openSession.js'
import { memberName, stepsText } from './describeGroup.js'
import { handInGroup } from './handInGroup.js'
import { confirmPayments } from './payGroup.js'

/** Different requirements that are previewed; the API warns of all at the submission. */
const MAX_PREVIEWS = 10

/** Hands in the jobs of a file of several, and pays for them. */
export async function submitGroup(context: Context, input: Input, loaded: LoadedGroup) {
  const { group } = loaded
  return withSession(context, input, 'chain', async (session) => {
    const { buyer, connection } = session
    const { signal, settings } = context
    const deposits = group.jobs.map(({ file: { budget } }) => {
      const { address, decimals } = connection.token(budget.token)
      return { token: address, amount: parseAmount(budget.amount, decimals) }
    })
    await noteUnmatched(context, session, loaded)
    const steps = group.jobs.length === 1 ? '' : ` (${stepsText(group.jobs)})`
    const jobs = `${group.jobs.length} ${group.jobs.length === 1 ? 'job' : 'jobs'}`
    const payments = await confirmPayments(context, input, session, deposits, {
      jobs: `${jobs}${steps}`,
      doing: `Pay the deposits for the ${jobs} of "${printable(group.name)}"`,
    })
    return handInGroup(context, input, session, payments, async () =>
      buyer.submitGroup(await uploadGroup(buyer, loaded, { signal, env: settings.env }), {
        signal,
        waitForNode: input.flag('waitForNode'),
      }),
    )
  })
}

/** Tells of jobs that no node could take now, before anything is paid; jobs that ask the same count once. */
async function noteUnmatched(
  { output, signal }: Context,
  { buyer, connection }: Session,
  { group }: LoadedGroup,
): Promise<void> {
  const asked = Map.groupBy(group.jobs, ({ file }) => {
    const { resources, limits, allow, deny, profile, weights, budget } = file
    return canonicalJson({ resources, limits, allow, deny, profile, weights, token: budget.token })
  })
  for (const [first] of [...asked.values()].slice(0, MAX_PREVIEWS)) {
    if (!first) continue
    const { symbol } = connection.token(first.file.budget.token)
    const { matched, summary } = await buyer.preview(first.file, symbol, { signal })
    if (matched === 0) output.note(`no node fits ${printable(memberName(first))} now: ${printable(summary)}`)
  }
}
