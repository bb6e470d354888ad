import { canonicalJson, JOB_LIMITS, parseAmount, printable } from '@aiigo/domain'
import { type LoadedGroup, uploadGroup } from '@aiigo/sdk/node'
import type { Input } from '@aiigo/terminal'
import { amountOf } from '@aiigo/terminal/money'
import type { Context } from '../Context.js'
import { tokenOf } from '../job/describeJob.js'
import { type Session, withSession } from '../session/openSession.js'
import { moneyOf, stepsText } from './describeGroup.js'
import { handInGroup } from './handInGroup.js'
import { confirmPayments } from './payGroup.js'

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
    await noteQuote(context, session, loaded)
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

/** Tells what the jobs would cost and which of them no node could take now, before anything is paid. */
async function noteQuote(
  { output, signal }: Context,
  { buyer, platform }: Session,
  { group }: LoadedGroup,
): Promise<void> {
  const { atOnce, costs, warnings } = await buyer.quoteGroup(partOf(group), { signal })
  const expected = costs.map(({ token, expectedCost }) =>
    amountOf(expectedCost, tokenOf(platform.paymentTokens, token)),
  )
  output.note(`expected cost ${moneyOf(expected)}; ${atOnce} jobs at once by the nodes that are free now`)
  for (const { message } of warnings) output.note(`note: ${printable(message)}`)
}

/** The first steps with as many different demands as a quote takes; the API warns of all at the submission. */
function partOf({ jobs }: LoadedGroup['group']): Pick<LoadedGroup['group'], 'jobs'> {
  const demands = new Set<string>()
  const end = jobs.findIndex(({ file }) => {
    const { program, resources, limits, allow, deny, profile, weights, budget } = file
    demands.add(canonicalJson({ program, resources, limits, allow, deny, profile, weights, budget }))
    return demands.size > JOB_LIMITS.quotedDemands
  })
  return { jobs: end === -1 ? jobs : jobs.slice(0, end) }
}
