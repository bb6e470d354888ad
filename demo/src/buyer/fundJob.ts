import { protocolErrorsAbi, type Reader, taskMarketplaceAbi, testUsdcAbi, type Wallet } from '@aiigo/chain'
import { ETH_ADDRESS, formatAmount, NotRetryableError } from '@aiigo/domain'
import { type Address, erc20Abi, type Hex, isAddressEqual } from 'viem'
import type { Platform, SubmittedJob } from './Buyer.js'

export interface FundDeps {
  readonly reader: Reader
  readonly wallet: Wallet
  readonly platform: Platform
}

/** Chain ids whose USDC is the test token that anyone may mint. */
const LOCAL_CHAIN = 31_337

export async function mined(reader: Reader, hash: Hex, what: string): Promise<Hex> {
  const receipt = await reader.waitForTransactionReceipt({ hash, timeout: 180_000 })
  if (receipt.status === 'success') return hash
  throw new NotRetryableError('TRANSACTION_FAILED', `${what} failed in block ${receipt.blockNumber} (${hash})`)
}

/** Mints what is missing of the local test USDC; other tokens have to be there. */
export async function ensureTokens(
  token: Address,
  amount: bigint,
  { reader, wallet, platform }: FundDeps,
): Promise<void> {
  const owner = wallet.account.address
  const balance = await reader.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [owner] })
  if (balance >= amount) return
  const known = platform.paymentTokens.find(({ address }) => isAddressEqual(address, token))
  if (platform.chainId === LOCAL_CHAIN && known?.symbol === 'USDC') {
    const args = [owner, amount - balance] as const
    const hash = await wallet.writeContract({ address: token, abi: testUsdcAbi, functionName: 'mint', args })
    await mined(reader, hash, 'minting test USDC')
    return
  }
  const [has, needs] = [balance, amount].map((value) => formatAmount(value, known?.decimals ?? 0))
  throw new NotRetryableError(
    'NOT_ENOUGH_MONEY',
    `expected ${needs} ${known?.symbol ?? token} at ${owner}, it has ${has}; send it the rest`,
  )
}

/** Allows the escrow to take the deposit, where the token needs it, and submits the task with it. */
export async function fundJob({ request, funding }: SubmittedJob, deps: FundDeps): Promise<Hex> {
  const { reader, wallet } = deps
  const owner = wallet.account.address
  const found = await reader.getChainId()
  if (found !== deps.platform.chainId) {
    throw new NotRetryableError(
      'WRONG_CHAIN',
      `expected chain ${deps.platform.chainId}, the wallet is on ${found}; change its RPC URL`,
    )
  }
  if (funding.approval) {
    const { token, spender, amount } = funding.approval
    await ensureTokens(token, amount, deps)
    const erc20 = { address: token, abi: erc20Abi } as const
    const allowance = await reader.readContract({ ...erc20, functionName: 'allowance', args: [owner, spender] })
    if (allowance < amount) {
      const hash = await wallet.writeContract({ ...erc20, functionName: 'approve', args: [spender, amount] })
      await mined(reader, hash, 'allowing the escrow to take the deposit')
    }
  }
  const eth = await reader.getBalance({ address: owner })
  if (eth <= funding.value) {
    const needs = isAddressEqual(request.token, ETH_ADDRESS)
      ? `${formatAmount(funding.value, 18)} ETH and gas`
      : 'ETH for gas'
    throw new NotRetryableError(
      'NOT_ENOUGH_MONEY',
      `expected ${needs} at ${owner}, it has ${formatAmount(eth, 18)} ETH; send it the rest`,
    )
  }
  const { request: call } = await reader.simulateContract({
    address: funding.to,
    abi: [...taskMarketplaceAbi, ...protocolErrorsAbi],
    functionName: 'submit',
    args: [request],
    value: funding.value,
    account: wallet.account,
  })
  return mined(reader, await wallet.writeContract(call), 'funding the job')
}
