import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [
    { flags: '--reason <TEXT>', about: 'what is wrong with the result; the panel reads it' },
    YES,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo dispute JOB --reason "line 3 of statistics.json is empty"'],
  schemas: () => import('../schemas/dispute.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { tokenOf }, { amountOf, money }] = await Promise.all([
      import('../session/openSession.js'),
      import('../job/describeJob.js'),
      import('@aiigo/terminal/money'),
    ])
    return withSession(context, input, 'chain', async ({ buyer, platform }) => {
      const { signal, leaves, output, prompts } = context
      const { token: address } = await buyer.job(jobId, { signal })
      const token = tokenOf(platform.paymentTokens, address)
      const maxBond = await buyer.disputeBond(jobId, { signal })
      const bond = amountOf(maxBond, token)
      const reason =
        input.text('reason') ??
        (await prompts.text({ message: 'What is wrong with the result', instead: '--reason TEXT' }))
      await confirmSpending(
        context,
        input,
        `Put up a bond of ${money(bond)}? It comes back when the panel decides for you, and is lost when it does not.`,
      )
      const progress = output.progress()
      progress.update('opening the dispute')
      const onTransaction = ({ what, hash }: { what: string; hash: string }): void => {
        progress.update(`waiting for a block with ${what}`)
        leaves({ jobId, goesOn: `the transaction ${hash} (${what}) may be mined`, command: `aiigo jobs ${jobId}` })
      }
      const { transaction } = await buyer
        .dispute(jobId, reason, { signal, maxBond, onTransaction })
        .finally(() => progress.end())
      return { jobId, reason, bond, transaction }
    })
  },
  show({ jobId, bond }, output) {
    output.line(`opened a dispute about job ${output.style.bold(jobId)} with a bond of ${bond.amount} ${bond.symbol}`)
    output.line(`→ follow it: aiigo jobs ${jobId} --follow`)
  },
})
