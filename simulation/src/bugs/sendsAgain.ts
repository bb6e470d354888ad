import { randomUUID } from 'node:crypto'
import type { Bug } from './Bug.js'

export const sendsAgain: Bug = {
  name: 'sendsAgain',
  foundBy: 4,
  description: 'Every try of a relay is another effect to the chain writer, so a retried settlement is sent again.',
  worker: (deps) => ({
    ...deps,
    writer: { ...deps.writer, send: (effect) => deps.writer.send({ ...effect, id: randomUUID() }) },
  }),
}
