import type { CommandTree } from './Command.js'

/** A program of commands. @typeParam Settings where it finds things */
export interface Program<Settings> {
  /** 'aiigo' */
  readonly name: string
  readonly version: string
  /** A sentence for its help. */
  readonly about: string
  /** The end of its help: first steps, exit codes. */
  readonly help: string
  readonly tree: CommandTree
  /**
   * Reads the settings of a call.
   * @param values of the parsed options, by their names in camel case
   */
  readSettings(
    env: Readonly<Record<string, string | undefined>>,
    values: Readonly<Record<string, unknown>>,
  ): Promise<Settings>
  /** Advice for the codes of an error, the most exact first; null where it has none. */
  advise(codes: readonly string[], command: string, settings: Settings | null): string | null
}
