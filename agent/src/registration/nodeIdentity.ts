import { createHash } from 'node:crypto'
import { type Deployment, findPaymentToken, nodeIdOf, paymentTokens } from '@aiigo/chain'
import { canonicalJson, NotRetryableError, RESOURCE_TYPES, regionToBytes8 } from '@aiigo/domain'
import type { Ask, NodeDescription, NodeSpec } from '@aiigo/sdk'
import { type Address, type Hex, isAddressEqual, keccak256, stringToBytes } from 'viem'
import type { Config } from '../config.js'
import type { Gpu } from '../machine/detectGpus.js'
import { hardwareOf } from '../machine/requireGpus.js'
import type { SoldSensor } from '../sensors/findSensors.js'

/** The node's properties off chain and on chain, from the configuration. */
export interface NodeIdentity {
  readonly nodeId: Hex
  readonly description: NodeDescription
  readonly chainSpec: NodeSpec
  /** Every payment token of the deployment, those without a price at rate 0. */
  readonly asks: readonly Ask[]
  /** The specification document whose SHA-256 the chain keeps. */
  readonly document: string
}

/** Parts of the machine that the node offers. */
export interface NodeParts {
  readonly gpus?: readonly Gpu[]
  readonly sensors?: readonly Pick<SoldSensor, 'name'>[]
}

type Settings = Pick<
  Config,
  'AGENT_NAME' | 'AGENT_REGION' | 'AGENT_RESOURCE_TYPE' | 'AGENT_UNITS' | 'AGENT_MEMORY_MIB' | 'AGENT_ASKS'
>

const saltOf = (name: string): Hex => keccak256(stringToBytes(name))

/** The id of the node of a wallet with a name. */
export const nodeIdOfName = (provider: Address, name: string): Hex => nodeIdOf(provider, saltOf(name))

/**
 * The node of a wallet with a name: the same wallet and name are the same node, on any machine.
 * @param parts of the machine, where the node offers them
 * @throws NotRetryableError `UNKNOWN_TOKEN` when a price is in a token that the deployment doesn't take.
 */
export function nodeIdentity(
  config: Settings,
  provider: Address,
  deployment: Deployment,
  executors: readonly string[],
  { gpus = [], sensors = [] }: NodeParts = {},
): NodeIdentity {
  const salt = saltOf(config.AGENT_NAME)
  const asked = Object.entries(config.AGENT_ASKS).map(([name, rate]) => {
    const token = findPaymentToken(deployment, name)
    if (token) return { token: token.address, rate }
    const known = paymentTokens(deployment).map(({ symbol }) => symbol)
    throw new NotRetryableError(
      'UNKNOWN_TOKEN',
      `AGENT_ASKS: expected prices in ${known.join(', ')}, got one in ${name}`,
    )
  })
  const ramGiB = Math.floor(config.AGENT_MEMORY_MIB / 1_024)
  const spec = {
    memoryMiB: config.AGENT_MEMORY_MIB,
    // Whole GiB; a machine with less than one of them has none to name.
    hardware: {
      ...(ramGiB > 0 ? { ramGiB } : {}),
      ...hardwareOf(gpus),
      ...(sensors.length > 0 ? { sensors: sensors.map(({ name }) => name) } : {}),
    },
    executors: [...executors],
  }
  const common = {
    name: config.AGENT_NAME,
    resourceType: config.AGENT_RESOURCE_TYPE,
    units: config.AGENT_UNITS,
    region: config.AGENT_REGION,
  }
  const document = canonicalJson({ version: 1, ...common, ...spec })
  return {
    nodeId: nodeIdOf(provider, salt),
    description: { salt, ...common, spec },
    document,
    chainSpec: {
      resourceType: RESOURCE_TYPES.indexOf(config.AGENT_RESOURCE_TYPE),
      units: config.AGENT_UNITS,
      region: regionToBytes8(config.AGENT_REGION),
      specHash: `0x${createHash('sha256').update(document).digest('hex')}`,
    },
    asks: paymentTokens(deployment).map(({ address }) => ({
      token: address,
      rate: asked.find(({ token }) => isAddressEqual(token, address))?.rate ?? 0n,
    })),
  }
}
