/**
 * Be a provider
 *
 * A node is described to the platform, registered on chain with a stake, staked for once more, and priced. The agent
 * does the same at its first start, then proves the node's power and runs jobs.
 *
 * Arguments: the name of the node, the price of a core for an hour in ETH.
 */
import {
  connect,
  createProvider,
  ETH_ADDRESS,
  findPlatform,
  formatAmount,
  parseAmount,
  RESOURCE_TYPES,
  regionToBytes8,
} from '@aiigo/sdk'
import { keccak256, sha256, stringToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [name = 'my machine', pricePerHour = '0.00001'] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const provider = createProvider(await connect({ apiUrl, rpcUrl, wallet }))
await provider.signIn()

// The same wallet and salt are the same node.
const salt = keccak256(stringToBytes(name))
const nodeId = provider.nodeIdOf(salt)
const machine = { resourceType: 'CPU', units: 4, region: 'EU' } as const
const spec = { memoryMiB: 4_096 }
await provider.describe({ salt, name, ...machine, spec })

// A rate is for a million core-seconds.
const rate = (parseAmount(pricePerHour, 18) * 1_000_000n) / 3_600n
const stake = parseAmount('1000', 18)
const { fee } = await provider.registrationCost(stake)
console.log('fee', formatAmount(fee, 18), 'ETH')
await provider.register({
  salt,
  spec: {
    resourceType: RESOURCE_TYPES.indexOf(machine.resourceType),
    units: machine.units,
    region: regionToBytes8(machine.region),
    specHash: sha256(stringToBytes(JSON.stringify({ name, ...machine, ...spec }))),
  },
  asks: [{ token: ETH_ADDRESS, rate }],
  stake,
})
await provider.stake(nodeId, parseAmount('500', 18))
await provider.setAsks(nodeId, [{ token: ETH_ADDRESS, rate: (rate * 9n) / 10n }])

const { active } = await provider.stakeOf(nodeId)
console.log('node', nodeId, 'stake', formatAmount(active, 18), 'AIIGO, ask', await provider.ask(nodeId, ETH_ADDRESS))
await provider.close()
