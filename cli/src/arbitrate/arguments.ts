import type { ArgumentSpec } from '../Command.js'

/** The argument of the commands about a case. */
export const CASE: ArgumentSpec = { name: 'CASE', about: 'id of the job, or of its task: aiigo arbitrate cases' }
