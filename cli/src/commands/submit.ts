import type { JobState } from '@aiigo/domain'
import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB_FILE } from '../job/arguments.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'
import { FROM_BALANCE, payDeposit } from '../job/payDeposit.js'
import { GIVE_UP_AFTER } from '../session/patienceOption.js'

const noop = (): void => undefined

export default defineCommand({
  arguments: [JOB_FILE],
  options: [
    { flags: '--wait', about: 'wait for the result, showing states, progress and lines; of several jobs one progress' },
    { flags: '--out <DIR>', about: 'with --wait: download the result into this folder' },
    { flags: '--wait-for-node', about: 'hand in also a job that no registered node could take' },
    GIVE_UP_AFTER,
    FROM_BALANCE,
    YES,
    PASSWORD_OPTION,
  ],
  examples: [
    'aiigo submit word-statistics --wait',
    'aiigo submit job.yaml --wait --out results --yes',
    'aiigo submit job.yaml --json --yes',
    'aiigo submit sweep --wait --out results',
  ],
  schemas: () => import('../schemas/submit.js'),
  async run(context, input) {
    const [
      session,
      { loadSubmission },
      { amountOf, money },
      describe,
      follow,
      { uploadJob, downloadResult },
      domain,
      failed,
    ] = await Promise.all([
      import('../session/openSession.js'),
      import('../job/loadJob.js'),
      import('@aiigo/terminal/money'),
      import('../job/describeJob.js'),
      import('../job/followJob.js'),
      import('@aiigo/sdk/node'),
      import('@aiigo/domain'),
      import('../job/failedJob.js'),
    ])
    const { output, signal, leaves } = context
    const { parseAmount, printable } = domain
    const job = await loadSubmission(context, input.required('JOBFILE'))
    if ('group' in job) return (await import('../group/submitGroup.js')).submitGroup(context, input, job)
    return session.withSession(context, input, 'chain', async (opened) => {
      const { buyer, connection, platform } = opened
      const { budget, name, deadlines } = job.file
      const token = describe.tokenOf(platform.paymentTokens, connection.token(budget.token).address)
      const deposit = amountOf(parseAmount(budget.amount, token.decimals), token)
      const { matched, summary } = await buyer.preview(job.file, token.symbol, { signal })
      if (matched === 0) {
        output.note(`no node fits now: ${printable(summary)}`)
        output.note(
          `a job waits ${deadlines.fundSeconds + deadlines.assignSeconds} s for one at most, then its deposit comes back`,
        )
      }
      await confirmSpending(
        context,
        input,
        `Pay a deposit of ${money(deposit)} for "${printable(name)}"? The job costs at most that; the rest comes back.`,
      )

      const storing = output.progress()
      storing.update('sealing and storing program and inputs')
      const submitted = await uploadJob(buyer, job, { signal, env: context.settings.env })
        .then((uploaded) => buyer.submit(uploaded, { signal, waitForNode: input.flag('waitForNode') }))
        .finally(() => storing.end())
      const { jobId, taskId, warnings } = submitted
      output.note(`handed in job ${jobId}`)
      for (const { message } of warnings) output.note(`note: ${printable(message)}`)
      leaves({ jobId, goesOn: `job ${jobId} was handed in and is not paid`, command: `aiigo fund ${jobId}` })

      // A job without money need not wait for it.
      const takeBack = () => buyer.cancel(jobId).then(noop, noop)
      const transaction = await payDeposit(context, input, buyer, submitted, takeBack)
      output.note(`paid the deposit of ${money(deposit)} into the escrow`)
      const goingOn = `aiigo jobs ${jobId} --follow`
      // The node gets the key of a private job from a client of the wallet that follows the job.
      const isPrivate = job.file.privacy === 'private'
      const handedIn = { jobId, taskId, name, deposit, transaction, warnings: [...warnings] }
      if (!input.flag('wait')) {
        return {
          ...handedIn,
          state: 'QUEUED' as const,
          states: [],
          files: [],
          next: `${isPrivate ? 'its node waits for the key of its files; release it' : 'follow it'}: ${goingOn}`,
        }
      }

      leaves({
        jobId,
        goesOn: isPrivate
          ? `job ${jobId} is paid; where its node has no key of the files yet, it waits for this wallet`
          : `job ${jobId} is paid and goes on without you`,
        command: `${goingOn}, or see its lines: aiigo logs -f ${jobId}`,
      })
      const states: JobState[] = []
      const last = await follow.followJob(context, opened, jobId, {
        ...{ token, until: ['VERIFYING'], withLines: true },
        onStatus({ state }) {
          if (states.at(-1) !== state) states.push(state)
        },
      })
      if (follow.hasFailed(last.state)) throw failed.failedJob(jobId, last)
      const out = input.text('out')
      const { files } = out === undefined ? { files: [] } : await downloadResult(buyer, jobId, out, { signal })
      const { state } = last
      return {
        ...{ ...handedIn, state, states },
        files: files.map(({ name: file, size, sealed, path, contentSha256 }) => ({
          ...{ name: file, size: sealed?.size ?? size, path, sha256: contentSha256 },
        })),
        next: describe.nextStep({ jobId, state, approved: false }, { hasResult: out !== undefined }),
      }
    })
  },
  async show(answer, output) {
    if ('groupId' in answer) return (await import('../group/showSubmitted.js')).showSubmitted(answer, output)
    const { jobId, state, files, next } = answer
    output.line(`job ${output.style.bold(jobId)}: ${state}`)
    for (const { path, size } of files) output.line(`  ${path} (${size} bytes)`)
    if (next) output.line(`→ ${next}`)
  },
})
