import { readStartConfig, type StartConfig } from '@aiigo/devstack'
import type { Hex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { z } from 'zod'

/** The public development mnemonic; its accounts from 12 on are funded on local chains and belong to nobody else there. */
const MNEMONIC = 'test test test test test test test test test test test junk'
const BUYER_INDEX = 12

const schema = z.object({
  /** A platform that runs somewhere else; needs ETHEREUM_RPC_URL and, in earnest, BUYER_PRIVATE_KEY too. */
  AIIGO_API_URL: z.url({ protocol: /^https?$/, error: "expected the API's GraphQL URL, http or https" }).optional(),
  BUYER_PRIVATE_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, "expected the buyer's private key, 0x and 64 hex digits")
    .transform((key) => key as Hex)
    .optional(),
})

export interface DemoConfig {
  /** Where a running platform would be. */
  readonly apiUrl: string
  readonly ethereumRpcUrl: string
  /** Whether the platform was named by a setting; then none is started. */
  readonly external: boolean
  readonly privateKey: Hex
  /** Results go into `results/` below. */
  readonly dataDir: string
  /** For a stack that the demo starts itself. */
  readonly stack: StartConfig
}

function devKey(): Hex {
  const key = mnemonicToAccount(MNEMONIC, { addressIndex: BUYER_INDEX }).getHdKey().privateKey
  if (!key) throw new Error('the development mnemonic gave no private key')
  return `0x${Buffer.from(key).toString('hex')}`
}

/**
 * Reads and checks the environment: the settings of `npm start`, so that both mean the same stack, and the demo's own.
 * @throws EnvironmentError or ZodError naming what is wrong.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): DemoConfig {
  const stack = readStartConfig(env)
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const own = schema.parse(given)
  return {
    apiUrl: own.AIIGO_API_URL ?? `http://127.0.0.1:${stack.ports.api}/graphql`,
    ethereumRpcUrl: stack.external.ethereumRpcUrl ?? `http://127.0.0.1:${stack.ports.chain}`,
    external: own.AIIGO_API_URL !== undefined,
    privateKey: own.BUYER_PRIVATE_KEY ?? devKey(),
    dataDir: stack.dataDir,
    stack,
  }
}
