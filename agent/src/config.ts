import { availableParallelism, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { jsonText, NODE_SENSORS, REGIONS, RESOURCE_TYPES, sensorSchema } from '@aiigo/domain'
import { parseEnvironment } from '@aiigo/service'
import type { Hex } from 'viem'
import { z } from 'zod'
import { capsSchema, NO_CAPS } from './caps/capsSchema.js'

const MIB = 1_048_576
/** The most memory that the platform takes in a node's description: 64 TiB. */
const MAX_MEMORY_MIB = 67_108_864

const baseUnits = (what: string) =>
  z
    .string()
    .regex(/^[0-9]{1,39}$/, `expected ${what} in base units, digits only`)
    .transform(BigInt)

/** `{"ETH":"1000"}`: what the node asks per million units of usage, by token symbol or address. */
const asks = jsonText('prices per million units of usage such as {"ETH":"1000000000000000000"}').pipe(
  z
    .record(
      z.string().regex(/^(ETH|USDC|AIIGO|0x[0-9a-fA-F]{40})$/, 'expected ETH, USDC, AIIGO or an address'),
      baseUnits('a rate'),
    )
    .refine((map) => Object.keys(map).length > 0, 'expected at least one price'),
)

/** Whether the deployment file is fetched, not read. */
export const isUrl = (place: string): boolean => /^https?:\/\//.test(place)

/** Whether nobody between the agent and the URL can change the file. */
export function isTrustedUrl(place: string): boolean {
  const { protocol, hostname } = new URL(place)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

const fields = z.object({
  API_URL: z.url({ protocol: /^https?$/, error: "expected the API's GraphQL URL, http or https" }),
  ETHEREUM_RPC_URL: z.url({ protocol: /^https?$/, error: 'expected the JSON-RPC URL of the chain' }),
  BLOB_STORE_URL: z
    .url({ protocol: /^https?$/, error: 'expected the base URL of the blob store' })
    .transform((url) => url.replace(/\/+$/, '')),
  DEPLOYMENT_FILE: z
    .string({ error: 'expected the path of the deployment file, or its URL' })
    .refine((place) => !isUrl(place) || isTrustedUrl(place), {
      error: 'expected an https URL, since the file names the contracts that get the stake; http only of this machine',
    })
    .transform((place) => (isUrl(place) ? place : resolve(place))),
  PROVIDER_PRIVATE_KEY: z
    .string({ error: "expected the provider's private key, 0x and 64 hex digits" })
    .regex(/^0x[0-9a-fA-F]{64}$/, 'expected 0x and 64 hex digits')
    .transform((key) => key as Hex),
  AGENT_NAME: z
    .string({ error: "expected the node's name; with the wallet it makes the node's id" })
    .regex(/^(?=.*\S)[\w .-]{1,64}$/, 'expected 1 to 64 letters, digits, spaces, ".", "_" or "-", not spaces alone'),
  AGENT_REGION: z.enum(REGIONS),
  AGENT_RESOURCE_TYPE: z.enum(RESOURCE_TYPES).default('CPU'),
  AGENT_UNITS: z.coerce.number().int().min(1).max(1_024).default(availableParallelism()),
  AGENT_MEMORY_MIB: z.coerce
    .number()
    .int()
    .min(64)
    .max(MAX_MEMORY_MIB)
    .default(Math.max(64, Math.floor((totalmem() / MIB) * 0.75))),
  AGENT_ASKS: asks,
  /** Names of the sensors whose readings the node sells, with commas between them. */
  AGENT_SENSORS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((name) => name.trim() || []))
    .pipe(z.array(sensorSchema).max(NODE_SENSORS))
    .refine((names) => new Set(names).size === names.length, 'expected each sensor once'),
  /** Seed of simulated sensors, for trials; null: there are none. */
  AGENT_SIMULATED_SENSORS: z
    .string()
    .max(100)
    .default('')
    .transform((seed) => (seed === '' ? null : seed)),
  /** The owner's limits, as JSON text. */
  AGENT_CAPS: jsonText('limits such as {"celsius":80}').pipe(capsSchema).default(NO_CAPS),
  AGENT_DATA_DIR: z.string({ error: 'expected the folder for journal and jobs' }).transform((path) => resolve(path)),
  /** Disk space that jobs leave free, MiB. */
  AGENT_DISK_RESERVE_MIB: z.coerce.number().int().min(0).max(1_000_000_000).default(256),
  /** Disk space of images of public programs that are kept for later jobs, MiB. */
  AGENT_IMAGES_MIB: z.coerce.number().int().min(0).max(1_000_000_000).default(4_096),
  /** Base URL at which readers reach the files that the node serves; without it the node serves none. */
  AGENT_SERVE_URL: z
    .url({ protocol: /^https?$/, error: 'expected the URL at which readers reach this node, http or https' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** Address and port of the server of files. */
  AGENT_SERVE_HOST: z.string().default('127.0.0.1'),
  AGENT_SERVE_PORT: z.coerce.number().int().min(0).max(65_535).default(4310),
  AGENT_STAKE: baseUnits('a stake').default(1_000n * 10n ** 18n),
  /** Threads that solve proof-of-work challenges; 0 is one less than there are cores. */
  AGENT_POW_THREADS: z.coerce.number().int().min(0).max(256).default(0),
  /** Whether the node takes benchmarks of the platform. */
  AGENT_BENCHMARK: z.enum(['on', 'off']).default('on'),
  /** Time that running jobs get after the agent was asked to stop. Seconds. */
  AGENT_DRAIN_SECONDS: z.coerce.number().int().min(0).max(604_800).default(5),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4300),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** A node of another type gets no jobs of readings. */
const sellsAsIot = {
  keeps: (config: { AGENT_SENSORS?: readonly string[]; AGENT_RESOURCE_TYPE?: string }): boolean =>
    !config.AGENT_SENSORS?.length || config.AGENT_RESOURCE_TYPE === 'IOT',
  message: { message: 'expected AGENT_RESOURCE_TYPE=IOT for a node that sells readings', path: ['AGENT_SENSORS'] },
}

const schema = fields.refine(sellsAsIot.keeps, sellsAsIot.message)

export type Config = z.output<typeof schema>

const lockedSchema = fields.omit({ PROVIDER_PRIVATE_KEY: true }).refine(sellsAsIot.keeps, sellsAsIot.message)

/** The settings of an agent whose wallet is not open. */
export type LockedConfig = z.output<typeof lockedSchema>

/**
 * Reads and checks the environment.
 * @throws EnvironmentError naming every variable that is missing or wrong.
 */
export function readConfig(env?: Record<string, string | undefined>): Config {
  return parseEnvironment(schema, env)
}

/** The same without the wallet's key. @throws EnvironmentError */
export function readLockedConfig(env: Record<string, string | undefined>): LockedConfig {
  return parseEnvironment(lockedSchema, env)
}
