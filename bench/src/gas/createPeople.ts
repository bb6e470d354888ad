import {
  aiigoTokenAbi,
  escrowAbi,
  nodeIdOf,
  nodeRegistryAbi,
  powVerifierAbi,
  testUsdcAbi,
  type Wallet,
} from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { type Address, type Hex, keccak256, maxUint256, parseEther, toHex, zeroAddress } from 'viem'
import type { ContractsChain } from './startGasChain.js'

export const CPU = 1
export const UNITS = 4
const NONCES = 64

/** A provider with one active node that has an ask for every currency. */
export interface NodeOwner {
  wallet: Wallet
  nodeId: Hex
}

/** A key of the bench's own; funded before use. */
const keyOf = (name: string): Hex => keccak256(toHex(`gas bench: ${name}`))

/** A buyer with ETH, dollars, an allowance to the escrow and a prepaid balance of both. */
export async function createBuyer(chain: ContractsChain, name: string, usdc: Address): Promise<Wallet> {
  const wallet = chain.wallet(keyOf(name))
  const escrow = { address: chain.addresses.Escrow, abi: escrowAbi } as const
  const dollars = { address: usdc, abi: testUsdcAbi } as const
  const account = wallet.account.address
  await chain.fund(account, parseEther('10'))
  await chain.mined(wallet.writeContract({ ...dollars, functionName: 'mint', args: [account, 2_000_000_000n] }))
  await chain.mined(
    wallet.writeContract({ ...dollars, functionName: 'approve', args: [chain.addresses.Escrow, maxUint256] }),
  )
  await chain.mined(wallet.writeContract({ ...escrow, functionName: 'deposit', args: [usdc, account, 1_000_000_000n] }))
  const eth = parseEther('1')
  await chain.mined(
    wallet.writeContract({ ...escrow, functionName: 'deposit', args: [zeroAddress, account, eth], value: eth }),
  )
  return wallet
}

/** Registers a node, proves its power and activates it. */
export async function createNodeOwner(chain: ContractsChain, name: string, usdc: Address): Promise<NodeOwner> {
  const { addresses, mined } = chain
  const wallet = chain.wallet(keyOf(name))
  const account = wallet.account.address
  const { operator, publicSale } = localRoles()
  const stake = parseEther('100')
  const salt = keccak256(toHex(name))
  const nodeId = nodeIdOf(account, salt)
  const token = { address: addresses.AiigoToken, abi: aiigoTokenAbi } as const
  const registry = { address: addresses.NodeRegistry, abi: nodeRegistryAbi } as const
  const pow = { address: addresses.PowVerifier, abi: powVerifierAbi } as const

  await chain.fund(account, parseEther('10'))
  const faucet = chain.wallet(publicSale.privateKey)
  await mined(faucet.writeContract({ ...token, functionName: 'transfer', args: [account, stake] }))
  await mined(wallet.writeContract({ ...token, functionName: 'approve', args: [addresses.StakingPool, stake] }))
  const spec = { resourceType: CPU, units: UNITS, region: toHex('EU', { size: 8 }), specHash: keccak256(toHex('spec')) }
  const asks = [zeroAddress, usdc].map((asked) => ({ token: asked, rate: 1n }))
  const value = parseEther('0.1')
  await mined(wallet.writeContract({ ...registry, functionName: 'register', args: [salt, spec, asks, stake], value }))
  const challenge = keccak256(toHex(`challenge ${name}`))
  await mined(
    chain.wallet(operator.privateKey).writeContract({
      ...pow,
      functionName: 'issue',
      args: [challenge, nodeId, keccak256(toHex('seed')), maxUint256, NONCES, 60],
    }),
  )
  await mined(wallet.writeContract({ ...pow, functionName: 'start', args: [challenge] }))
  // Every hash is below the target, so every nonce solves.
  await mined(
    wallet.writeContract({
      ...pow,
      functionName: 'answer',
      args: [challenge, Array(NONCES).fill(0n)],
      gas: 3_000_000n,
    }),
  )
  await mined(wallet.writeContract({ ...registry, functionName: 'activate', args: [nodeId] }))
  return { wallet, nodeId }
}
