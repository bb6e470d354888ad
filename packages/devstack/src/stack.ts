import type { Deployment } from '@aiigo/chain'
import type { LocalAccount, localRoles } from '@aiigo/contracts'
import type { Faucet } from './createFaucet.js'
import type { PartCrashedError } from './errors.js'
import type { Ports } from './ports.js'
import type { AgentSpec } from './stackOptions.js'

export interface StackUrls {
  /** The pages for people; absent where they are not built. */
  portal?: string
  /** The docs as pages; absent where they are not built. */
  docs?: string
  database: string
  ethereumRpc: string
  /** GraphQL of the subgraph. */
  subgraph: string
  /** graph-node's status API. */
  graphStatus: string
  blob: string
  /** GraphQL over HTTP. */
  api: string
  /** GraphQL subscriptions. */
  apiWs: string
  /** Health endpoints of the worker. */
  worker: string
  /** Only when queues run on Redis. */
  redis?: string
}

export interface StackAccounts extends ReturnType<typeof localRoles> {
  /** Wallets with ETH and nothing else, for buyers. */
  buyers: LocalAccount[]
  /** The arbitrators of this stack. */
  arbitrators: LocalAccount[]
}

/** A running stack. */
export interface Stack {
  dataDir: string
  urls: StackUrls
  ports: Ports
  chainId: number
  /** Path of the deployment file. */
  deploymentFile: string
  /** @throws StackError when the stack was started without contracts */
  readonly deployment: Deployment
  accounts: StackAccounts
  agents: readonly AgentSpec[]
  /** Names of what runs: `postgres`, `chain`, `blob-gateway`, `graph-node`, `api`, `worker`, and the agents'. */
  services(): string[]
  pidOf(name: string): number | undefined
  logPath(name: string): string
  /** Ends one part, by SIGKILL unless another signal is given; the other parts stay. */
  killService(name: string, signal?: NodeJS.Signals): Promise<void>
  /** Starts a part again, ending it first if it runs. Doesn't wait for it to be ready. */
  restartService(name: string): Promise<void>
  /** Starts one more worker process beside the others, and resolves with its part's name when it is ready. */
  startWorker(): Promise<string>
  /** Starts one more agent and waits until its node is available. */
  startAgent(agent: AgentSpec): Promise<void>
  /**
   * Gives a wallet money of the local chain: ETH and AIIGO from the public sale's account, USDC freshly minted.
   * `amount` in base units; resolves when it has arrived.
   */
  fundBuyer: Faucet
  /** The hex id of an agent's node. */
  nodeIdOf(agent: AgentSpec): `0x${string}`
  /** Ends everything in order, within 30 s. Idempotent. */
  stop(): Promise<void>
  /** Resolves with the first part that ended without being stopped; the stack is stopped by then. */
  readonly crashed: Promise<PartCrashedError>
}
