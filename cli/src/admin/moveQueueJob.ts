import type { Command } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

const DONE = { retry: 'is enqueued once more', discard: 'is deleted' }

/** `aiigo admin retry`, `aiigo admin discard`: what becomes of a queue job that was given up. */
export function moveQueueJob(verb: 'retry' | 'discard'): Command {
  return defineCommand({
    arguments: [
      { name: 'QUEUE', about: 'name of the queue' },
      { name: 'ID', about: 'of a queue job that was given up: aiigo admin failed' },
    ],
    examples: [`aiigo admin ${verb} verify ID`],
    schemas: async () => ({ result: (await import('../schemas/admin.js')).moved }),
    async run(context, input) {
      const { withOperator } = await import('./withOperator.js')
      const [queue, id] = [input.required('QUEUE'), input.required('ID')]
      return withOperator(context, input, 'session', async ({ operator }) => {
        await operator[verb](queue, id, { signal: context.signal })
        return { queue, id }
      })
    },
    show({ queue, id }, output) {
      output.line(`queue job ${output.style.bold(id)} of ${queue} ${DONE[verb]}`)
    },
  })
}
