import { type Input, PASSWORD_OPTION, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import type { Context } from '../Context.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'
import { GIVE_UP_AFTER } from '../session/patienceOption.js'

const LIMIT = 20

/** The states of a job until its end: those that were, and those that come. */
async function follow(context: Context, input: Input, jobId: string): Promise<undefined> {
  const [{ withSession }, { tokenOf }, { followJob, hasFailed, statusText }, { failedJob }] = await Promise.all([
    import('../session/openSession.js'),
    import('../job/describeJob.js'),
    import('../job/followJob.js'),
    import('../job/failedJob.js'),
  ])
  return withSession(context, input, 'wallet', async (opened) => {
    const { buyer, platform } = opened
    const { output, signal, leaves } = context
    const { token } = await buyer.job(jobId, { signal })
    leaves({ jobId, goesOn: `job ${jobId} goes on without you`, command: `aiigo jobs ${jobId} --follow` })
    const last = await followJob(context, opened, jobId, {
      token: tokenOf(platform.paymentTokens, token),
      isShown: true,
      onStatus: (status) => output.item({ jobId, ...status }, () => output.line(`${status.at}  ${statusText(status)}`)),
    })
    if (hasFailed(last.state)) throw failedJob(jobId, last)
    return undefined
  })
}

async function one(context: Context, input: Input, jobId: string) {
  const [{ withSession }, { attemptsOf, checkOf, checkpointOf, movesOf, nextStep, summaryOf }] = await Promise.all([
    import('../session/openSession.js'),
    import('../job/describeJob.js'),
  ])
  return withSession(context, input, 'session', async ({ buyer, platform }) => {
    const { signal } = context
    const moves = input.flag('history') ? await buyer.history(jobId, { signal }) : []
    // Read after the moves: then the attempt of each move is there.
    const job = await buyer.job(jobId, { signal })
    const summary = summaryOf(job, platform.paymentTokens)
    return {
      jobs: [summary],
      hasMore: false,
      attempts: attemptsOf(job),
      checkpoint: checkpointOf(job),
      check: checkOf(job),
      history: movesOf(job, moves),
      next: nextStep(summary),
    }
  })
}

async function many(context: Context, input: Input) {
  const [{ withSession }, { summaryOf }, { JOB_STATES }] = await Promise.all([
    import('../session/openSession.js'),
    import('../job/describeJob.js'),
    import('@aiigo/domain'),
  ])
  const limit = input.count('limit', { min: 1, max: 1_000 }) ?? LIMIT
  const given = input.text('state')
  const state = JOB_STATES.find((known) => known === given?.toUpperCase())
  if (given !== undefined && !state) {
    throw usageError(context.command, `expected one of ${JOB_STATES.join(', ')} as --state, got ${given}`)
  }
  return withSession(context, input, 'session', async ({ buyer, platform }) => {
    const jobs = []
    let hasMore = false
    const pages = buyer.jobs({
      signal: context.signal,
      pageSize: Math.min(limit + 1, 100),
      ...(state ? { state } : {}),
    })
    for await (const { job } of pages) {
      hasMore = jobs.length === limit
      if (hasMore) break
      jobs.push(summaryOf(job, platform.paymentTokens))
    }
    return { jobs, hasMore, attempts: [], checkpoint: null, check: null, history: [], next: null }
  })
}

interface Check {
  readonly state: string
  readonly reason: string | null
  readonly dueAt: string
}

/** A check in words: what came of it, or until when it ends. */
function checkText({ state, reason, dueAt }: Check): string {
  if (state === 'PENDING' || state === 'ASSIGNED') return `goes on, until ${dueAt} at the latest`
  if (state === 'NOT_DRAWN') return 'none: the draw did not choose it'
  return [state.toLowerCase(), reason].filter((part) => part !== null).join(': ')
}

export default defineCommand({
  arguments: [{ ...JOB, isOptional: true }],
  options: [
    { flags: '-f, --follow', about: 'of one job: its states until it has ended, one a line' },
    { flags: '--history', about: 'of one job: every move, with its cause, caller, transaction and reason' },
    { flags: '--state <STATE>', about: 'only jobs in this state, such as EXECUTING' },
    { flags: '--limit <N>', about: `at most so many jobs; default: ${LIMIT}` },
    GIVE_UP_AFTER,
    PASSWORD_OPTION,
  ],
  examples: [
    'aiigo jobs',
    'aiigo jobs --state VERIFYING --json',
    'aiigo jobs JOB',
    'aiigo jobs JOB --follow',
    'aiigo jobs JOB --history',
  ],
  schemas: () => import('../schemas/jobs.js'),
  async run(context, input) {
    if (input.text('JOB') === undefined) {
      if (input.flag('follow'))
        throw usageError(context.command, 'expected a job to follow, got none', 'aiigo jobs JOB --follow')
      if (input.flag('history'))
        throw usageError(context.command, 'expected a job with --history, got none', 'aiigo jobs JOB --history')
      return many(context, input)
    }
    const jobId = jobIdOf(context.command, input)
    if (input.flag('follow') && input.flag('history'))
      throw usageError(context.command, 'expected --follow or --history, got both')
    return input.flag('follow') ? follow(context, input, jobId) : one(context, input, jobId)
  },
  async show({ jobs, hasMore, attempts, checkpoint, check, history, next }, output) {
    const [{ money, shortMoney }, { stateStyle }, { printable }] = await Promise.all([
      import('@aiigo/terminal/money'),
      import('@aiigo/terminal'),
      import('@aiigo/domain'),
    ])
    const [only] = jobs
    if (next === null || !only) {
      if (!only) output.line('no job yet; hand one in: aiigo submit word-statistics')
      await output.table(
        [
          { title: 'JOB', value: ({ jobId }) => jobId },
          {
            title: 'STATE',
            value: ({ state }) => state,
            mark: (text, { state }) => stateStyle(output.style, state)(text),
          },
          {
            title: 'COST',
            value: ({ cost, budget }) => (cost ? shortMoney(cost) : `≤ ${budget.amount} ${budget.symbol}`),
            isRight: true,
            mayShrink: true,
          },
          { title: 'NAME', value: ({ name }) => name, mayShrink: true },
        ],
        jobs,
      )
      if (hasMore) output.line('there are more: aiigo jobs --limit 100')
      return
    }
    output.facts([
      ['job', only.jobId],
      ['name', printable(only.name)],
      ['state', stateStyle(output.style, only.state)(only.state)],
      ['reason', only.reason && printable(only.reason)],
      ['deposit', money(only.budget)],
      ['cost', only.cost && money(only.cost)],
      ['exit code', only.exitCode === null ? null : String(only.exitCode)],
      ['node', only.nodeId],
      ['attempts', `${only.attempts} of ${only.maxAttempts}`],
      [
        'checkpoint',
        checkpoint &&
          `${checkpoint.sequence} of attempt ${checkpoint.attempt}, ${checkpoint.size} bytes, ${checkpoint.at}`,
      ],
      ['check', check && checkText(check)],
      ['due', only.dueAt],
      ['paid by itself', only.approved ? null : only.settleAfter],
      ['handed in', only.createdAt],
    ])
    if (attempts.length > 0) {
      output.line()
      await output.table(
        [
          { title: 'ATTEMPT', value: ({ number }) => (number === null ? '' : String(number)), isRight: true },
          { title: 'STATE', value: ({ state }) => state },
          { title: 'NODE', value: ({ nodeId }) => nodeId, mayShrink: true },
          { title: 'REASON', value: ({ reason }) => reason ?? '', mayShrink: true },
        ],
        attempts,
      )
    }
    if (history.length > 0) {
      output.line()
      await output.table(
        [
          { title: 'TIME', value: ({ at }) => at },
          { title: 'OF', value: ({ attemptId, nodeId }) => nodeId ?? attemptId ?? 'job', mayShrink: true },
          { title: 'FROM → TO', value: ({ from, to }) => (from === null ? `→ ${to}` : `${from} → ${to}`) },
          { title: 'CAUSE', value: ({ cause }) => cause },
          { title: 'BY', value: ({ actor }) => actor ?? 'platform', mayShrink: true },
          { title: 'REASON', value: ({ reason }) => reason ?? '', mayShrink: true },
          { title: 'TRANSACTION', value: ({ transaction }) => transaction ?? '', mayShrink: true },
        ],
        history,
      )
    }
    output.line(`→ ${next}`)
  },
})
