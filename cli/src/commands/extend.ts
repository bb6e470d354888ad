import { PASSWORD_OPTION, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'
import { jobIdOf } from '../job/jobId.js'

/** Longest time that a job may take in all, seconds. */
const MAX_SECONDS = 604_800

export default defineCommand({
  arguments: [JOB],
  options: [
    { flags: '--seconds <N>', about: 'time to add to the run and to its deadline' },
    { flags: '--usage <N>', about: 'usage to add, in the unit of the resource (default: the seconds × the units)' },
    { flags: '--deposit <AMOUNT>', about: 'deposit to add (default: what the usage costs at the node’s rate)' },
    YES,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo extend JOB --seconds 3600', 'aiigo extend JOB --seconds 3600 --deposit 0.002 --yes'],
  schemas: () => import('../schemas/extend.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { tokenOf }, { amountOf, money }, { parseAmount }] = await Promise.all([
      import('../session/openSession.js'),
      import('../job/describeJob.js'),
      import('@aiigo/terminal/money'),
      import('@aiigo/domain'),
    ])
    const seconds = input.count('seconds', { min: 1, max: MAX_SECONDS })
    if (seconds === undefined) throw usageError(context.command, 'expected the time to add as --seconds N')
    const usage = input.count('usage', { min: 0, max: Number.MAX_SAFE_INTEGER })
    return withSession(context, input, 'chain', async ({ buyer, platform }) => {
      const { signal, leaves, output } = context
      const { token: address } = await buyer.job(jobId, { signal })
      const token = tokenOf(platform.paymentTokens, address)
      const text = input.text('deposit')
      const wanted = {
        seconds,
        ...(usage === undefined ? {} : { usage: BigInt(usage) }),
        ...(text === undefined ? {} : { deposit: parseAmount(text, token.decimals) }),
      }
      const planned = await buyer.planExtension(jobId, wanted, { signal })
      const added = amountOf(planned.addedDeposit, token)
      await confirmSpending(
        context,
        input,
        `Add ${money(added)} to the deposit, and ${seconds} s to the run? What is not used comes back.`,
      )
      const progress = output.progress()
      progress.update('extending the job')
      const onTransaction = ({ what, hash }: { what: string; hash: string }): void => {
        progress.update(`waiting for a block with ${what}`)
        leaves({ jobId, goesOn: `the transaction ${hash} (${what}) may be mined`, command: `aiigo jobs ${jobId}` })
      }
      const { dueAt, maxUsage, deposit, transaction } = await buyer
        .extend(jobId, wanted, { signal, maxDeposit: planned.addedDeposit, onTransaction })
        .finally(() => progress.end())
      return {
        ...{ jobId, dueAt: dueAt.toISOString(), maxUsage: String(maxUsage), added, transaction },
        deposit: amountOf(deposit, token),
      }
    })
  },
  show({ jobId, dueAt, deposit }, output) {
    output.line(`extended job ${output.style.bold(jobId)}: its result is due at ${dueAt}`)
    output.line(`the deposit is ${deposit.amount} ${deposit.symbol} now; what is not used comes back`)
  },
})
