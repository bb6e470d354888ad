import { createReader } from '@aiigo/chain'
import type { Stack } from '@aiigo/devstack'
import { type Abi, type Address, createTestClient, createWalletClient, type Hex, http, parseEther } from 'viem'

export interface ContractCall {
  address: Address
  abi: Abi
  functionName: string
  args: readonly unknown[]
}

/**
 * Sends calls as any account of the local chain, contracts included: a test need not play the hundred jobs and ten days
 * that lead to a moment. The called contract is the real one, and so are its events.
 */
export async function actAs({ urls, chainId }: Stack, account: Address, calls: readonly ContractCall[]): Promise<void> {
  const transport = http(urls.ethereumRpc)
  const reader = createReader(chainId, urls.ethereumRpc)
  const control = createTestClient({ mode: 'anvil', transport })
  await control.impersonateAccount({ address: account })
  await control.setBalance({ address: account, value: parseEther('1') })
  try {
    const wallet = createWalletClient({ account, transport })
    for (const call of calls) {
      const hash: Hex = await wallet.writeContract({ ...call, chain: null })
      const { status } = await reader.waitForTransactionReceipt({ hash })
      if (status !== 'success') throw new Error(`${call.functionName} reverted`)
    }
  } finally {
    await control.stopImpersonatingAccount({ address: account })
  }
}
