import * as z from 'zod'

/** `aiigo-agent run` prints log lines, and no document. */
export const result = z.undefined()
