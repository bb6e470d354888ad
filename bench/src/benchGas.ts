import {
  acceptanceTypedData,
  aiigoTokenAbi,
  approvalTypedData,
  marketplaceDomain,
  nodeIdOf,
  nodeRegistryAbi,
  powVerifierAbi,
  resultTypedData,
  type TaskRequest,
  taskIdOf,
  taskMarketplaceAbi,
  testUsdcAbi,
  type Wallet,
} from '@aiigo/chain'
import { localAccount, localRoles } from '@aiigo/contracts'
import { type Address, type Hex, keccak256, maxUint256, parseEther, toHex, zeroAddress } from 'viem'
import { type GasChain, startGasChain } from './startGasChain.js'

const TASKS_BEFORE = 9
const CPU = 1
const WINDOW_SECONDS = 600
const WORKED_SECONDS = 300
const FEE_BPS = 800

/** Gas of one task's transactions; `settle` is the buyer's signed approval, sent by somebody else. */
interface Steps {
  fund: number
  assign: number
  result: number
  settle: number
  /** The buyer approves with a transaction: no signature to check. */
  approvedByBuyer: number
  /** Nobody approved: anyone settles after the challenge window. */
  settledAfterWindow: number
}

/** One way of paying, with a buyer of its own; `rate` is in base units per core-second. */
interface Currency {
  name: 'eth' | 'usdc'
  token: Address
  budget: bigint
  rate: bigint
}

/**
 * Gas per task from the receipts of real transactions (base cost and calldata included): fund, assign, submitResult and settlement
 * by the buyer's signed approval. Measured is the tenth task of a buyer and provider, while other tasks of both kinds are open; each
 * transaction begins with cold storage, a remainder goes back to the buyer, and withdrawing is not part of it. There is no batch
 * entry point to measure yet, hence no `batch50`.
 */
export async function benchGas(say: (line: string) => void): Promise<Record<string, unknown>> {
  const chain = await startGasChain()
  try {
    const usdc = chain.addresses.TestUSDC
    if (!usdc) throw new Error('expected the local deployment to have a TestUSDC, it has none')
    const nodeId = await createActiveNode(chain, usdc)
    const eth: Currency = { name: 'eth', token: zeroAddress, budget: 3_141_592_653_589_793n, rate: 1_234_567_890_123n }
    const dollars: Currency = { name: 'usdc', token: usdc, budget: 7_654_321n, rate: 3_217n }

    const approveToken = await fundBuyers(chain, usdc)
    const buyers = { eth: buyerOf(chain, 'eth'), usdc: buyerOf(chain, 'usdc') }
    const other = buyerOf(chain, 'other')
    for (const currency of [eth, dollars]) {
      const open = await createTask(chain, other, nodeId, currency, 0)
      await open.fund()
      await open.assign()
      await (await createTask(chain, other, nodeId, currency, 1)).fund()
    }

    const steps = {
      eth: await measure(chain, buyers.eth, nodeId, eth),
      usdc: await measure(chain, buyers.usdc, nodeId, dollars),
    }
    for (const [name, gas] of Object.entries(steps)) say(`${name}: ${JSON.stringify(gas)}`)
    const worse = (pick: (gas: Steps) => number) => Math.max(pick(steps.eth), pick(steps.usdc))
    const before = ({ fund, assign, result }: Steps) => fund + assign + result
    return {
      single: worse((gas) => before(gas) + gas.settle),
      withoutApprovalSignature: {
        approvedByBuyer: worse((gas) => before(gas) + gas.approvedByBuyer),
        settledAfterWindow: worse((gas) => before(gas) + gas.settledAfterWindow),
      },
      steps: { eth: publicSteps(steps.eth), usdc: publicSteps(steps.usdc) },
      settlement: { eth: settlements(steps.eth), usdc: settlements(steps.usdc) },
      notIncluded: { approveTokenOnce: approveToken },
    }
  } finally {
    await chain.stop()
  }
}

const publicSteps = ({ fund, assign, result, settle }: Steps) => ({ fund, assign, result, settle })

const settlements = ({ settle, approvedByBuyer, settledAfterWindow }: Steps) => ({
  approvalRelayed: settle,
  approvedByBuyer,
  settledAfterWindow,
})

async function measure(chain: GasChain, buyer: Wallet, nodeId: Hex, currency: Currency): Promise<Steps> {
  for (let index = 0; index < TASKS_BEFORE; index++) {
    const task = await createTask(chain, buyer, nodeId, currency, index)
    await task.fund()
    await task.assign()
    await task.deliver()
    await task.approveRelayed()
  }
  const tenth = await createTask(chain, buyer, nodeId, currency, TASKS_BEFORE)
  const fund = await tenth.fund()
  const assign = await tenth.assign()
  const result = await tenth.deliver()
  const settle = await chain.undoing(tenth.approveRelayed)
  const approvedByBuyer = await chain.undoing(tenth.approveByBuyer)
  const settledAfterWindow = await chain.undoing(async () => {
    await chain.wait(WINDOW_SECONDS)
    return tenth.settle()
  })
  await tenth.approveRelayed()
  return { fund, assign, result, settle, approvedByBuyer, settledAfterWindow }
}

/** One task and its transactions; each resolves with the gas of its receipt. */
async function createTask(chain: GasChain, buyer: Wallet, nodeId: Hex, currency: Currency, index: number) {
  const address = chain.addresses.TaskMarketplace
  const domain = marketplaceDomain(chain.reader.chain.id, address)
  const provider = providerOf(chain)
  const relayer = chain.wallet(localRoles().operator.privateKey)
  const now = Number((await chain.reader.getBlock()).timestamp)
  const name = `${currency.name} ${buyer.account.address} ${index}`
  const request: TaskRequest = {
    jobId: keccak256(toHex(`job ${name}`)),
    buyer: buyer.account.address,
    token: currency.token,
    budget: currency.budget,
    maxRate: currency.rate,
    maxUsage: 14_400n,
    resourceType: CPU,
    workSeconds: 3600,
    windowSeconds: WINDOW_SECONDS,
    fundBy: now + 3600,
    assignBy: now + 86_400,
    maxFeeBps: FEE_BPS,
    // Named, as the platform does: the field's twenty bytes are paid for as well.
    matcher: relayer.account.address,
    specHash: keccak256(toHex(`spec ${name}`)),
  }
  const taskId = taskIdOf(domain, request)
  const acceptance = { taskId, attempt: 1, nodeId, rate: currency.rate, expiry: now + 3600 }
  const result = {
    taskId,
    attempt: 1,
    nodeId,
    // Less than the budget pays for: a remainder goes back.
    usage: BigInt(WORKED_SECONDS),
    resultHash: keccak256(toHex(`result ${name}`)),
  }
  const approval = { taskId, attempt: 1, resultHash: result.resultHash }
  const market = { address, abi: taskMarketplaceAbi } as const
  const gas = async (hash: Promise<Hex>) => Number((await chain.mined(hash)).gasUsed)

  return {
    fund: () =>
      gas(
        buyer.writeContract({
          ...market,
          functionName: 'submit',
          args: [request],
          value: currency.token === zeroAddress ? request.budget : 0n,
        }),
      ),
    async assign() {
      const signature = await provider.signTypedData(acceptanceTypedData(domain, acceptance))
      return gas(relayer.writeContract({ ...market, functionName: 'assign', args: [request, acceptance, signature] }))
    },
    async deliver() {
      await chain.wait(WORKED_SECONDS)
      const signature = await provider.signTypedData(resultTypedData(domain, result))
      return gas(relayer.writeContract({ ...market, functionName: 'submitResult', args: [request, result, signature] }))
    },
    async approveRelayed() {
      const signature = await buyer.signTypedData(approvalTypedData(domain, approval))
      const args = [request, approval.resultHash, signature] as const
      return gas(relayer.writeContract({ ...market, functionName: 'approve', args }))
    },
    approveByBuyer: () =>
      gas(buyer.writeContract({ ...market, functionName: 'approve', args: [request, approval.resultHash, '0x'] })),
    settle: () => gas(relayer.writeContract({ ...market, functionName: 'settle', args: [request] })),
  }
}

/** A registered node that proved its power and is active, with an ask for both currencies. */
async function createActiveNode(chain: GasChain, usdc: Address): Promise<Hex> {
  const { addresses, mined } = chain
  const provider = providerOf(chain)
  const { operator, publicSale } = localRoles()
  const stake = parseEther('100')
  const salt = keccak256(toHex('node'))
  const nodeId = nodeIdOf(provider.account.address, salt)
  const token = { address: addresses.AiigoToken, abi: aiigoTokenAbi } as const
  const registry = { address: addresses.NodeRegistry, abi: nodeRegistryAbi } as const
  const pow = { address: addresses.PowVerifier, abi: powVerifierAbi } as const

  await chain.fund(provider.account.address, parseEther('10'))
  const faucet = chain.wallet(publicSale.privateKey)
  await mined(faucet.writeContract({ ...token, functionName: 'transfer', args: [provider.account.address, stake] }))
  await mined(provider.writeContract({ ...token, functionName: 'approve', args: [addresses.StakingPool, stake] }))
  const spec = { resourceType: CPU, units: 4, region: toHex('EU', { size: 8 }), specHash: keccak256(toHex('spec')) }
  const asks = [zeroAddress, usdc].map((asked) => ({ token: asked, rate: 1n }))
  await mined(
    provider.writeContract({
      ...registry,
      functionName: 'register',
      args: [salt, spec, asks, stake],
      value: parseEther('0.1'),
    }),
  )
  const challenge = keccak256(toHex('challenge'))
  await mined(
    chain.wallet(operator.privateKey).writeContract({
      ...pow,
      functionName: 'issue',
      args: [challenge, nodeId, keccak256(toHex('seed')), maxUint256, 1, 60],
    }),
  )
  await mined(provider.writeContract({ ...pow, functionName: 'answer', args: [challenge, [0n]] }))
  await mined(provider.writeContract({ ...registry, functionName: 'activate', args: [nodeId] }))
  return nodeId
}

/** Gives the buyers money and the escrow their allowance; resolves with the gas of one such allowance. */
async function fundBuyers(chain: GasChain, usdc: Address): Promise<number> {
  const token = { address: usdc, abi: testUsdcAbi } as const
  let gasUsed = 0n
  for (const name of ['eth', 'usdc', 'other'] as const) {
    const buyer = buyerOf(chain, name)
    const args = [chain.addresses.Escrow, maxUint256] as const
    await chain.fund(buyer.account.address, parseEther('10'))
    await chain.mined(
      buyer.writeContract({ ...token, functionName: 'mint', args: [buyer.account.address, 1_000_000_000n] }),
    )
    gasUsed = (await chain.mined(buyer.writeContract({ ...token, functionName: 'approve', args }))).gasUsed
  }
  return Number(gasUsed)
}

const ACCOUNTS = { provider: 9, eth: 10, usdc: 11, other: 12 } as const

const buyerOf = (chain: GasChain, name: 'eth' | 'usdc' | 'other') =>
  chain.wallet(localAccount(ACCOUNTS[name]).privateKey)

const providerOf = (chain: GasChain) => chain.wallet(localAccount(ACCOUNTS.provider).privateKey)
