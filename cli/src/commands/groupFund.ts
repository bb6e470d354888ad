import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { GROUP } from '../group/arguments.js'
import { groupIdOf } from '../group/groupId.js'
import { YES } from '../job/confirmSpending.js'
import { FROM_BALANCE } from '../job/payDeposit.js'

export default defineCommand({
  arguments: [GROUP],
  options: [FROM_BALANCE, YES, PASSWORD_OPTION],
  examples: ['aiigo group fund GROUP', 'aiigo group fund GROUP --from-balance --yes'],
  schemas: async () => ({ result: (await import('../schemas/group.js')).funded }),
  async run(context, input) {
    const groupId = groupIdOf(context.command, input)
    const [{ withSession }, { confirmPayments, payGroup }, { sumsOf }, { printable }] = await Promise.all([
      import('../session/openSession.js'),
      import('../group/payGroup.js'),
      import('../group/describeGroup.js'),
      import('@aiigo/domain'),
    ])
    return withSession(context, input, 'chain', async (session) => {
      const { buyer, platform } = session
      const { signal } = context
      const { name } = await buyer.group(groupId, { signal })
      const group = await buyer.submittedGroup(groupId, { signal })
      const jobs = group.jobs.length
      if (jobs === 0) return { groupId, jobs, deposits: [], topUps: [] }
      const payments = await confirmPayments(context, input, session, group.deposits, {
        jobs: `${jobs} jobs without a deposit`,
        doing: `Pay the deposits for ${jobs} jobs of "${printable(name)}"`,
      })
      const topUps = await payGroup(context, buyer, group, payments)
      const deposits = sumsOf(group.deposits, platform.paymentTokens).map(({ shown }) => shown)
      return { groupId, jobs, deposits, topUps: [...topUps] }
    })
  },
  async show({ groupId, jobs, deposits }, output) {
    const { moneyOf } = await import('../group/describeGroup.js')
    output.line(
      jobs === 0
        ? `all jobs of group ${output.style.bold(groupId)} are paid or over`
        : `the deposits of ${moneyOf(deposits)} of ${jobs} jobs of group ${output.style.bold(groupId)} are signed for`,
    )
    output.line(`→ follow it: aiigo group show ${groupId} --follow`)
  },
})
