import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { confirmSpending } from '../job/confirmSpending.js'

export default defineCommand({
  arguments: [
    {
      ...{ name: 'CALL', isList: true },
      about:
        'CONTRACT.function(arguments): as the contract takes them, lists as [a, b], text in double quotes; a number may have one of the units days, hours, AIIGO, ETH, gwei, USDC',
    },
  ],
  options: [
    { flags: '--description <TEXT>', about: 'what it does, and why; it is on the chain, and everybody can read it' },
    { flags: '-y, --yes', about: 'propose it without asking' },
    PASSWORD_OPTION,
  ],
  examples: [
    `aiigo vote propose 'AiigoGovernor.setVotingPeriod(4 days)' --description "Vote for four days"`,
    `aiigo vote propose 'AiigoGovernor.setProposalThreshold(20000 AIIGO)' --description "Fewer proposals" --yes --json`,
  ],
  schemas: async () => ({ result: (await import('../schemas/vote.js')).proposed }),
  async run(context, input) {
    const [{ withStaker }, { readCalls }, { callText, describeCall }, { sendTransaction }, { CliError, usageError }] =
      await Promise.all([
        import('../dao/withStaker.js'),
        import('../dao/readCalls.js'),
        import('../dao/describeCall.js'),
        import('../session/sendTransaction.js'),
        import('@aiigo/terminal'),
      ])
    const { formatAmount, printable } = await import('@aiigo/domain')
    const { command, output, prompts, signal } = context
    return withStaker(context, input, async ({ staker }) => {
      const calls = readCalls(command, input.list('CALL'), staker)
      const described = calls.map((call) => describeCall(staker.decodeCall(call)))
      const { votes, proposalThreshold } = await staker.position({ signal })
      if (votes < proposalThreshold) {
        throw new CliError(
          'TOO_FEW_VOTES',
          `expected at least ${formatAmount(proposalThreshold, 18)} votes of ${staker.address} for a proposal, it has ${formatAmount(votes, 18)}`,
          'lock more AIIGO: aiigo stake lock AMOUNT; or be delegated more: aiigo stake delegate',
        )
      }
      const written =
        input.text('description') ??
        (await prompts.text({ message: 'What it does, and why', instead: '--description TEXT' }))
      const description = written.trim()
      if (description === '') throw usageError(command, 'expected a text as --description, it is empty')
      for (const call of described) output.note(`calls ${printable(callText(call))}`)
      await confirmSpending(
        context,
        input,
        `Propose ${calls.length === 1 ? 'this call' : `these ${calls.length} calls`} as "${printable(description)}"? A vote decides on it.`,
      )
      const proposal = staker.proposalId(calls, description).toString()
      const sending = { doing: 'proposing it', look: `aiigo vote show ${proposal}` }
      const transaction = await sendTransaction(context, sending, (options) =>
        staker.propose(calls, description, options),
      )
      return { proposal, description, calls: described, transaction }
    })
  },
  show({ proposal }, output) {
    output.line(`made proposal ${output.style.bold(proposal)}`)
    output.line(`→ see when its vote begins: aiigo vote show ${proposal}`)
  },
})
