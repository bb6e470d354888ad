import {
  type Address,
  createPublicClient,
  encodeFunctionData,
  type Hex,
  http,
  keccak256,
  type PublicClient,
  TransactionNotFoundError,
} from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { checkConfig } from './checkConfig.js'
import type { DeployConfig } from './config.js'
import { type ContractName, contractNames } from './contractNames.js'
import { DeploymentVerificationError, JournalMismatchError } from './errors.js'
import { type Journal, readJournal, writeJournal } from './journal.js'
import { type Addresses, planDeployment, type Step } from './plan.js'
import { readArtifact } from './readArtifact.js'
import { verifyDeployment } from './verifyDeployment.js'

export interface DeployOptions {
  rpcUrl: string
  /** Pays for the deployment; keeps no role. */
  deployerPrivateKey: Hex
  config: DeployConfig
  /** JSON file that lets an interrupted deployment go on, and a finished one be recognised. */
  journalPath: string
  log?: (line: string) => void
}

/** Where everything stands. */
export interface Deployment {
  chainId: number
  /** Block of the first deployed contract: indexing starts here. */
  startBlock: number
  /** ISO 8601 time of that block. */
  deployedAt: string
  addresses: Record<Exclude<ContractName, 'TestUSDC'>, Address> & {
    /** Local chains only. */
    TestUSDC?: Address
    /** The real one, on public chains. */
    USDC?: Address
  }
  /** The vesting wallets of the token distribution. */
  vesting: Record<'communityRewards' | 'team' | 'privateSale', Address>
}

/**
 * Deploys the contracts, or goes on where an interrupted run stopped, and verifies what stands on the chain. Compile
 * first. A finished deployment is verified once: its admin may change parameters afterwards. Each transaction's hash is
 * in the journal before it is sent; a step whose code stands is skipped.
 * @throws DeployConfigError when the configuration is unsafe or would be refused half way.
 * @throws JournalMismatchError when the journal belongs to another chain, deployer, configuration or source.
 * @throws DeploymentVerificationError when the result is not as configured.
 * @example
 * const { addresses } = await deployContracts({ rpcUrl, deployerPrivateKey, config: localPreset(), journalPath })
 */
export async function deployContracts(options: DeployOptions): Promise<Deployment> {
  const { rpcUrl, config, journalPath, log = () => {} } = options
  checkConfig(config)
  const deployer = privateKeyToAccount(options.deployerPrivateKey)
  const client = createPublicClient({
    transport: http(rpcUrl),
    pollingInterval: config.chainId === 31_337 ? 50 : 4_000,
  })
  const journal = await openJournal(client, config, deployer.address, journalPath)
  const steps = planDeployment(config, deployer.address, journal.baseNonce)

  for (const step of steps) await deployStep({ client, deployer, journal, journalPath, step, log })
  const at = Object.fromEntries(steps.map(({ name, address }) => [name, address])) as Addresses
  await openMarket({ client, deployer, config, address: at.TaskMarketplace, log })
  if (!journal.verified) {
    await verifyDeployment(client, config, deployer.address, at)
    writeJournal(journalPath, { ...journal, verified: true })
  }

  const startBlock = Math.min(...Object.values(journal.steps).flatMap(({ blockNumber }) => blockNumber ?? []))
  const { timestamp } = await client.getBlock({ blockNumber: BigInt(startBlock) })
  return {
    chainId: config.chainId,
    startBlock,
    deployedAt: new Date(Number(timestamp) * 1000).toISOString(),
    addresses: config.usdc === null ? system(at) : { ...system(at), USDC: config.usdc },
    vesting: {
      communityRewards: at.CommunityRewardsVesting,
      team: at.TeamVesting,
      privateSale: at.PrivateSaleVesting,
    },
  }
}

/** The last step, once a panel can be drawn. Without arbitrators it is anyone's to take when the DAO has named them. */
async function openMarket(context: {
  client: PublicClient
  deployer: PrivateKeyAccount
  config: DeployConfig
  address: Address
  log: (line: string) => void
}): Promise<void> {
  const { client, deployer, config, address, log } = context
  if (config.arbitration.arbitrators.length === 0) {
    log('the market opens by TaskMarketplace.openMarket(), once the DAO has named five arbitrators')
    return
  }
  const { abi } = readArtifact('TaskMarketplace')
  if (await client.readContract({ address, abi, functionName: 'isOpen' })) return
  const data = encodeFunctionData({ abi, functionName: 'openMarket' })
  const request = await client.prepareTransactionRequest({
    account: deployer,
    chain: null,
    chainId: config.chainId,
    to: address,
    data,
    type: 'eip1559',
  })
  const serializedTransaction = await deployer.signTransaction(request)
  const hash = await client.sendRawTransaction({ serializedTransaction })
  const { status } = await client.waitForTransactionReceipt({ hash })
  // Somebody else's call is as good.
  if (status !== 'success' && !(await client.readContract({ address, abi, functionName: 'isOpen' }))) {
    throw new DeploymentVerificationError([`TaskMarketplace.openMarket (transaction ${hash}) reverted`])
  }
  log('the market is open')
}

/** The contracts by their names, without what was not deployed. */
const system = (at: Addresses): Record<ContractName, Address> =>
  Object.fromEntries(contractNames.flatMap((name) => (at[name] ? [[name, at[name]]] : []))) as Record<
    ContractName,
    Address
  >

async function openJournal(
  client: PublicClient,
  config: DeployConfig,
  deployer: Address,
  path: string,
): Promise<Journal> {
  const chainId = await client.getChainId()
  if (chainId !== config.chainId) {
    throw new JournalMismatchError(
      path,
      `the configuration is for chain ${config.chainId}, the node serves chain ${chainId}`,
    )
  }
  const journal = readJournal(path)
  if (journal === undefined) {
    const baseNonce = await client.getTransactionCount({ address: deployer, blockTag: 'pending' })
    const fresh: Journal = { chainId, deployer, baseNonce, steps: {} }
    writeJournal(path, fresh)
    return fresh
  }
  if (journal.chainId !== chainId)
    throw new JournalMismatchError(path, `it is for chain ${journal.chainId}, not ${chainId}`)
  if (journal.deployer !== deployer)
    throw new JournalMismatchError(path, `it was written by deployer ${journal.deployer}`)
  return journal
}

interface StepContext {
  client: PublicClient
  deployer: PrivateKeyAccount
  journal: Journal
  journalPath: string
  step: Step
  log: (line: string) => void
}

async function deployStep(context: StepContext): Promise<void> {
  const { client, journal, journalPath, step, log } = context
  const initCodeHash = keccak256(step.initCode)
  const known = journal.steps[step.name]
  if (known && known.initCodeHash !== initCodeHash) {
    throw new JournalMismatchError(
      journalPath,
      `${step.name}'s code or constructor arguments changed since it was deployed`,
    )
  }
  if (known?.blockNumber !== undefined) {
    if (await client.getCode({ address: step.address })) return
    throw new JournalMismatchError(
      journalPath,
      `it says ${step.name} is at ${step.address}, where this chain has no code`,
    )
  }

  const txHash = known && (await isKnown(client, known.txHash)) ? known.txHash : await send(context, initCodeHash)
  const receipt = await client.waitForTransactionReceipt({ hash: txHash })
  if (receipt.status !== 'success') {
    throw new JournalMismatchError(journalPath, `the creation of ${step.name} (transaction ${txHash}) reverted`)
  }
  const blockNumber = Number(receipt.blockNumber)
  journal.steps[step.name] = { address: step.address, initCodeHash, txHash, blockNumber }
  writeJournal(journalPath, journal)
  log(`${step.name} at ${step.address}`)
}

/** Signs, writes the hash down, sends. */
async function send({ client, deployer, journal, journalPath, step }: StepContext, initCodeHash: Hex): Promise<Hex> {
  if ((await client.getTransactionCount({ address: deployer.address })) > step.nonce) {
    throw new JournalMismatchError(
      journalPath,
      `nonce ${step.nonce}, planned for ${step.name}, was used by another transaction`,
    )
  }
  const request = await client.prepareTransactionRequest({
    account: deployer,
    chain: null,
    chainId: journal.chainId,
    data: step.initCode,
    nonce: step.nonce,
    type: 'eip1559',
  })
  const serializedTransaction = await deployer.signTransaction(request)
  const txHash = keccak256(serializedTransaction)
  journal.steps[step.name] = { address: step.address, initCodeHash, txHash }
  writeJournal(journalPath, journal)
  await client.sendRawTransaction({ serializedTransaction })
  return txHash
}

/** Whether a transaction that an earlier run wrote down reached the chain or its pool. */
async function isKnown(client: PublicClient, hash: Hex): Promise<boolean> {
  try {
    await client.getTransaction({ hash })
    return true
  } catch (error) {
    if (error instanceof TransactionNotFoundError) return false
    throw error
  }
}
