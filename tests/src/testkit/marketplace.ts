import { execFile } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createReader, escrowAbi, nodeRegistryAbi, stakingPoolAbi, taskMarketplaceAbi } from '@aiigo/chain'
import { createClient, NodeDocument } from '@aiigo/client'
import { type AgentSpec, type Stack, startStack } from '@aiigo/devstack'
import { type Buyer, connect, createBuyer } from '@aiigo/sdk'
import { type LoadedJob, loadJobFile } from '@aiigo/sdk/node'
import { type Address, erc20Abi, type Hex, isAddressEqual, type LocalAccount, zeroHash } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { startRedis, type TestRedis } from './redis.js'
import { makeSmallDisk, type SmallDisk } from './smallDisk.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const run = promisify(execFile)

/** The whole system on free ports and in a folder of its own, with what flows need to act and to look. */
export interface Marketplace {
  stack: Stack
  chain: ChainView
  /** A signed-in buyer: a new wallet's, or a new client of a wallet that has been used before. */
  buyer(wallet?: LocalAccount): Promise<Buyer>
  /** One of the examples, with parts of its job file replaced. */
  example(name: string, changes?: Partial<LoadedJob['file']>): Promise<LoadedJob>
  exampleInput(name: string, file: string): Promise<Buffer>
  agents(): readonly [AgentSpec, ...AgentSpec[]]
  /** Ends the agent of a node without warning. */
  kills(nodeId: Hex): Promise<void>
  /** Starts a killed agent again and waits until its node takes work. */
  revives(nodeId: Hex): Promise<void>
  /** Stops an agent's process without ending it. */
  freezes(nodeId: Hex): void
  thaws(nodeId: Hex): void
  /** The disk of the agent community-2. */
  disk: SmallDisk
  /** A fresh folder that goes with the test. */
  folder(): Promise<string>
  stop(): Promise<void>
}

/** The contracts' own answers, without API and subgraph. */
export interface ChainView {
  /** The figures of a settled task, straight from the contracts' logs. */
  settled(taskId: Hex): Promise<Settled>
  /** The result that a task has or had on chain. */
  submitted(taskId: Hex): Promise<{ usage: bigint; rate: bigint; nodeId: Hex }>
  /** How many transactions an account has sent. */
  transactionsOf(account: Address): Promise<number>
  /** Receipts of every transaction that an account has sent, block by block. */
  sentBy(account: Address): Promise<{ hash: Hex; to: Address | null; status: 'success' | 'reverted' }[]>
  /** The amount that a spender may take out of an account, base units of the token. */
  allowance(token: Address, account: Address, spender: Address): Promise<bigint>
  taskState(taskId: Hex): Promise<number>
  /** When a task's state changed last, seconds. */
  changedAt(taskId: Hex): Promise<number>
  nodeState(nodeId: Hex): Promise<number>
  activeStake(nodeId: Hex): Promise<bigint>
  /** The account that may name operators of nodes. */
  adminOfNodes(): Promise<Address>
  /** The registry’s counts of a node. */
  record(nodeId: Hex): Promise<{ hashesPerSecond: bigint }>
  ask(nodeId: Hex, token: Address): Promise<bigint>
  claimable(token: Address, account: Address): Promise<bigint>
  /** The escrow's balance and its liabilities, in base units of the token; equal when nothing was donated. */
  escrowBooks(token: Address): Promise<{ held: bigint; owed: bigint }>
}

/** Amounts in base units of the task's token. */
export interface Settled {
  usage: bigint
  rate: bigint
  nodeId: Hex
  provider: Address
  cost: bigint
  treasuryAmount: bigint
  providerAmount: bigint
  buyerAmount: bigint
}

/**
 * @param env further settings of its processes
 * @param publicHost address of this machine for others, where there are any
 */
export async function startMarketplace(
  backend: 'PostgreSQL' | 'Redis',
  { env = {}, publicHost }: { env?: Record<string, string>; publicHost?: string } = {},
): Promise<Marketplace> {
  await run(process.execPath, [join(examples, 'scripts/build.mjs')])
  const root = await realpath(await mkdtemp(join(tmpdir(), 'aiigo-e2e-')))
  let redis: TestRedis | undefined
  let stack: Stack
  const progress: string[] = []
  const disk = await makeSmallDisk(join(root, 'disk'))
  try {
    if (backend === 'Redis') redis = await startRedis()
    stack = await startStack({
      dataDir: join(root, 'data'),
      ports: 'free',
      env: { POW_DIFFICULTY_BITS: '8', ...env },
      // A panel that commits and opens its votes sooner ends a vote sooner: no test waits for this.
      votingSeconds: 600,
      serviceEnv: {
        'blob-gateway': { MAX_BLOB_BYTES: '4194304' },
        // Its owner wants containers; without Podman it runs modules alone, and says why.
        'community-1': { AGENT_CAPS: JSON.stringify({ executors: ['wasm', 'container'] }) },
        // A small machine: less than 1 GiB of memory, and little disk space.
        'community-2': { AGENT_MEMORY_MIB: '512', ...disk.agentEnv },
      },
      external: redis ? { redisUrl: redis.url } : {},
      ...(publicHost === undefined ? {} : { publicHost }),
      onProgress: (line) => progress.push(line),
    })
  } catch (error) {
    await redis?.stop()
    await disk.remove()
    throw new Error(`the stack did not start:\n${progress.join('\n')}`, { cause: error })
  }
  const buyers: Buyer[] = []
  const agentOf = (nodeId: Hex): AgentSpec => {
    const agent = stack.agents.find((spec) => stack.nodeIdOf(spec) === nodeId)
    if (!agent) throw new Error(`no agent of this stack has node ${nodeId}`)
    return agent
  }
  return {
    stack,
    chain: viewChain(stack),
    // A new wallet's balances come from its test alone.
    async buyer(wallet = privateKeyToAccount(generatePrivateKey())) {
      await stack.fundBuyer(wallet.address, 'ETH', 10n ** 18n)
      const connection = await connect({ apiUrl: stack.urls.api, rpcUrl: stack.urls.ethereumRpc, wallet })
      const buyer = createBuyer(connection)
      buyers.push(buyer)
      await buyer.signIn()
      return buyer
    },
    async example(name, changes = {}) {
      const { file, folder } = await loadJobFile(join(examples, name, 'job.yaml'))
      return { file: { ...file, ...changes }, folder }
    },
    exampleInput: (name, file) => readFile(join(examples, name, file)),
    agents: () => stack.agents as readonly [AgentSpec, ...AgentSpec[]],
    kills: (nodeId) => stack.killService(agentOf(nodeId).name),
    async revives(nodeId) {
      await stack.restartService(agentOf(nodeId).name)
      const client = createClient({ url: stack.urls.api })
      try {
        for (const until = Date.now() + 120_000; ; ) {
          const { node } = await client.execute(NodeDocument, { id: nodeId })
          if (node?.online && node.availability === 'AVAILABLE') return
          if (Date.now() > until) throw new Error(`node ${nodeId} did not come back: ${JSON.stringify(node)}`)
          await new Promise((done) => setTimeout(done, 250))
        }
      } finally {
        await client.close()
      }
    },
    freezes: (nodeId) => void process.kill(-(stack.pidOf(agentOf(nodeId).name) ?? 0), 'SIGSTOP'),
    thaws: (nodeId) => void process.kill(-(stack.pidOf(agentOf(nodeId).name) ?? 0), 'SIGCONT'),
    disk,
    folder: () => mkdtemp(join(root, 'result-')),
    async stop() {
      await Promise.all(buyers.map((buyer) => buyer.close()))
      await stack.stop()
      await redis?.stop()
      await disk.remove()
      await rm(root, { recursive: true, force: true })
    },
  }
}

function viewChain({ chainId, urls, deployment }: Stack): ChainView {
  const reader = createReader(chainId, urls.ethereumRpc)
  const { Escrow, NodeRegistry, StakingPool, TaskMarketplace } = deployment.addresses
  const escrow = { address: Escrow, abi: escrowAbi } as const
  const registry = { address: NodeRegistry, abi: nodeRegistryAbi } as const
  const marketplace = { address: TaskMarketplace, abi: taskMarketplaceAbi } as const
  const pool = { address: StakingPool, abi: stakingPoolAbi } as const
  const everything = { fromBlock: 0n, toBlock: 'latest', strict: true } as const
  return {
    async settled(taskId) {
      const submitted = await reader.getContractEvents({
        ...marketplace,
        ...everything,
        eventName: 'TaskSubmitted',
        args: { taskId },
      })
      const assigned = await reader.getContractEvents({
        ...marketplace,
        ...everything,
        eventName: 'TaskAssigned',
        args: { taskId },
      })
      const settled = await reader.getContractEvents({
        ...marketplace,
        ...everything,
        eventName: 'TaskSettled',
        args: { taskId },
      })
      const [result, assignment, end] = [submitted.at(-1)?.args, assigned.at(-1)?.args, settled.at(-1)?.args]
      if (!result || !assignment || !end) throw new Error(`the chain has no result of task ${taskId}`)
      return {
        usage: result.usage,
        rate: assignment.rate,
        nodeId: assignment.nodeId,
        provider: assignment.provider,
        cost: result.cost,
        treasuryAmount: end.treasuryAmount,
        providerAmount: end.providerAmount,
        buyerAmount: end.buyerAmount,
      }
    },
    async submitted(taskId) {
      const range = { ...marketplace, ...everything, args: { taskId } } as const
      const result = (await reader.getContractEvents({ ...range, eventName: 'TaskSubmitted' })).at(-1)?.args
      const assignment = (await reader.getContractEvents({ ...range, eventName: 'TaskAssigned' })).at(-1)?.args
      if (!result || !assignment) throw new Error(`the chain has no result of task ${taskId}`)
      return { usage: result.usage, rate: assignment.rate, nodeId: assignment.nodeId }
    },
    transactionsOf: (address) => reader.getTransactionCount({ address }),
    async sentBy(account) {
      const sent: Hex[] = []
      const head = await reader.getBlockNumber()
      for (let blockNumber = 0n; blockNumber <= head; blockNumber++) {
        const { transactions } = await reader.getBlock({ blockNumber, includeTransactions: true })
        sent.push(...transactions.filter(({ from }) => isAddressEqual(from, account)).map(({ hash }) => hash))
      }
      const receipts = await Promise.all(sent.map((hash) => reader.getTransactionReceipt({ hash })))
      return receipts.map(({ transactionHash: hash, to, status }) => {
        return { hash, to: to?.toLowerCase() as Address | null, status }
      })
    },
    allowance: (token, account, spender) =>
      reader.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args: [account, spender] }),
    taskState: async (taskId) =>
      (await reader.readContract({ ...marketplace, functionName: 'task', args: [taskId] })).state,
    changedAt: async (taskId) =>
      (await reader.readContract({ ...marketplace, functionName: 'task', args: [taskId] })).since,
    nodeState: async (nodeId) =>
      (await reader.readContract({ ...registry, functionName: 'node', args: [nodeId] })).state,
    activeStake: (nodeId) => reader.readContract({ ...pool, functionName: 'activeStake', args: [nodeId] }),
    async adminOfNodes() {
      const granted = { ...registry, ...everything, eventName: 'RoleGranted', args: { role: zeroHash } } as const
      const [admin] = await Promise.all(
        (await reader.getContractEvents(granted)).map(async ({ args: { role, account } }) =>
          (await reader.readContract({ ...registry, functionName: 'hasRole', args: [role, account] })) ? account : null,
        ),
      ).then((accounts) => accounts.filter((account) => account !== null))
      if (!admin) throw new Error('no account is the admin of the registry')
      return admin
    },
    record: (nodeId) => reader.readContract({ ...registry, functionName: 'record', args: [nodeId] }),
    ask: (nodeId, token) => reader.readContract({ ...registry, functionName: 'ask', args: [nodeId, token] }),
    claimable: (token, account) =>
      reader.readContract({ ...escrow, functionName: 'claimable', args: [token, account] }),
    async escrowBooks(token) {
      const owed = await reader.readContract({ ...escrow, functionName: 'liabilities', args: [token] })
      const held =
        BigInt(token) === 0n
          ? await reader.getBalance({ address: Escrow })
          : await reader.readContract({
              address: token,
              abi: erc20Abi,
              functionName: 'balanceOf',
              args: [Escrow],
            })
      return { held, owed }
    },
  }
}
