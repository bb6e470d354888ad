import type { ChainPort } from '../chain/createChainPort.js'
import type { Kernel } from '../kernel/createKernel.js'
import type { QueueStore } from '../ports/queuePort.js'

export interface Patchable {
  kernel: Kernel
  queues: QueueStore
  chain: ChainPort
}

/** A known mistake that can be put into the system, to see whether the simulation finds it. */
export interface Bug {
  readonly name: string
  /** What is wrong with it, in one sentence. */
  readonly description: string
  /** Puts it in. @returns what takes it out again */
  plant(system: Patchable): () => void
}
