import { type Input, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import type { Context } from '../Context.js'
import { GROUP } from '../group/arguments.js'
import { groupIdOf } from '../group/groupId.js'
import { GIVE_UP_AFTER } from '../session/patienceOption.js'

/** How far a group is, again and again until each of its jobs has ended or has its result. */
async function follow(context: Context, input: Input, groupId: string): Promise<undefined> {
  const [{ withSession }, { followGroup }, { failedGroup }, { progressOf, progressText }, { isFailedMember }] =
    await Promise.all([
      import('../session/openSession.js'),
      import('../group/followGroup.js'),
      import('../group/failedGroup.js'),
      import('../group/describeGroup.js'),
      import('@aiigo/sdk'),
    ])
  return withSession(context, input, 'session', async (session) => {
    const { buyer, platform } = session
    const { output, signal, leaves } = context
    await buyer.group(groupId, { signal })
    leaves({
      groupId,
      goesOn: `group ${groupId} goes on without you`,
      command: `aiigo group show ${groupId} --follow`,
    })
    await followGroup(context, session, groupId, {
      isShown: true,
      onProgress: (next) =>
        output.item({ groupId, progress: progressOf(next, platform.paymentTokens) }, () =>
          output.line(`${next.updatedAt}  ${progressText(next)}`),
        ),
    })
    const group = await buyer.group(groupId, { signal })
    if (group.members.some(isFailedMember)) throw failedGroup(group)
    return undefined
  })
}

export default defineCommand({
  arguments: [GROUP],
  options: [
    {
      flags: '-f, --follow',
      about: 'how far it is until all its jobs have ended or have their results, a line a change',
    },
    { flags: '--state <STATE>', about: 'only its jobs in this state, such as EXECUTING' },
    { flags: '--failed', about: 'only its jobs that did not succeed and will not' },
    GIVE_UP_AFTER,
  ],
  examples: ['aiigo group show GROUP', 'aiigo group show GROUP --follow', 'aiigo group show GROUP --failed --json'],
  schemas: async () => {
    const { shown, followed } = await import('../schemas/group.js')
    return { result: shown, item: followed }
  },
  async run(context, input) {
    const groupId = groupIdOf(context.command, input)
    const given = input.text('state')
    const isFiltered = given !== undefined || input.flag('failed')
    if (input.flag('follow') && isFiltered) {
      throw usageError(context.command, 'expected --follow alone, got --state or --failed beside it')
    }
    if (input.flag('follow')) return follow(context, input, groupId)
    const [{ withSession }, { groupSummaryOf, memberOf, nextGroupStep }, { JOB_STATES }] = await Promise.all([
      import('../session/openSession.js'),
      import('../group/describeGroup.js'),
      import('@aiigo/domain'),
    ])
    const state = JOB_STATES.find((known) => known === given?.toUpperCase())
    if (given !== undefined && !state) {
      throw usageError(context.command, `expected one of ${JOB_STATES.join(', ')} as --state, got ${given}`)
    }
    return withSession(context, input, 'session', async ({ buyer, platform }) => {
      const tokens = platform.paymentTokens
      const group = await buyer.group(groupId, { signal: context.signal })
      const members = group.members.map((member) => memberOf(member, tokens))
      return {
        group: groupSummaryOf(group, tokens),
        members: members.filter(
          (member) => (!state || member.state === state) && (!input.flag('failed') || member.failed),
        ),
        next: nextGroupStep(group),
      }
    })
  },
  async show({ group, members, next }, output) {
    const [{ money, shortMoney }, { stateStyle }, { jobNameOf, printable }] = await Promise.all([
      import('@aiigo/terminal/money'),
      import('@aiigo/terminal'),
      import('@aiigo/domain'),
    ])
    const { progress } = group
    output.facts([
      ['group', group.groupId],
      ['name', printable(group.name)],
      ['jobs', `${progress.done} of ${progress.total} done, ${progress.succeeded} succeeded`],
      ['states', progress.states.map(({ state, count }) => `${count} ${state}`).join(', ')],
      ['deposits', progress.amounts.map(({ deposit }) => money(deposit)).join(', ')],
      ['cost', progress.amounts.map(({ cost }) => money(cost)).join(', ')],
      ['handed in', group.createdAt],
    ])
    output.line()
    await output.table(
      [
        { title: 'JOB', value: ({ key, element }) => jobNameOf(key, element) },
        {
          title: 'STATE',
          value: ({ state }) => state,
          mark: (text, { state }) => stateStyle(output.style, state)(text),
        },
        { title: 'EXIT', value: ({ exitCode }) => (exitCode === null ? '' : String(exitCode)), isRight: true },
        {
          title: 'COST',
          value: ({ cost, deposit }) => (cost ? shortMoney(cost) : `≤ ${deposit.amount} ${deposit.symbol}`),
          isRight: true,
          mayShrink: true,
        },
        { title: 'ID', value: ({ jobId }) => jobId },
        { title: 'REASON', value: ({ reason }) => reason ?? '', mayShrink: true },
      ],
      members,
    )
    if (next) output.line(`→ ${next}`)
  },
})
