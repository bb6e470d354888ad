import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo admin alerts'],
  schemas: async () => ({ result: (await import('../schemas/admin.js')).alerts }),
  async run(context, input) {
    const { withOperator } = await import('../admin/withOperator.js')
    return withOperator(context, input, 'session', async ({ operator }) => ({
      alerts: (await operator.alerts({ signal: context.signal })).map(
        ({ id, code, severity, message, advice, since }) => ({ id, code, severity, message, advice, since }),
      ),
    }))
  },
  show({ alerts }, output) {
    if (alerts.length === 0) output.line('nothing is wrong')
    for (const { severity, message, advice, since } of alerts) {
      const mark = severity === 'CRITICAL' ? output.style.bad : output.style.bold
      output.line(`${mark(severity)} ${message}${since === null ? '' : ` (since ${since})`}`)
      output.line(`→ ${advice}`)
    }
  },
})
