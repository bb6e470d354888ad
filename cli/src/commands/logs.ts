import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'
import { GIVE_UP_AFTER } from '../session/patienceOption.js'

export default defineCommand({
  arguments: [JOB],
  options: [
    { flags: '-f, --follow', about: 'go on until the result is there' },
    { flags: '--after <SEQ>', about: 'only lines behind this cursor (seq of --json)' },
    GIVE_UP_AFTER,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo logs JOB', 'aiigo logs -f JOB', 'aiigo logs -f JOB --json'],
  schemas: () => import('../schemas/logs.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { printable }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/domain'),
    ])
    const { output, signal, leaves } = context
    const isFollowing = input.flag('follow')
    let seq = input.count('after', { min: 0, max: 2 ** 31 - 1 }) ?? 0
    return withSession(context, input, isFollowing ? 'wallet' : 'session', async ({ buyer, patient }) => {
      // A job of another wallet has no lines, and would look like one that prints nothing.
      await buyer.job(jobId, { signal })
      const lines = []
      // With the result the log is complete, though the job ends minutes later.
      const until = ['VERIFYING'] as const
      const options = { signal: patient, follow: isFollowing, afterSeq: seq, check: isFollowing, until }
      const leave = (): void => {
        const goingOn = { jobId, goesOn: `job ${jobId} goes on without you` }
        leaves({ ...goingOn, command: `aiigo logs -f ${jobId}${seq > 0 ? ` --after ${seq}` : ''}` })
      }
      if (isFollowing) leave()
      for await (const line of buyer.logs(jobId, options)) {
        seq = line.seq
        if (isFollowing) leave()
        // A program draws its progress over and over; a pipe or a screen reader gets lines.
        const end = line.end === '\r' && !output.isTerminal ? '\n' : line.end
        const show = (): void => output.text(`${line.stream === 'SYSTEM' ? '· ' : ''}${printable(line.text)}${end}`)
        if (isFollowing) output.item(line, show)
        else if (output.isJson) lines.push(line)
        else show()
      }
      return isFollowing || !output.isJson ? undefined : { jobId, lines }
    })
  },
})
