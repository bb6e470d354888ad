import { CliError, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { GROUP } from '../group/arguments.js'
import { groupIdOf } from '../group/groupId.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'

export default defineCommand({
  arguments: [GROUP],
  options: [
    { flags: '--unchecked', about: 'approve results although their checks go on, or found other results' },
    YES,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo group approve GROUP', 'aiigo group approve GROUP --yes'],
  schemas: async () => ({ result: (await import('../schemas/group.js')).approved }),
  async run(context, input) {
    const groupId = groupIdOf(context.command, input)
    const [{ withSession }, { memberName, moneyOf, sumsOf }, { amountOf }, { approveMembers }, { tokenOf }] =
      await Promise.all([
        import('../session/openSession.js'),
        import('../group/describeGroup.js'),
        import('@aiigo/terminal/money'),
        import('../group/approveMembers.js'),
        import('../job/describeJob.js'),
      ])
    return withSession(context, input, 'chain', async ({ buyer, platform }) => {
      const { signal } = context
      const tokens = platform.paymentTokens
      const { members } = await buyer.group(groupId, { signal })
      const open = members.flatMap((member) => {
        const { state, approved, exitCode, cost, taskRequest } = member
        if (state !== 'VERIFYING' || approved || exitCode !== 0 || cost === null) return []
        return [{ ...member, cost, token: taskRequest.token }]
      })
      if (open.length === 0) {
        throw new CliError(
          'NOTHING_TO_APPROVE',
          `expected a group with results that wait for an approval and whose programs ended with 0, group ${groupId} has none`,
          `see where it stands: aiigo group show ${groupId}; a single job: aiigo approve JOB`,
          { groupId },
        )
      }
      const asked = moneyOf(
        sumsOf(
          open.map(({ token, cost }) => ({ token, amount: cost })),
          tokens,
        ).map((one) => one.shown),
      )
      await confirmSpending(
        context,
        input,
        `Accept the results of ${open.length} of ${members.length} jobs and pay ${asked} to their nodes? This cannot be taken back.`,
      )
      const { done, left } = await approveMembers(context, buyer, open, { unchecked: input.flag('unchecked') })
      if (left.length > 0) {
        const error = new CliError(
          'RESULTS_LEFT',
          `approved ${done.length} of ${open.length} results; ${left.map(({ member }) => memberName(member)).join(', ')} not: ${left[0]?.message}`,
          'when a check goes on, run it again; object to a wrong result: aiigo dispute JOB --reason TEXT; to pay nevertheless: --unchecked',
          { groupId },
        )
        const problems = left.map(({ member, code, message }) => ({ code, field: memberName(member), message }))
        throw Object.assign(error, { problems })
      }
      return {
        groupId,
        approved: done.map(({ member, manifestSha256 }) => ({
          ...{ jobId: member.jobId, key: member.key, element: member.element, manifestSha256 },
          cost: amountOf(member.cost, tokenOf(tokens, member.token)),
        })),
        costs: sumsOf(
          done.map(({ member: { token, cost } }) => ({ token, amount: cost })),
          tokens,
        ).map((one) => one.shown),
      }
    })
  },
  async show({ groupId, approved, costs }, output) {
    const { moneyOf } = await import('../group/describeGroup.js')
    output.line(
      `approved ${approved.length} results; the platform pays ${moneyOf(costs)} in a moment: aiigo group show ${groupId}`,
    )
    output.line('→ take the rest: aiigo balance withdraw')
  },
})
