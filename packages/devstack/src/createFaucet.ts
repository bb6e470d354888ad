import { aiigoTokenAbi, createReader, createWallet, type Deployment, testUsdcAbi } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import type { Address, Hash } from 'viem'
import { StackError } from './errors.js'

export interface FaucetOptions {
  chainId: number
  rpcUrl: string
  deployment: Deployment
}

/** Sends money of the local chain; `amount` in base units. Resolves when it has arrived. */
export type Faucet = (to: Address, token: 'ETH' | 'USDC' | 'AIIGO', amount: bigint) => Promise<void>

/** Gives ETH and AIIGO from the public sale's account, and mints the test USDC. One transfer after another. */
export function createFaucet({ chainId, rpcUrl, deployment }: FaucetOptions): Faucet {
  const reader = createReader(chainId, rpcUrl)
  const wallet = createWallet(chainId, rpcUrl, localRoles().publicSale.privateKey)
  const { AiigoToken, TestUSDC } = deployment.addresses
  // Two at once would take the same nonce.
  let last: Promise<unknown> = Promise.resolve()

  function send(to: Address, token: 'ETH' | 'USDC' | 'AIIGO', amount: bigint): Promise<Hash> {
    if (token === 'ETH') return wallet.sendTransaction({ to, value: amount })
    if (token === 'AIIGO') {
      return wallet.writeContract({
        address: AiigoToken,
        abi: aiigoTokenAbi,
        functionName: 'transfer',
        args: [to, amount],
      })
    }
    if (!TestUSDC) throw new StackError('expected a deployment with a test USDC, this one uses the real one')
    return wallet.writeContract({ address: TestUSDC, abi: testUsdcAbi, functionName: 'mint', args: [to, amount] })
  }

  return (to, token, amount) => {
    const sent = last.then(async () => {
      const { status } = await reader.waitForTransactionReceipt({ hash: await send(to, token, amount) })
      if (status !== 'success') throw new StackError(`sending ${amount} base units of ${token} to ${to} was reverted`)
    })
    last = sent.catch(() => undefined)
    return sent
  }
}
