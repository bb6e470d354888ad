import { type Abi, decodeFunctionResult, encodeFunctionData, type Hex, parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainPort } from '../chain/createChainPort.js'
import type { ChainNode } from '../chain/startChain.js'
import type { Kernel } from '../kernel/createKernel.js'

/** A wallet of a person, with a chain node of its own that no fault reaches; its transactions may be lost still. */
export interface PersonsWallet {
  readonly address: Hex
  account: ReturnType<typeof privateKeyToAccount>
  send(call: { to: Hex; data: Hex; value?: bigint }): Promise<Hex>
  call(contract: { address: Hex; abi: Abi }, functionName: string, args: unknown[], value?: bigint): Promise<Hex>
  read(contract: { address: Hex; abi: Abi }, functionName: string, args: unknown[]): Promise<unknown>
  /** Whether a transaction is in a block, and succeeded; null while it is in none. */
  outcome(hash: Hex): Promise<boolean | null>
}

const GAS = 1_500_000n
const FEES = { maxFeePerGas: parseGwei('20'), maxPriorityFeePerGas: parseGwei('1') } as const

export function createWalletOf(kernel: Kernel, node: ChainNode, chain: ChainPort, chainId: number) {
  return (privateKey: Hex): PersonsWallet => {
    const account = privateKeyToAccount(privateKey)
    const { address } = account
    const send: PersonsWallet['send'] = ({ to, data, value = 0n }) =>
      kernel.park(`sends ${data.slice(0, 10)} with ${value}`, async () => {
        const nonce = Number(await node.call<Hex>('eth_getTransactionCount', [address, 'pending']))
        const raw = await account.signTransaction({
          type: 'eip1559',
          chainId,
          nonce,
          to,
          data,
          value,
          gas: GAS,
          ...FEES,
        })
        return chain.send(raw)
      })
    return {
      address,
      account,
      send,
      call: ({ address: to, abi }, functionName, args, value = 0n) =>
        send({ to, data: encodeFunctionData({ abi, functionName, args }), value }),
      read: ({ address: to, abi }, functionName, args) =>
        kernel.park(`reads ${functionName}`, async () => {
          const data = encodeFunctionData({ abi, functionName, args })
          const result = await node.call<Hex>('eth_call', [{ to, data }, 'latest'])
          return decodeFunctionResult({ abi, functionName, data: result })
        }),
      outcome: (hash) =>
        kernel.park('looks for a receipt', async () => {
          const receipt = await node.call<{ status: Hex } | null>('eth_getTransactionReceipt', [hash])
          return receipt && receipt.status === '0x1'
        }),
    }
  }
}
