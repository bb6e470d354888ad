import { z } from 'zod'
import { parseEnvironment } from './environment.js'

/** The environment of this package itself: the pid of the supervisor, when there is one. */
export function readParentPid(env: Record<string, string | undefined> = process.env): number {
  const schema = z.object({ AIIGO_PARENT_PID: z.coerce.number().int().min(0).default(0) })
  return parseEnvironment(schema, env).AIIGO_PARENT_PID
}
