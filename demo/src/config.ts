import { readStartConfig, type StartConfig } from '@aiigo/devstack'
import { developmentAccount } from '@aiigo/sdk/local'
import type { Hex, LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'

/** Of the public development mnemonic: an account that local chains fund and that no other part uses there. */
const BUYER_INDEX = 12

const schema = z.object({
  /** A platform that runs somewhere else; needs ETHEREUM_RPC_URL and, in earnest, BUYER_PRIVATE_KEY too. */
  AIIGO_API_URL: z.url({ protocol: /^https?$/, error: "expected the API's GraphQL URL, http or https" }).optional(),
  /** Set by npm: the folder that it was called in. */
  INIT_CWD: z.string().optional(),
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
  /** Where the demo was called from; npm itself runs it at the project's root. */
  readonly callerDir: string
  /** Whether the platform was named by a setting; then none is started. */
  readonly external: boolean
  readonly account: LocalAccount
  /** Results go into `results/` below. */
  readonly dataDir: string
  /** For a stack that the demo starts itself. */
  readonly stack: StartConfig
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
    callerDir: own.INIT_CWD ?? process.cwd(),
    external: own.AIIGO_API_URL !== undefined,
    account: own.BUYER_PRIVATE_KEY ? privateKeyToAccount(own.BUYER_PRIVATE_KEY) : developmentAccount(BUYER_INDEX),
    dataDir: stack.dataDir,
    stack,
  }
}
