import { usdFeedsTextSchema } from '@aiigo/chain'
import { type BonusShares, isDecimalAmount, parseAmount } from '@aiigo/domain'
import { parseEnvironment } from '@aiigo/service'
import { z } from 'zod'

const seconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback)

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  ETHEREUM_RPC_URL: z.url({ protocol: /^https?$/ }),
  SUBGRAPH_URL: z.url({ protocol: /^https?$/ }),
  BLOB_STORE_URL: z.url({ protocol: /^https?$/ }),
  FILE_GRANT_SECRET: z.string().min(32, 'expected at least 32 characters, the same as API and blob gateway have'),
  /** Draws whose results are checked by another run; the same in all workers, and in no other process. */
  CHECK_SECRET: z.string().min(32, 'expected at least 32 characters, the same in all workers'),
  /** How long a job's files are kept after its last deadline. Days. */
  FILE_RETENTION_DAYS: z.coerce.number().int().min(0).default(30),
  /** How long events of ended jobs, of offers and of cases are kept. Days. */
  EVENT_RETENTION_DAYS: z.coerce.number().int().min(1).default(90),
  /** How long transactions of the platform are kept once their fate and that of their jobs is settled. Days. */
  TRANSACTION_RETENTION_DAYS: z.coerce.number().int().min(7).default(365),
  /** Written by the deployment: chain id, first block, addresses. */
  DEPLOYMENT_FILE: z.string().min(1),
  OPERATOR_PRIVATE_KEY: z.custom<`0x${string}`>(
    (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value),
    'expected 0x and 64 hex digits',
  ),
  /**
   * Keys of further accounts for transactions, comma-separated: they send what contracts take from anyone, and, with
   * the operator's role there, what needs it. Assignments are the main account's, which the requests name.
   */
  RELAY_PRIVATE_KEYS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine(
      (keys): keys is `0x${string}`[] => keys.every((key) => /^0x[0-9a-fA-F]{64}$/.test(key)),
      'expected keys of 0x and 64 hex digits, comma-separated',
    )
    .optional(),
  /** The most that the platform pays for gas in 24 hours, whole ETH; new transactions wait then. Default: no limit. */
  GAS_BUDGET_ETHER: z
    .string()
    .refine(isDecimalAmount, 'expected a decimal number of ETH')
    .transform((text) => parseAmount(text, 18))
    .optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Of /healthz, /readyz and /metrics. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Collector of traces, OTLP over HTTP, such as http://collector:4318. Default: no traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Part of the traces that are kept, 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(15),
  /**
   * Expected hashes of a nonce are at least 2 to this power; for a node whose power is known, as many as take
   * POW_SOLVE_SECONDS.
   */
  POW_DIFFICULTY_BITS: z.coerce.number().int().min(1).max(48).default(16),
  /** The contract's bounds. */
  POW_NONCES: z.coerce.number().int().min(64).max(128).default(64),
  /** How long a node of known power should take for a challenge: long beside a block, short beside POW_SECONDS. */
  POW_SOLVE_SECONDS: seconds(240),
  /** Time to answer a challenge. */
  POW_SECONDS: seconds(600),
  /** Time between challenges of a node. */
  POW_INTERVAL_SECONDS: seconds(86_400),
  /** Time between challenges of a node with fewer than ten proofs; never less than the contract's. */
  POW_NEW_INTERVAL_SECONDS: seconds(86_400),
  /** The most that a transaction bids for each unit of gas; when the chain asks for more, transactions wait. */
  MAX_FEE_GWEI: z.coerce.number().min(0.001).default(500),
  /** Blocks after which what came from the chain is final; default 12, on the local chain 2. */
  CONFIRMATIONS: z.coerce.number().int().min(1).max(10_000).optional(),
  /**
   * How long after a deadline that was missed in times of trouble an attempt is ended at the latest, which penalises
   * its node and returns the deposit; default a day, on the local chain 300.
   */
  PENALTY_HOLD_SECONDS: z.coerce.number().int().min(0).optional(),
  /** Trouble that the operator declares, in words: while it is set no node is penalised. */
  PLATFORM_TROUBLE: z.string().optional(),
  OFFER_SECONDS: seconds(10),
  HEARTBEAT_TIMEOUT_SECONDS: seconds(15),
  /** Where dollar prices come from, by token symbol; as the API's. */
  USD_FEEDS: usdFeedsTextSchema.optional(),
  /** How governance divides a bonus period's budget: referral, uptime, performance, basis points. */
  BONUS_SHARES: z
    .string()
    .regex(/^\d{1,5},\d{1,5},\d{1,5}$/, 'expected three numbers, such as 2000,4000,4000')
    .default('2000,4000,4000')
    .transform((text): BonusShares => {
      const [REFERRAL = 0, UPTIME = 0, PERFORMANCE = 0] = text.split(',').map(Number)
      return { REFERRAL, UPTIME, PERFORMANCE }
    })
    .refine(
      ({ REFERRAL, UPTIME, PERFORMANCE }) => REFERRAL + UPTIME + PERFORMANCE === 10_000,
      'expected shares that add up to 10000',
    ),
  /** Budget of every bonus period, whole AIIGO, for deployments without a distributor on chain. 0: no bonuses there. */
  BONUS_EPOCH_BUDGET: z
    .string()
    .refine(isDecimalAmount, 'expected a decimal number of whole AIIGO')
    .default('0')
    .transform((text) => parseAmount(text, 18)),
})

export type WorkerConfig = z.output<typeof schema>

/** The worker's settings. @throws EnvironmentError naming everything that is wrong at once */
export function readConfig(env: Record<string, string | undefined> = process.env): WorkerConfig {
  return parseEnvironment(schema, env)
}
