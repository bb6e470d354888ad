import { CliError, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { GROUP } from '../group/arguments.js'
import { groupIdOf } from '../group/groupId.js'
import { YES } from '../job/confirmSpending.js'
import { FROM_BALANCE } from '../job/payDeposit.js'
import { GIVE_UP_AFTER } from '../session/patienceOption.js'

export default defineCommand({
  arguments: [GROUP],
  options: [
    { flags: '--wait', about: 'wait for the results, showing one progress' },
    { flags: '--out <DIR>', about: 'with --wait: download the results into this folder' },
    { flags: '--wait-for-node', about: 'hand in also a job that no registered node could take' },
    GIVE_UP_AFTER,
    FROM_BALANCE,
    YES,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo group retry GROUP', 'aiigo group retry GROUP --wait --out results --yes'],
  schemas: async () => ({ result: (await import('../schemas/group.js')).submitted }),
  async run(context, input) {
    const groupId = groupIdOf(context.command, input)
    const [{ withSession }, { handInGroup }, { confirmPayments }, { stepsText }, { isFailedMember }, { printable }] =
      await Promise.all([
        import('../session/openSession.js'),
        import('../group/handInGroup.js'),
        import('../group/payGroup.js'),
        import('../group/describeGroup.js'),
        import('@aiigo/sdk'),
        import('@aiigo/domain'),
      ])
    return withSession(context, input, 'chain', async (session) => {
      const { buyer } = session
      const { signal } = context
      const { members, name } = await buyer.group(groupId, { signal })
      const failed = members.filter(isFailedMember)
      if (failed.length === 0) {
        throw new CliError(
          'NOTHING_FAILED',
          `expected a group of which a job did not succeed, ${groupId} has none`,
          `see where it stands: aiigo group show ${groupId}`,
          { groupId },
        )
      }
      const deposits = failed.map(({ taskRequest: { token, budget } }) => ({ token, amount: budget }))
      const payments = await confirmPayments(context, input, session, deposits, {
        jobs: `${failed.length} of ${members.length} jobs did not succeed (${stepsText(failed)})`,
        doing: `Pay new deposits for ${failed.length} jobs of "${printable(name)}"`,
      })
      const waitForNode = input.flag('waitForNode')
      return handInGroup(context, input, session, payments, () => buyer.retryGroup(groupId, { signal, waitForNode }))
    })
  },
  async show(answer, output) {
    ;(await import('../group/showSubmitted.js')).showSubmitted(answer, output)
  },
})
