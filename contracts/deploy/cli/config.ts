import { type Address, type Hex, isAddress } from 'viem'
import { z } from 'zod'
import type { DeployConfig } from '../config.js'
import { localAccount } from '../localAccounts.js'
import { localPreset, mainnetPreset, sepoliaPreset } from '../presets.js'

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value), 'expected an address (0x…)')
const privateKey = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/i.test(value),
  'expected a private key of 32 bytes (0x…)',
)

const addresses = z
  .string()
  .transform((list) => list.split(',').map((part) => part.trim()))
  .pipe(z.array(address))

const localSchema = z.object({
  ETHEREUM_RPC_URL: z.url(),
  CHAIN_ID: z.literal('31337'),
  /** Default: the first account of the development mnemonic. */
  DEPLOYER_PRIVATE_KEY: privateKey.optional(),
  OPERATOR_ADDRESS: address.optional(),
})

const publicSchema = z.object({
  ETHEREUM_RPC_URL: z.url(),
  CHAIN_ID: z.enum(['1', '11155111']),
  DEPLOYER_PRIVATE_KEY: privateKey,
  OPERATOR_ADDRESS: address,
  /** Default: the DAO's treasury contract. Another one has to be the timelock, or a contract that it controls. */
  TREASURY_ADDRESS: address.optional(),
  HOLDER_TEAM: address,
  HOLDER_PRIVATE_SALE: address,
  HOLDER_PUBLIC_SALE: address,
  /** Three to fifteen, separated by commas. */
  GUARDIANS: addresses,
  /** How many of them act together; default: a majority. */
  GUARDIAN_THRESHOLD: z.coerce.number().int().min(2).optional(),
  /** None, or five to 128, separated by commas; default: none, until the DAO adds some. */
  ARBITRATORS: addresses.optional(),
  /** Unix seconds; default: vesting starts with the deployment. */
  VESTING_START: z.coerce.number().int().positive().optional(),
})

/** The deployment's settings from the environment; the required ones depend on the chain. */
export function readDeployEnvironment(env: Record<string, string | undefined> = process.env): {
  rpcUrl: string
  deployerPrivateKey: Hex
  config: DeployConfig
} {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = z.discriminatedUnion('CHAIN_ID', [localSchema, publicSchema]).safeParse(given)
  if (!parsed.success)
    throw new Error(`the environment does not describe a deployment:\n${z.prettifyError(parsed.error)}`)
  const set = parsed.data
  if (set.CHAIN_ID === '31337') {
    return {
      rpcUrl: set.ETHEREUM_RPC_URL,
      deployerPrivateKey: set.DEPLOYER_PRIVATE_KEY ?? localAccount(0).privateKey,
      config: localPreset(set.OPERATOR_ADDRESS ? { operator: set.OPERATOR_ADDRESS } : {}),
    }
  }
  const preset = set.CHAIN_ID === '1' ? mainnetPreset : sepoliaPreset
  return {
    rpcUrl: set.ETHEREUM_RPC_URL,
    deployerPrivateKey: set.DEPLOYER_PRIVATE_KEY,
    config: preset({
      operator: set.OPERATOR_ADDRESS,
      ...(set.TREASURY_ADDRESS === undefined ? {} : { treasury: set.TREASURY_ADDRESS }),
      holders: {
        team: set.HOLDER_TEAM,
        privateSale: set.HOLDER_PRIVATE_SALE,
        publicSale: set.HOLDER_PUBLIC_SALE,
      },
      council: {
        members: set.GUARDIANS,
        threshold: set.GUARDIAN_THRESHOLD ?? Math.floor(set.GUARDIANS.length / 2) + 1,
      },
      ...(set.ARBITRATORS === undefined ? {} : { arbitrators: set.ARBITRATORS }),
      ...(set.VESTING_START === undefined ? {} : { vestingStart: set.VESTING_START }),
    }),
  }
}
