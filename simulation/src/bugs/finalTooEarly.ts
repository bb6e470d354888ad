import type { Bug } from './Bug.js'

export const finalTooEarly: Bug = {
  name: 'finalTooEarly',
  foundBy: 1,
  description: 'The end of a job counts as final in the block that has it.',
  worker: (deps) => ({ ...deps, settings: { ...deps.settings, confirmations: 0 } }),
}
