import type { Writable } from 'node:stream'
import { buildProgram, type Call, findCommand, withoutHelpWord } from './buildProgram.js'
import type { Context, Left } from './Context.js'
import { InterruptedError, usageError } from './errors.js'
import { EXIT, type ExitCode } from './exitCodes.js'
import {
  type Explained,
  errorLines,
  explain,
  explainInterrupt,
  type FailureSite,
  ownError,
  withLeft,
} from './explain.js'
import { wordsOf } from './globalOptions.js'
import { createInput } from './Input.js'
import { createOutput } from './output/createOutput.js'
import type { Program } from './Program.js'
import { createPrompts } from './prompts.js'

/** A process as a program of commands needs it. */
export interface Process {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: NodeJS.ReadStream
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: NodeJS.WriteStream
  /** Aborted by Ctrl-C, with an `InterruptedError`. */
  readonly signal: AbortSignal
  /** Stops to listen to signals. */
  readonly releaseSignals?: () => void
}

const isGiven = (argv: readonly string[], option: string): boolean => {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).includes(option)
}

/** Errors of the parser, in our words. */
function fromParser(error: unknown, command: string): unknown {
  const { code, message } = error as { code?: unknown; message: string }
  if (typeof code !== 'string' || !code.startsWith('commander.')) return error
  return usageError(command, message.replace(/^error: /, '').replace('\n', ' '))
}

async function parse<Settings>(described: Program<Settings>, process: Process): Promise<Call | null> {
  const { argv, stdout } = process
  let call: Call | null = null
  const out = (text: string): void => void stdout.write(text)
  const width = (): number => stdout.columns ?? 100
  const program = await buildProgram(described, argv, { out, width }, (parsed) => {
    call = parsed
  })
  try {
    await program.parseAsync([...withoutHelpWord(argv)], { from: 'user' })
    // A word that only holds commands prints its help.
    return call
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === 'commander.helpDisplayed' || code === 'commander.version') return null
    if (code === 'commander.help') {
      const [holder] = wordsOf(argv, described.tree.options)
      const words = [described.name, ...(holder ? [holder] : []), '--help']
      throw usageError('', `expected a command${holder ? ` of ${holder}` : ''}, got none`, `see ${words.join(' ')}`)
    }
    throw fromParser(error, findCommand(described.tree, argv)?.name ?? '')
  }
}

/**
 * Runs a command of a program to its end.
 * @returns the exit code
 */
export async function run<Settings>(program: Program<Settings>, process: Process): Promise<ExitCode> {
  const { argv, env, stdin, stdout, stderr, signal } = process
  const isJson = isGiven(argv, '--json')
  const isPlain = isGiven(argv, '--plain')
  const output = createOutput({ stdout, stderr, env, isJson, isPlain })
  const name = findCommand(program.tree, argv)?.name ?? ''
  let settings: Settings | null = null
  const site: FailureSite = {
    program: program.name,
    command: name,
    advise: (codes, command) => program.advise(codes, command, settings),
  }
  let left: Left | null = null
  /** Whether the answer is lines: then a failure is one more line. */
  let isFollowing = false

  function fail(explained: Explained): ExitCode {
    const { error } = explained
    if (isJson && isFollowing) stdout.write(`${JSON.stringify({ error })}\n`)
    else if (isJson) output.document({ error })
    // For the person who reads the log of a script, too.
    for (const line of errorLines(explained)) output.note(line)
    return explained.exitCode
  }

  try {
    const call = await parse(program, process)
    if (!call) return EXIT.DONE
    const { command, values } = call
    isFollowing = values.follow === true
    settings = await program.readSettings(env, values)
    const context: Context<Settings> = {
      ...{ program: program.name, command: name, settings, signal, output, tree: program.tree },
      prompts: createPrompts({ command: name, stdin, stderr, output, signal }),
      takesSignals: () => process.releaseSignals?.(),
      leaves(next) {
        left = next
      },
    }
    // A command that does not end by the signal is left alone: the process ends.
    const stopped = new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    stopped.catch(() => undefined)
    const answer = await Promise.race([command.run(context, createInput(name, values)), stopped])
    if (answer === undefined) return EXIT.DONE
    if (isJson) output.document(answer)
    else await command.show?.(answer as never, output)
    return EXIT.DONE
  } catch (error) {
    if (signal.aborted || ownError(error) instanceof InterruptedError) return fail(explainInterrupt(left, site))
    return fail(withLeft(explain(error, site), left))
  }
}
