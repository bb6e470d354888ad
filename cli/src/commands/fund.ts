import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'
import { jobIdOf } from '../job/jobId.js'
import { FROM_BALANCE, payDeposit } from '../job/payDeposit.js'

export default defineCommand({
  arguments: [JOB],
  options: [FROM_BALANCE, YES, PASSWORD_OPTION],
  examples: ['aiigo fund JOB', 'aiigo fund JOB --from-balance --yes'],
  schemas: () => import('../schemas/fund.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { amountOf, money }, { tokenOf }, { printable }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/terminal/money'),
      import('../job/describeJob.js'),
      import('@aiigo/domain'),
    ])
    return withSession(context, input, 'chain', async ({ buyer, platform }) => {
      const { signal } = context
      const { name } = await buyer.job(jobId, { signal })
      const job = await buyer.submitted(jobId, { signal })
      const deposit = amountOf(job.request.budget, tokenOf(platform.paymentTokens, job.request.token))
      await confirmSpending(context, input, `Pay a deposit of ${money(deposit)} for "${printable(name)}"?`)
      return { jobId, taskId: job.taskId, deposit, transaction: await payDeposit(context, input, buyer, job) }
    })
  },
  show({ jobId, deposit }, output) {
    output.line(`the deposit of ${deposit.amount} ${deposit.symbol} of job ${output.style.bold(jobId)} is paid`)
    output.line(`→ follow it: aiigo jobs ${jobId} --follow`)
  },
})
