import type { Deployment } from '@aiigo/chain'
import type { UsdOracle } from '@aiigo/domain'
import type { LiveIndexWithLasting } from '@aiigo/matching'
import type { QueueMonitor } from '@aiigo/queue'
import type { JobKey } from '@aiigo/sealing'
import type { EventListener, Storage } from '@aiigo/storage'
import type { ChainFacts } from '../chain/chainFacts.js'
import type { DayLookup } from '../chain/createDayLookup.js'
import type { OperatorFacts } from '../chain/createOperatorFacts.js'
import type { ProposalLookup } from '../chain/createProposalLookup.js'
import type { TaskLookup } from '../chain/createTaskLookup.js'
import type { WalletLookup } from '../chain/createWalletLookup.js'
import type { DaoFacts } from '../chain/daoFacts.js'
import type { VerifySignature } from '../chain/verifySignature.js'
import type { WalletFacts } from '../chain/walletFacts.js'
import type { Config } from '../config.js'
import type { ResolverClass } from '../graphql/buildLocalSchema.js'
import type { ProgramCheck } from './job/programCheck.js'
import type { PlatformRules } from './platform/platformRules.js'

/** The dependencies that every module may use. */
export interface ModuleDeps {
  config: Config
  storage: Storage
  /** Hears of new rows in the event table. */
  listener: EventListener
  deployment: Deployment
  /** For operations with money and deadlines. */
  chain: ChainFacts
  /** The same for pages that anybody looks at: they wait for each other. */
  shownChain: ChainFacts
  dao: DaoFacts
  verifySignature: VerifySignature
  findTask: TaskLookup
  findDays: DayLookup
  findWallet: WalletLookup
  findProposals: ProposalLookup
  walletFacts: WalletFacts
  operatorFacts: OperatorFacts
  queueMonitor: QueueMonitor
  /** Dollar prices of tokens. */
  dollars: UsdOracle
  /** Every node, as current as its last look at the database. */
  matchIndex: LiveIndexWithLasting
  /** Remembers what is known of a program, and reads one at a time, whichever module asks. */
  checkProgram: ProgramCheck
  rules: PlatformRules
  /** The platform's own: keys of jobs are kept sealed to it. */
  fileKey: JobKey
  now: () => number
}

type InstancesOf<Classes extends readonly ResolverClass[]> = { [I in keyof Classes]: InstanceType<Classes[I]> }

/** A module that is wired up. */
export interface Module<Classes extends readonly ResolverClass[] = readonly ResolverClass[], Offers = unknown> {
  resolvers: InstancesOf<Classes>
  /** The module's exports for other parts of the API. */
  offers?: Offers
  /** Once an hour: deletes expired rows. */
  housekeeping?(): Promise<void>
}

/** A part of the API: its resolver classes, and how they are wired to their services. */
export interface ModuleDefinition<Classes extends readonly ResolverClass[], Created extends Module<Classes>> {
  resolvers: Classes
  create(deps: ModuleDeps): Created
}

/** Checks that a module makes one object of each of its resolver classes, in their order. */
export function defineModule<const Classes extends readonly ResolverClass[], Created extends Module<Classes>>(
  definition: ModuleDefinition<Classes, Created>,
): ModuleDefinition<Classes, Created> {
  return definition
}
