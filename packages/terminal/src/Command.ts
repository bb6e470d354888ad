import type { z } from 'zod'
import type { Context } from './Context.js'
import type { Input } from './Input.js'
import type { Output } from './output/Output.js'

/** A word behind a command's name. */
export interface ArgumentSpec {
  /** As help shows it: `JOB`. */
  readonly name: string
  readonly about: string
  readonly isOptional?: boolean
  /** Takes all words that are left. */
  readonly isList?: boolean
  readonly choices?: readonly string[]
}

/** An option of a command. */
export interface OptionSpec {
  /** Of commander: `--out <DIR>`, `-f, --follow`. */
  readonly flags: string
  readonly about: string
  readonly choices?: readonly string[]
}

/** The schemas of what a command prints with `--json`. */
export interface ResultSchemas {
  /** Of the one document. */
  readonly result: z.ZodType
  /** Of each line, where the command follows something and prints many. */
  readonly item?: z.ZodType
}

/**
 * A command. Its file imports types and other commands' options only; whatever costs time to load is imported inside of
 * `run`, so that help and completion start at once.
 */
export interface Command {
  readonly arguments?: readonly ArgumentSpec[]
  readonly options?: readonly OptionSpec[]
  /** Lines of help, each a command that works as it stands. */
  readonly examples?: readonly string[]
  schemas(): Promise<ResultSchemas>
  /**
   * Does it. Progress goes through the output; the answer is returned, or told line by line by `output.item`.
   * @returns what `--json` prints; undefined when every line was told already
   */
  run(context: Context, input: Input): Promise<unknown>
  /** Shows the answer to a person. */
  show?(result: never, output: Output): void | Promise<void>
}

/** A command whose answer has the type that its schema describes. */
export interface TypedCommand<Result extends z.ZodType, Item extends z.ZodType, Settings> extends Command {
  schemas(): Promise<{ result: Result; item?: Item }>
  run(context: Context<Settings>, input: Input): Promise<z.input<Result> | undefined>
  show?(result: z.input<Result>, output: Output): void | Promise<void>
}

/**
 * A function for the commands of a program: the compiler compares what a command returns and shows with its schema.
 * @typeParam Settings of the program
 * @example const defineCommand = commandsWith<Settings>()
 * export default defineCommand({ schemas: () => import('../schemas/quote.js'), run: …, show: … })
 */
export function commandsWith<Settings>() {
  return <Result extends z.ZodType, Item extends z.ZodType = z.ZodType>(
    command: TypedCommand<Result, Item, Settings>,
  ): Command => command
}

/** A command's place in the tree; its file is loaded when it is called. */
export interface ListedCommand {
  /** 'balance deposit' */
  readonly name: string
  readonly summary: string
  /** Heading in the program's help. */
  readonly group: string
  load(): Promise<{ readonly default: Command }>
}

/** A word that only holds commands. */
export type CommandGroup = Pick<ListedCommand, 'summary' | 'group'>

/** All commands, the words that only hold some, and the options of every command. */
export interface CommandTree {
  readonly commands: readonly ListedCommand[]
  readonly groups: Readonly<Record<string, CommandGroup>>
  readonly options: readonly OptionSpec[]
}
