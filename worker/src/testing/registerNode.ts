import { randomUUID } from 'node:crypto'
import { aiigoTokenAbi, createWallet, nodeIdOf, nodeRegistryAbi, powVerifierAbi } from '@aiigo/chain'
import { solveEasyChallenge } from '@aiigo/chain/testing'
import { type LocalAccount, localAccount } from '@aiigo/contracts'
import { ETH_ADDRESS, RESOURCE_TYPES, regionToBytes8 } from '@aiigo/domain'
import { Node } from '@aiigo/storage'
import { type Address, type Hex, keccak256, parseEther, toHex } from 'viem'
import { powChallenge } from '../queues/powChallenge.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import type { LocalChain } from './startLocalChain.js'

export interface RegisteredNode {
  id: Hex
  provider: LocalAccount
}

export interface RegisterOptions {
  chain: LocalChain
  deps: WorkerDeps
  /** Holds AIIGO to stake. */
  faucetKey: Hex
  /** Asked in ETH, wei per million core-seconds. */
  rate: bigint
}

/**
 * Registers, stakes, proves power and activates a node; then it is in the table as `chain-sync` and its agent would
 * have put it.
 */
export async function registerNode(
  { chain, deps, faucetKey, rate }: RegisterOptions,
  index: number,
  units = 2,
): Promise<RegisteredNode> {
  const { deployment, reader, chainId, rpcUrl } = chain
  const { storage, marketplace } = deps
  const mined = async (hash: Hex): Promise<void> => {
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`transaction ${hash} reverted`)
  }
  const provider = localAccount(index)
  const wallet = createWallet(chainId, rpcUrl, provider.privateKey)
  const faucet = createWallet(chainId, rpcUrl, faucetKey)
  const { AiigoToken, StakingPool, NodeRegistry, PowVerifier } = deployment.addresses
  const stake = parseEther('1000')
  await mined(
    await faucet.writeContract({
      address: AiigoToken,
      abi: aiigoTokenAbi,
      functionName: 'transfer',
      args: [provider.address, stake],
    }),
  )
  await mined(
    await wallet.writeContract({
      address: AiigoToken,
      abi: aiigoTokenAbi,
      functionName: 'approve',
      args: [StakingPool, stake],
    }),
  )
  const salt = toHex(randomUUID(), { size: 36 }).slice(0, 66) as Hex
  const spec = {
    resourceType: RESOURCE_TYPES.indexOf('CPU'),
    units,
    region: regionToBytes8('EU'),
    specHash: keccak256('0x01'),
  }
  const asks = [{ token: ETH_ADDRESS as Address, rate: rate }]
  await mined(
    await wallet.writeContract({
      address: NodeRegistry,
      abi: nodeRegistryAbi,
      functionName: 'register',
      args: [salt, spec, asks, stake],
      value: parseEther('0.1'),
    }),
  )
  const id = nodeIdOf(provider.address, salt)
  await storage.fork().insert(Node, {
    id,
    provider: provider.address.toLowerCase(),
    name: `node ${index}`,
    resourceType: 'CPU',
    units,
    region: 'EU',
    state: 'ACTIVE',
    trustLevel: 'BASIC',
    registered: true,
    availability: 'AVAILABLE',
    online: true,
    lastHeartbeatAt: new Date(),
    activeStake: stake,
    asks: { [ETH_ADDRESS]: rate.toString() },
    spec: { memoryMiB: 1_024 },
    createdAt: new Date(),
    updatedAt: new Date(),
  })
  await powChallenge(deps, { nodeId: id })
  const open = await marketplace.openChallenge(id)
  if (!open?.started) throw new Error('expected an open challenge')
  const { seed, target, nonceCount } = await reader.readContract({
    address: PowVerifier,
    abi: powVerifierAbi,
    functionName: 'challenge',
    args: [open.id],
  })
  const nonces = solveEasyChallenge({ seed, nodeId: id, provider: provider.address, target, nonceCount })
  await mined(
    await wallet.writeContract({
      address: PowVerifier,
      abi: powVerifierAbi,
      functionName: 'answer',
      args: [open.id, nonces],
      // Its gas depends on the seconds that have passed by then, so an exact estimate may fall short.
      gas: 1_000_000n,
    }),
  )
  await mined(
    await wallet.writeContract({ address: NodeRegistry, abi: nodeRegistryAbi, functionName: 'activate', args: [id] }),
  )
  return { id, provider }
}
