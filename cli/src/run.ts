import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { buildProgram, type Call, findCommand, withoutHelpWord } from './buildProgram.js'
import type { Context, Left } from './Context.js'
import { COMMANDS, GROUPS } from './commandList.js'
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
import { createPrompts } from './prompts.js'
import type { Settings } from './settings/Settings.js'

/** A process as the command line needs it. */
export interface Process {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: NodeJS.ReadStream
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: NodeJS.WriteStream
  /** Aborted by Ctrl-C, with an `InterruptedError`. */
  readonly signal: AbortSignal
}

const isGiven = (argv: readonly string[], option: string): boolean => {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).includes(option)
}

/** Errors of the parser, in our words. */
function fromParser(error: unknown, name: string): unknown {
  const { code, message } = error as { code?: unknown; message: string }
  if (typeof code !== 'string' || !code.startsWith('commander.')) return error
  return usageError(
    name,
    message.replace(/^error: /, '').replace('\n', ' '),
    `see aiigo ${name ? `${name} ` : ''}--help`,
  )
}

async function parse(process: Process): Promise<Call | null> {
  const { argv, stdout } = process
  let call: Call | null = null
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const out = (text: string): void => void stdout.write(text)
  const width = (): number => stdout.columns ?? 100
  const program = await buildProgram(argv, { version, out, width }, (parsed) => {
    call = parsed
  })
  try {
    await program.parseAsync([...withoutHelpWord(argv)], { from: 'user' })
    // A word that only holds commands, such as `aiigo wallet`, prints its help.
    return call
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === 'commander.helpDisplayed' || code === 'commander.version') return null
    if (code === 'commander.help') {
      const [holder] = wordsOf(argv)
      throw usageError(holder ?? '', `expected a command${holder ? ` of ${holder}` : ''}, got none`)
    }
    throw fromParser(error, findCommand(argv)?.name ?? '')
  }
}

/**
 * Runs a command to its end.
 * @returns the exit code
 */
export async function run(process: Process): Promise<ExitCode> {
  const { argv, env, stdin, stdout, stderr, signal } = process
  const isJson = isGiven(argv, '--json')
  const isPlain = isGiven(argv, '--plain')
  const output = createOutput({ stdout, stderr, env, isJson, isPlain })
  const name = findCommand(argv)?.name ?? ''
  let site: FailureSite = { command: name }
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
    const call = await parse(process)
    if (!call) return EXIT.DONE
    const { command, values } = call
    isFollowing = values.follow === true
    const { readSettings } = await import('./settings/readSettings.js')
    const settings: Settings = await readSettings(env, values)
    site = { command: name, apiUrl: settings.apiUrl, isDefaultApi: settings.isDefaultApi }
    const context: Context = {
      ...{ command: name, settings, signal, output },
      tree: { commands: COMMANDS, groups: GROUPS },
      prompts: createPrompts({ command: name, stdin, stderr, output, signal }),
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
