import type { Waiting } from './createProgress.js'
import type { Ports } from './ports.js'

/** Parts that run elsewhere: checked and used, not started. */
export interface ExternalParts {
  databaseUrl?: string
  redisUrl?: string
  ethereumRpcUrl?: string
  subgraphUrl?: string
  blobStoreUrl?: string
  /** Contracts that stand already, on the external chain. */
  deploymentFile?: string
}

export type Tier = 'OWNED' | 'CLOUD' | 'COMMUNITY'

/** One provider agent with its own wallet. */
export interface AgentSpec {
  /** Also the part's name and its log file's. */
  name: string
  tier: Tier
  /** US, EU, ASIA, SA, AF or OC. */
  region: string
  /** Cores. */
  units: number
  /** Base units per core-second, by token symbol. */
  asks: Record<string, string>
  /** Index in the development mnemonic. */
  accountIndex: number
  env?: Record<string, string>
}

/** Everything from here on needs the parts before it. */
export type StackLevel = 'infrastructure' | 'contracts' | 'services' | 'agents'

export interface StackOptions {
  /** Everything the stack keeps. Default `.aiigo` in the project. */
  dataDir?: string
  /** `'free'` picks a free block. Default: the well-known ports. */
  ports?: Ports | 'free'
  /**
   * How much to start: database, chain and blob gateway; + contracts, migrations, subgraph; + API and worker; + agents
   * (default).
   */
  upTo?: StackLevel
  /** Number of the demo agents, or agents of your own. Default 3. */
  agents?: number | readonly AgentSpec[]
  /** Settings for all services, over what the stack gives them. */
  env?: Record<string, string>
  /** Settings for one service by its name (`api`, `worker`, `blob-gateway`, an agent's). */
  serviceEnv?: Record<string, Record<string, string>>
  external?: ExternalParts
  /**
   * Address or name of this machine for other ones. API, blob gateway and chain then listen on all addresses, and the
   * API names them by it. For networks that are trusted: the keys of the chain's wallets are public.
   */
  publicHost?: string
  /** Begins with weeks of past trade, written once into a data folder that is new. */
  history?: boolean
  /**
   * Seconds in which arbitrators commit to their votes, and as many in which they open them; default: a minute. Fixed
   * with the deployment of the contracts.
   */
  votingSeconds?: number
  /** Clears the data folder first. */
  reset?: boolean
  /** Told one line for each step. */
  onProgress?: (line: string) => void
  /** Given a way to ask what is being waited for. */
  onSteps?: (waiting: () => readonly Waiting[]) => void
  /** Cancels a start: what runs is stopped and `startStack` rejects. */
  signal?: AbortSignal
}
