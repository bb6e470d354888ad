import {
  NODE_SENSORS,
  parseAmount,
  parseSettings,
  REGIONS,
  RESOURCE_TYPES,
  rateOf,
  sensorSchema,
  TOKEN_SYMBOLS,
} from '@aiigo/domain'
import * as z from 'zod'
import { capsSchema, NO_CAPS } from '../caps/capsSchema.js'

const url = (what: string) => z.string().regex(/^https?:\/\/\S+$/, `expected ${what}, http:// or https://`)
const amount = (what: string) => z.string().regex(/^[0-9]{1,20}(\.[0-9]{1,18})?$/, `expected ${what} such as "0.0001"`)
const NAME = /^(?=.*\S)[\w .-]{1,64}$/

/** The file that `aiigo-agent init` writes. Paths are relative to its folder. */
const agentFileSchema = z.strictObject({
  platform: z.strictObject({
    api: url("the API's GraphQL URL"),
    rpc: url('the JSON-RPC URL of the chain'),
    blobs: url('the base URL of the blob store'),
    /** The contracts that the agent trusts. */
    deployment: z.string().min(1),
  }),
  /** Name of the wallet in the folder `keystore`. */
  wallet: z.string().min(1),
  /** File with the wallet's password in its first line; without it `run` asks, or takes systemd's credential. */
  passwordFile: z.string().min(1).optional(),
  name: z.string().regex(NAME, 'expected 1 to 64 letters, digits, spaces, ".", "_" or "-"'),
  region: z.enum(REGIONS),
  hardware: z
    .strictObject({
      type: z.enum(RESOURCE_TYPES).optional(),
      units: z.int().min(1).max(1_024).optional(),
      memoryMiB: z.int().min(64).max(67_108_864).optional(),
    })
    .default({}),
  /** Sensors whose readings the node sells; of type IOT. */
  sensors: z.array(sensorSchema).max(NODE_SENSORS).optional(),
  /** Seed of simulated sensors, for trials. */
  simulatedSensors: z.string().min(1).max(100).optional(),
  /** Lowest prices in whole tokens: of an hour of one unit (GPU, CPU), else of one unit of usage. */
  asks: z.partialRecord(z.enum(TOKEN_SYMBOLS), amount('a price')).refine((asks) => Object.keys(asks).length > 0, {
    error: 'the node has no price',
    params: { expected: 'at least one price', advice: 'write one such as ETH: "0.0001"' },
  }),
  /** Whole AIIGO. */
  stake: amount('a stake').optional(),
  dataDir: z.string().min(1).default('data'),
  health: z.strictObject({ host: z.string().optional(), port: z.int().min(0).max(65_535).optional() }).default({}),
  /** Of nodes of type NETWORK that serve files: the URL for readers, and the address and port to listen at. */
  serve: z
    .strictObject({
      url: url('the URL at which readers reach this node'),
      host: z.string().min(1).optional(),
      port: z.int().min(0).max(65_535).optional(),
    })
    .optional(),
  /** Disk space that jobs leave free, MiB. */
  diskReserveMiB: z.int().min(0).optional(),
  /** Disk space of images of public programs that are kept for later jobs, MiB. */
  imagesMiB: z.int().min(0).optional(),
  /** Time that running jobs get after the agent was asked to stop, seconds. */
  drainSeconds: z.int().min(0).max(604_800).optional(),
  powThreads: z.int().min(0).max(256).optional(),
  /** Whether the node takes benchmarks of the platform. */
  benchmark: z.boolean().optional(),
  /** Where `update` finds releases. */
  releases: url('the folder of releases').optional(),
  caps: capsSchema.default(NO_CAPS),
})

/** The settings of a machine, as its owner writes them. */
export type AgentFile = z.output<typeof agentFileSchema>
export type AgentFileInput = z.input<typeof agentFileSchema>

/**
 * Reads and checks the text of `agent.yaml`.
 * @throws InvalidInputError with every problem: the key, what was expected, what came, the line
 */
export const parseAgentFile = (text: string): AgentFile =>
  parseSettings(text, agentFileSchema, 'see agent/README.md, or write it anew: aiigo-agent init')

/** Decimals of the tokens that an ask may be in. */
const DECIMALS = { ETH: 18, USDC: 6, AIIGO: 18 } as const

/**
 * The settings as environment variables: `config.ts` is the one place that knows what they mean, and variables of the
 * environment stand above them.
 * @param place makes a path absolute
 */
export function toEnvironment(file: AgentFile, place: (path: string) => string): Record<string, string> {
  const { platform, hardware, health, caps } = file
  const type = hardware.type ?? 'CPU'
  const asks = Object.entries(file.asks).map(([symbol, price = '0']) => {
    const units = parseAmount(price, DECIMALS[symbol as keyof typeof DECIMALS])
    return [symbol, rateOf(type, units).toString()]
  })
  const isUrl = /^https?:/.test(platform.deployment)
  const settings: Record<string, string | number | undefined> = {
    API_URL: platform.api,
    ETHEREUM_RPC_URL: platform.rpc,
    BLOB_STORE_URL: platform.blobs,
    DEPLOYMENT_FILE: isUrl ? platform.deployment : place(platform.deployment),
    AGENT_NAME: file.name,
    AGENT_REGION: file.region,
    AGENT_RESOURCE_TYPE: type,
    AGENT_UNITS: hardware.units,
    AGENT_MEMORY_MIB: hardware.memoryMiB,
    AGENT_SENSORS: file.sensors?.join(','),
    AGENT_SIMULATED_SENSORS: file.simulatedSensors,
    AGENT_ASKS: JSON.stringify(Object.fromEntries(asks)),
    AGENT_STAKE: file.stake === undefined ? undefined : parseAmount(file.stake, 18).toString(),
    AGENT_DATA_DIR: place(file.dataDir),
    AGENT_DISK_RESERVE_MIB: file.diskReserveMiB,
    AGENT_IMAGES_MIB: file.imagesMiB,
    AGENT_SERVE_URL: file.serve?.url,
    AGENT_SERVE_HOST: file.serve?.host,
    AGENT_SERVE_PORT: file.serve?.port,
    AGENT_DRAIN_SECONDS: file.drainSeconds,
    AGENT_POW_THREADS: file.powThreads,
    AGENT_BENCHMARK: file.benchmark === undefined ? undefined : file.benchmark ? 'on' : 'off',
    AGENT_CAPS: JSON.stringify(caps),
    HOST: health.host,
    PORT: health.port,
  }
  const set = Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return Object.fromEntries(set)
}
