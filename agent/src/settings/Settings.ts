import { commandsWith } from '@aiigo/terminal'

/** Where the agent's commands find things. */
export interface Settings {
  /** `agent.yaml` */
  readonly path: string
  /** Its folder: relative paths of the file begin here; the keystore is in it. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A command of `aiigo-agent`. */
export const defineCommand = commandsWith<Settings>()
