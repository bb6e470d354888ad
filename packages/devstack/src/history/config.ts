import { parseEnvironment } from '@aiigo/service'
import { z } from 'zod'

const schema = z.object({ DATABASE_URL: z.string(), ETHEREUM_RPC_URL: z.string(), DEPLOYMENT_FILE: z.string() })

/** Where a history is written to; `npm start -- --history` sets it. */
export const readHistoryConfig = (env: Record<string, string | undefined> = process.env) =>
  parseEnvironment(schema, env)
