import { usdFeedsTextSchema } from '@aiigo/chain'
import { parseEnvironment } from '@aiigo/service'
import { isAddress } from 'viem'
import { z } from 'zod'

const url = (what: string, protocol = /^https?$/) => z.url({ protocol, error: `expected the URL of ${what}` })
const subgraphUrl = url('the subgraph’s query endpoint, such as http://host:8000/subgraphs/name/aiigo')
const count = (fallback: number) => z.coerce.number().int().min(0).default(fallback)

const schema = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: 'expected the URL of the PostgreSQL database, postgresql://…',
    }),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected the URL of Redis, redis://…' }).optional(),
    ETHEREUM_RPC_URL: url('the chain’s node'),
    SUBGRAPH_URL: subgraphUrl,
    BLOB_STORE_URL: url('the blob store, as this process reaches it'),
    BLOB_PUBLIC_URL: url('the blob store, as clients reach it').optional(),
    DEPLOYMENT_FILE: z.string({ error: 'expected the path of the deployment file' }).min(1),
    AUTH_JWT_SECRET: z
      .string({ error: 'expected the secret that tokens are signed with, at least 32 characters' })
      .min(32, 'expected at least 32 characters, the same as the blob gateway has'),
    SIWE_DOMAIN: z.string({ error: 'expected the domain that sign-in messages name, such as localhost:4000' }).min(1),
    SIWE_URI: z.url({ error: 'expected the URI that sign-in messages name' }).optional(),
    MATCHER_ADDRESS: z.custom<`0x${string}`>(
      (value) => typeof value === 'string' && isAddress(value),
      'expected the address of the operator’s account, which assigns tasks',
    ),
    /** Wallets that may plan capacity, comma-separated. Default: the matcher's account alone. */
    OPERATOR_ADDRESSES: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim().toLowerCase()))
      .refine((list) => list.every((one) => isAddress(one)), 'expected addresses, comma-separated')
      .optional(),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Origins browsers may call from, comma-separated; * allows any (no cookies are used). */
    CORS_ORIGINS: z.string().default('*'),
    /** Proxies in front whose X-Forwarded-For is believed. */
    TRUSTED_PROXIES: count(0),
    /** Apollo's landing page at GET /graphql. */
    LANDING_PAGE: z.enum(['true', 'false']).default('true'),
    /** Requests a minute for each signed-in address, and for each IP address without one. 0: no limit. */
    RATE_LIMIT_PER_MINUTE: count(3_000),
    MIN_WINDOW_SECONDS: count(600),
    /** Added to a job's run limit for fetching inputs and handing in results. */
    TRANSFER_GRACE_SECONDS: count(15),
    /** How long to wait at start for graph-node to answer. Milliseconds. */
    SUBGRAPH_WAIT_MS: count(10_000),
    /**
     * Where dollar prices come from, by token symbol:
     * {"ETH":{"chainlink":"0x…","maxAgeSeconds":3900},"USDC":{"static":"1"}}.
     */
    USD_FEEDS: usdFeedsTextSchema.optional(),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).default(10),
  })
  .transform((config) => ({
    ...config,
    BLOB_PUBLIC_URL: config.BLOB_PUBLIC_URL ?? config.BLOB_STORE_URL,
    OPERATOR_ADDRESSES: config.OPERATOR_ADDRESSES ?? [config.MATCHER_ADDRESS.toLowerCase()],
    SIWE_URI: config.SIWE_URI ?? `http://${config.SIWE_DOMAIN}`,
  }))

export type Config = z.output<typeof schema>

/** Reads and checks the environment; all problems are reported at once. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  return parseEnvironment(schema, environment)
}

/** Where `npm run introspect` asks. */
export function readIntrospectUrl(): string {
  return parseEnvironment(z.object({ SUBGRAPH_URL: subgraphUrl })).SUBGRAPH_URL
}
