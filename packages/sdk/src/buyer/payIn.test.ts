import { chainOf, createWallet, escrowAbi, LOCAL_CHAIN_ID, testUsdcAbi } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { ETH_ADDRESS } from '@aiigo/domain'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Address, concat, createWalletClient, encodeFunctionData, erc20Abi, type Hex, http } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import { type LocalChain, startLocalChain } from '../testing/startLocalChain.js'
import type { Buyer } from './Buyer.js'
import { createBuyer } from './createBuyer.js'

const AMOUNT = 5_000_000n

let chain: LocalChain
let usdc: Address
let escrow: Address
/** Has ten times the amount. */
let wallet: PrivateKeyAccount
let platform: FakePlatform | undefined

beforeAll(async () => {
  chain = await startLocalChain()
  usdc = chain.deployment.addresses.TestUSDC as Address
  escrow = chain.deployment.addresses.Escrow
}, 120_000)
afterAll(() => chain?.stop())
beforeEach(async () => {
  wallet = await chain.account()
  const minter = createWallet(LOCAL_CHAIN_ID, chain.rpcUrl, localRoles().treasury.privateKey)
  const args = [wallet.address, 10n * AMOUNT] as const
  const hash = await minter.writeContract({ address: usdc, abi: testUsdcAbi, functionName: 'mint', args })
  await chain.reader.waitForTransactionReceipt({ hash })
})
afterEach(() => platform?.stop())

/** The transaction as the API prepares it, which knows nothing of the wallet's permits. */
function prepared({ token, amount }: { token: Address; amount: string }) {
  const args = [token, wallet.address, BigInt(amount)] as const
  const data = encodeFunctionData({ abi: escrowAbi, functionName: 'deposit', args })
  if (token === ETH_ADDRESS) return { to: escrow, data, value: amount, approval: null }
  return { to: escrow, data, value: '0', approval: { token, spender: escrow, amount } }
}

async function buyerOf(account = wallet, depositTransaction = prepared): Promise<Buyer> {
  platform = await startFakePlatform({ api: { depositTransaction } })
  return createBuyer(await chain.connect(account, platform.apiUrl))
}

/** How the wallet was asked. */
function noting() {
  const asked: string[] = []
  const onPrompt = ({ kind, what }: { kind: string; what: string }) => void asked.push(`${kind}: ${what}`)
  return { asked, options: { onPrompt } }
}

const allowance = () =>
  chain.reader.readContract({ address: usdc, abi: erc20Abi, functionName: 'allowance', args: [wallet.address, escrow] })
const sent = () => chain.reader.getTransactionCount({ address: wallet.address })

describe('a deposit into the balance', () => {
  test('takes a signature and one transaction in a token with permits, and leaves no allowance behind', async () => {
    const buyer = await buyerOf()
    expect(await buyer.fundingPrompts(usdc, AMOUNT)).toEqual({ signatures: 1, transactions: 1 })
    const { asked, options } = noting()
    await buyer.deposit(usdc, AMOUNT, options)
    expect(asked).toEqual(['SIGNATURE: allowing the escrow to take the deposit', 'TRANSACTION: the deposit'])
    expect([await sent(), await buyer.owed(usdc), await allowance()]).toEqual([1, AMOUNT, 0n])
    await buyer.deposit(usdc, 2n * AMOUNT)
    expect([await sent(), await buyer.owed(usdc)]).toEqual([2, 3n * AMOUNT])
  })

  test('takes one transaction where the escrow may take the amount already', async () => {
    const client = createWalletClient({
      ...{ account: wallet, transport: http(chain.rpcUrl), chain: chainOf(LOCAL_CHAIN_ID, chain.rpcUrl) },
    })
    const approval = { address: usdc, abi: erc20Abi, functionName: 'approve', args: [escrow, AMOUNT] } as const
    await chain.reader.waitForTransactionReceipt({ hash: await client.writeContract(approval) })
    const buyer = await buyerOf()
    expect(await buyer.fundingPrompts(usdc, AMOUNT)).toEqual({ signatures: 0, transactions: 1 })
    const { asked, options } = noting()
    await buyer.deposit(usdc, AMOUNT, options)
    expect(asked).toEqual(['TRANSACTION: the deposit'])
    expect([await buyer.owed(usdc), await allowance()]).toEqual([AMOUNT, 0n])
  })

  test('takes an allowance before, of exactly the amount, of a wallet whose signature the token does not take', async () => {
    // An account that has handed its code to a contract (EIP-7702) signs as that contract says.
    const bytecode: Hex = concat(['0xef0100', escrow])
    await chain.control.setCode({ address: wallet.address, bytecode })
    const buyer = await buyerOf()
    expect(await buyer.fundingPrompts(usdc, AMOUNT)).toEqual({ signatures: 0, transactions: 2 })
    const { asked, options } = noting()
    await buyer.deposit(usdc, AMOUNT, options)
    expect(asked).toEqual(['TRANSACTION: allowing the escrow to take the deposit', 'TRANSACTION: the deposit'])
    expect([await buyer.owed(usdc), await allowance()]).toEqual([AMOUNT, 0n])
  })

  test('takes one transaction in ETH', async () => {
    const buyer = await buyerOf()
    const { asked, options } = noting()
    await buyer.deposit(ETH_ADDRESS, 7n, options)
    expect(asked).toEqual(['TRANSACTION: the deposit'])
    expect(await buyer.owed(ETH_ADDRESS)).toBe(7n)
  })

  test('sends nothing when the owner does not sign the permit', async () => {
    const refusing = { ...wallet, signTypedData: () => Promise.reject({ code: 4001 }) } as PrivateKeyAccount
    const buyer = await buyerOf(refusing)
    await expect(buyer.deposit(usdc, AMOUNT)).rejects.toMatchObject({ code: 'WALLET_REJECTED' })
    expect([await sent(), await allowance()]).toEqual([0, 0n])
  })

  test('asks for nothing when the wallet has too little, or the API prepared something else', async () => {
    const { asked, options } = noting()
    const buyer = await buyerOf()
    await expect(buyer.deposit(usdc, 11n * AMOUNT, options)).rejects.toMatchObject({ code: 'NOT_ENOUGH_MONEY' })
    platform?.stop()
    const misled = await buyerOf(wallet, ({ token }) => prepared({ token, amount: '1' }))
    await expect(misled.deposit(usdc, AMOUNT, options)).rejects.toMatchObject({ code: 'WRONG_TRANSACTION' })
    expect([asked, await sent()]).toEqual([[], 0])
  })
})
