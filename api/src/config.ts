import { usdFeedsTextSchema } from '@aiigo/chain'
import { isDecimalAmount, jsonText, parseAmount } from '@aiigo/domain'
import { parseEnvironment } from '@aiigo/service'
import { type Address, isAddress } from 'viem'
import { z } from 'zod'

const url = (what: string, protocol = /^https?$/) => z.url({ protocol, error: `expected the URL of ${what}` })
const subgraphUrl = url('the subgraph’s query endpoint, such as http://host:8000/subgraphs/name/aiigo')
const count = (fallback: number) => z.coerce.number().int().min(0).default(fallback)

const developmentWallets = jsonText('wallets such as [{"name":"Buyer","address":"0x…"}]').pipe(
  z.array(
    z.object({
      name: z.string().min(1),
      address: z.string().refine((text) => isAddress(text), 'expected an address'),
    }),
  ),
)

const schema = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: 'expected the URL of the PostgreSQL database, postgresql://…',
    }),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected the URL of Redis, redis://…' }).optional(),
    ETHEREUM_RPC_URL: url('the chain’s node'),
    /** The chain's node as providers reach it, for the agent's command. Default: they bring a node of their own. */
    ETHEREUM_RPC_PUBLIC_URL: url('the chain’s node, as providers reach it').optional(),
    SUBGRAPH_URL: subgraphUrl,
    BLOB_STORE_URL: url('the blob store, as this process reaches it'),
    BLOB_PUBLIC_URL: url('the blob store, as clients reach it').optional(),
    DEPLOYMENT_FILE: z.string({ error: 'expected the path of the deployment file' }).min(1),
    AUTH_JWT_SECRET: z
      .string({ error: 'expected the secret that tokens are signed with, at least 32 characters' })
      .min(32, 'expected at least 32 characters'),
    FILE_GRANT_SECRET: z
      .string({ error: 'expected the secret that file grants are signed with, at least 32 characters' })
      .min(32, 'expected at least 32 characters, the same as blob gateway and worker have'),
    FILE_KEY: z
      .string({ error: 'expected the secret that the keys of jobs are kept under, at least 32 characters' })
      .min(32, 'expected at least 32 characters, none that another secret has'),
    /** Files that a wallet may have in the blob store. MiB together; less before its first trade. */
    FILE_QUOTA_MIB: count(51_200),
    FILE_QUOTA_NEW_MIB: count(512),
    MAX_FILES_PER_WALLET: count(50_000),
    /** How long a job's files are kept after its last deadline. Days. */
    FILE_RETENTION_DAYS: count(30),
    SIWE_DOMAIN: z.string({ error: 'expected the domain that sign-in messages name, such as localhost:4000' }).min(1),
    SIWE_URI: z.url({ error: 'expected the URI that sign-in messages name' }).optional(),
    MATCHER_ADDRESS: z.custom<`0x${string}`>(
      (value) => typeof value === 'string' && isAddress(value),
      'expected the address of the operator’s account, which assigns tasks',
    ),
    /** Wallets of the platform's operators, comma-separated. Default: the matcher's account alone. */
    OPERATOR_ADDRESSES: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim().toLowerCase()))
      .refine((list) => list.every((one) => isAddress(one)), 'expected addresses, comma-separated')
      .optional(),
    /** Addresses of the worker's RELAY_PRIVATE_KEYS, comma-separated. */
    RELAY_ADDRESSES: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .refine((list): list is Address[] => list.every((one) => isAddress(one)), 'expected addresses, comma-separated')
      .optional(),
    /** ETH that the platform may spend for gas in 24 hours, as the worker's; for alerts. Default: no limit. */
    GAS_BUDGET_ETHER: z.string().refine(isDecimalAmount, 'expected a decimal number of ETH').optional(),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Origins browsers may call from, comma-separated; * allows any (no cookies are used). */
    CORS_ORIGINS: z.string().default('*'),
    /** Proxies in front whose X-Forwarded-For is believed. */
    TRUSTED_PROXIES: count(0),
    NODE_ENV: z.string().optional(),
    /** The built portal, which is served at /. Default: no portal. */
    PORTAL_DIR: z.string().min(1).optional(),
    /** The built docs, which are served at /docs. Default: no docs. */
    DOCS_DIR: z.string().min(1).optional(),
    /**
     * Wallets of a local chain whose keys its node holds, for the portal: [{"name":"Buyer","address":"0x…"}]. The API
     * passes their calls on at /rpc. Refused in production.
     */
    DEVELOPMENT_WALLETS: developmentWallets.optional(),
    /** A page for browsers at GET /graphql. Default: not in production (NODE_ENV). */
    LANDING_PAGE: z.enum(['true', 'false']).optional(),
    /** Whether clients may ask for the schema. Default: not in production (NODE_ENV). */
    INTROSPECTION: z.enum(['true', 'false']).optional(),
    /** Cost a minute of an IP address's queries without a sign-in. 0: no limit. */
    COST_PER_MINUTE_ANONYMOUS: count(500_000),
    /** Cost a minute of a wallet's operations. 0: no limit. */
    COST_PER_MINUTE: count(2_000_000),
    /** Steps of signing in a minute from an IP address; they cost nothing of the others. 0: no limit. */
    SIGN_INS_PER_MINUTE: count(600),
    /** Bearer token for /metrics and the details of /readyz from elsewhere; on this machine none is needed. */
    OPERATOR_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
    /** Open WebSockets of an IP address, and of a wallet. */
    SOCKETS_PER_ADDRESS: count(500),
    SOCKETS_PER_WALLET: count(100),
    /** Processes that answer queries; 0: they are answered where heartbeats are taken. */
    READERS: z.coerce.number().int().min(0).max(1).default(1),
    MIN_WINDOW_SECONDS: count(600),
    /** Added to a job's run limit for fetching inputs and handing in results. */
    TRANSFER_GRACE_SECONDS: count(15),
    /** Blocks after which the end of a job is final; as the worker's. Default 12, on the local chain 2. */
    CONFIRMATIONS: z.coerce.number().int().min(1).max(10_000).optional(),
    /** How long to wait at start for graph-node to answer. Milliseconds. */
    SUBGRAPH_WAIT_MS: count(10_000),
    /**
     * Where dollar prices come from, by token symbol:
     * {"ETH":{"chainlink":"0x…","maxAgeSeconds":3900},"USDC":{"static":"1"}}.
     */
    USD_FEEDS: usdFeedsTextSchema.optional(),
    /** Collector of traces, OTLP over HTTP, such as http://collector:4318. Default: no traces. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    /** Part of the traces that are kept, 0 to 1. */
    OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).default(20),
  })
  .refine((config) => config.NODE_ENV !== 'production' || !config.DEVELOPMENT_WALLETS?.length, {
    path: ['DEVELOPMENT_WALLETS'],
    error: 'expected none in production: their keys are public',
  })
  .transform((config) => ({
    ...config,
    DEVELOPMENT_WALLETS: config.DEVELOPMENT_WALLETS ?? [],
    RELAY_ADDRESSES: config.RELAY_ADDRESSES ?? [],
    GAS_BUDGET_ETHER: config.GAS_BUDGET_ETHER === undefined ? null : parseAmount(config.GAS_BUDGET_ETHER, 18),
    BLOB_PUBLIC_URL: config.BLOB_PUBLIC_URL ?? config.BLOB_STORE_URL,
    LANDING_PAGE: (config.LANDING_PAGE ?? String(config.NODE_ENV !== 'production')) === 'true',
    INTROSPECTION: (config.INTROSPECTION ?? String(config.NODE_ENV !== 'production')) === 'true',
    OPERATOR_ADDRESSES: config.OPERATOR_ADDRESSES ?? [config.MATCHER_ADDRESS.toLowerCase()],
    SIWE_URI: config.SIWE_URI ?? `http://${config.SIWE_DOMAIN}`,
  }))

export type Config = z.output<typeof schema>

/** Reads and checks the environment; all problems are reported at once. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  return parseEnvironment(schema, environment)
}

/** The environment that a reader is started with: the same settings. */
export function readerEnvironment(): Record<string, string | undefined> {
  return { ...process.env, AIIGO_PARENT_PID: String(process.pid) }
}

/** The socket file that a reader listens on. */
export function readReaderSocket(): string {
  const schema = z.object({ READER_SOCKET: z.string({ error: 'expected to be started by the API' }).min(1) })
  return parseEnvironment(schema).READER_SOCKET
}

/** Where `npm run introspect` asks. */
export function readIntrospectUrl(): string {
  return parseEnvironment(z.object({ SUBGRAPH_URL: subgraphUrl })).SUBGRAPH_URL
}
