import type { ArgumentSpec } from '@aiigo/terminal'

/** The argument of the commands about a case. */
export const CASE: ArgumentSpec = { name: 'CASE', about: 'id of the job, or of its task: aiigo arbitrate cases' }
