import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'
import { jobIdOf } from '../job/jobId.js'
import { GIVE_UP_AFTER } from '../session/patienceOption.js'

export default defineCommand({
  arguments: [JOB],
  options: [
    { flags: '--wait', about: 'wait until the node is paid' },
    { flags: '--unchecked', about: 'approve it although its check goes on, or found another result' },
    GIVE_UP_AFTER,
    YES,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo approve JOB', 'aiigo approve JOB --wait --yes'],
  schemas: () => import('../schemas/approve.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { tokenOf }, { amountOf, money }, { followJob, hasFailed }, { failedJob }] =
      await Promise.all([
        import('../session/openSession.js'),
        import('../job/describeJob.js'),
        import('@aiigo/terminal/money'),
        import('../job/followJob.js'),
        import('../job/failedJob.js'),
      ])
    return withSession(context, input, 'chain', async (opened) => {
      const { signal, leaves } = context
      const { buyer, platform } = opened
      const { token: address } = await buyer.job(jobId, { signal })
      const token = tokenOf(platform.paymentTokens, address)
      const result = await buyer.result(jobId, { signal })
      const cost = amountOf(result.cost, token)
      const { exitCode, manifestSha256, nodeId } = result
      await confirmSpending(
        context,
        input,
        `Accept the result (exit code ${exitCode}, ${result.files.length} files) and pay ${money(cost)} to node ${nodeId}? This cannot be taken back.`,
      )
      await buyer.approve(jobId, result, { signal, unchecked: input.flag('unchecked') })
      const approved = { jobId, manifestSha256, cost }
      if (!input.flag('wait')) return { ...approved, state: 'VERIFYING' as const }
      leaves({
        jobId,
        goesOn: `job ${jobId} is approved and is paid without you`,
        command: `aiigo jobs ${jobId} --follow`,
      })
      const last = await followJob(context, opened, jobId, { token })
      if (hasFailed(last.state)) throw failedJob(jobId, last)
      return { ...approved, state: last.state }
    })
  },
  show({ jobId, cost, state }, output) {
    const { amount, symbol } = cost
    output.line(
      state === 'PAID'
        ? `approved; ${amount} ${symbol} are paid, the rest of the deposit is in your balance`
        : `approved; the platform pays ${amount} ${symbol} in a moment: aiigo jobs ${jobId}`,
    )
    output.line('→ take the rest: aiigo balance withdraw')
  },
})
