import { createHash } from 'node:crypto'
import type { Stack } from '@aiigo/devstack'
import { ETH_ADDRESS, RESOURCE_TYPES, regionToBytes8 } from '@aiigo/domain'
import { connect, createProvider } from '@aiigo/sdk'
import { type Hex, keccak256, parseEther, stringToBytes } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

/** Registers a node that says that it is a GPU; no agent works for it. */
export async function registersGpuNode(stack: Stack, name: string): Promise<Hex> {
  const wallet = privateKeyToAccount(generatePrivateKey())
  const stake = parseEther('1000')
  await stack.fundBuyer(wallet.address, 'ETH', parseEther('1'))
  await stack.fundBuyer(wallet.address, 'AIIGO', stake)
  const { api: apiUrl, ethereumRpc: rpcUrl } = stack.urls
  const provider = createProvider(await connect({ apiUrl, rpcUrl, wallet }))
  try {
    await provider.signIn()
    const salt = keccak256(stringToBytes(name))
    const machine = { resourceType: 'GPU', units: 1, region: 'EU' } as const
    const spec = { memoryMiB: 65_536, hardware: { model: 'NVIDIA RTX 4090', vramGiB: 24 }, executors: ['wasm'] }
    await provider.describe({ salt, name, ...machine, spec })
    const specHash: Hex = `0x${createHash('sha256').update(JSON.stringify(spec)).digest('hex')}`
    await provider.register({
      salt,
      spec: { resourceType: RESOURCE_TYPES.indexOf('GPU'), units: 1, region: regionToBytes8('EU'), specHash },
      asks: [{ token: ETH_ADDRESS, rate: 1_000_000_000n }],
      stake,
    })
    return provider.nodeIdOf(salt)
  } finally {
    await provider.close()
  }
}
