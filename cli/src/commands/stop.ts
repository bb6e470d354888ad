import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [PASSWORD_OPTION],
  examples: ['aiigo stop JOB'],
  schemas: () => import('../schemas/stop.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const { withSession } = await import('../session/openSession.js')
    return withSession(context, input, 'session', async ({ buyer }) => {
      const { signal } = context
      await buyer.stop(jobId, { signal })
      const { state } = await buyer.job(jobId, { signal })
      return { jobId, state }
    })
  },
  show({ jobId }, output) {
    output.line(`asked the node to stop job ${output.style.bold(jobId)}`)
    output.line(`→ its result has what was written, and bills what it used: aiigo jobs ${jobId} --follow`)
  },
})
