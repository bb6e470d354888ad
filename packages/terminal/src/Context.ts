import type { CommandTree } from './Command.js'
import type { Output } from './output/Output.js'
import type { Prompts } from './prompts.js'

/** The work that goes on when a person stops waiting, and the command that goes on with it. */
export interface Left {
  /** A sentence: 'job 0190… is funded and goes on'. */
  readonly goesOn: string
  /** 'aiigo jobs 0190… --follow' */
  readonly command: string
  readonly jobId?: string
  readonly groupId?: string
}

/** The surroundings of a command. @typeParam Settings where the program finds things */
export interface Context<Settings = unknown> {
  /** The program's name: 'aiigo'. */
  readonly program: string
  /** The command's name, for messages: 'balance deposit'. */
  readonly command: string
  readonly tree: CommandTree
  readonly settings: Settings
  readonly output: Output
  readonly prompts: Prompts
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Leaves signals to the command, which then ends the process by itself. */
  takesSignals(): void
  /** Says what a Ctrl-C from now on leaves behind; null: nothing. */
  leaves(left: Left | null): void
}
