import { resolve } from 'node:path'
import { parseEnvironment } from '@aiigo/service'
import { z } from 'zod'

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback)

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4002),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string({ error: 'expected the folder that keeps the blobs' }).transform((path) => resolve(path)),
  FILE_GRANT_SECRET: z
    .string({ error: 'expected the secret that file grants are signed with, at least 32 characters' })
    .min(32, 'expected at least 32 characters, the same as API and worker have'),
  /** Largest file before it is sealed, bytes. */
  MAX_BLOB_BYTES: count(64 * 1024 * 1024),
  /** How long a file is kept that no job names. Hours. */
  UNCLAIMED_HOURS: count(24),
  /** Uploads a minute for each wallet. */
  UPLOADS_PER_MINUTE: count(600),
  /** Open connections of an IP address; behind trusted proxies, its open requests. */
  CONNECTIONS_PER_ADDRESS: count(500),
  /** Proxies in front whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Config = z.output<typeof schema>

/** Reads and checks the environment; all problems are reported at once. */
export function readConfig(): Config {
  return parseEnvironment(schema)
}
