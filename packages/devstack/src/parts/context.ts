import type { DeployConfig } from '@aiigo/contracts'
import type { Progress } from '../createProgress.js'
import type { Ports } from '../ports.js'
import type { Secrets, StackFiles } from '../stackFiles.js'
import type { ExternalParts } from '../stackOptions.js'
import type { Supervisor } from '../supervisor.js'

/** The inputs that every part is started with. */
export interface PartContext {
  files: StackFiles
  ports: Ports
  secrets: Secrets
  external: ExternalParts
  supervisor: Supervisor
  /** Environment that every child gets. */
  baseEnv: Record<string, string>
  serviceEnv: Record<string, Record<string, string>>
  /** Address that API, blob gateway and chain listen on. */
  listenHost: string
  progress: Progress
  /** Settings of this stack's contracts that differ from `localPreset`. */
  contracts: Partial<DeployConfig>
  /** Given when the stack stops. */
  stopping: AbortSignal
}

/** Stop order: higher first. */
export const stages = { postgres: 0, chain: 1, blob: 2, graphNode: 3, api: 4, worker: 5, agents: 6 } as const
