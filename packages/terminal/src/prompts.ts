import { InterruptedError, usageError } from './errors.js'
import type { Output } from './output/Output.js'

/** The input of a process. */
export interface PromptStreams {
  readonly stdin: NodeJS.ReadStream
  readonly stderr: NodeJS.WriteStream
}

/** A question's text, and what to do where nobody can be asked. */
export interface Question {
  readonly message: string
  /** The option or the words that answer it: '--yes', '--password-file FILE'. */
  readonly instead: string
}

/** A question whose answer is a text. */
export interface TextQuestion extends Question {
  /** Taken where nothing is typed; an empty one makes the answer optional. */
  readonly initial?: string
}

/** Questions to the person at the terminal. They are asked on standard error. */
export interface Prompts {
  /** Whether there is a person to ask. */
  readonly canAsk: boolean
  /** @throws CliError `USAGE` naming the option, where nobody can be asked */
  confirm(question: Question): Promise<boolean>
  text(question: TextQuestion): Promise<string>
  /** The letters that are typed are not shown. */
  secret(question: Question): Promise<string>
  choose<T>(question: Question, choices: readonly { readonly name: string; readonly value: T }[]): Promise<T>
}

interface Deps extends PromptStreams {
  readonly command: string
  readonly output: Output
  readonly signal: AbortSignal
}

/**
 * Prompts of a process. Their libraries are loaded with the first question. In the plain mode questions are lines that
 * are written once, so that a screen reader reads them once.
 */
export function createPrompts({ command, stdin, stderr, output, signal }: Deps): Prompts {
  const canAsk = stdin.isTTY === true && stderr.isTTY === true

  async function ask<T>({ message, instead }: Question, how: () => Promise<T>): Promise<T> {
    if (!canAsk) {
      throw usageError(
        command,
        `expected an answer to "${message}", there is no terminal to ask on`,
        `answer it with ${instead}`,
      )
    }
    return output.quiet(async () => {
      try {
        return await how()
      } catch (error) {
        // Ctrl-C in a prompt is a key, not a signal.
        const { name } = error as Error
        if (name === 'ExitPromptError' || name === 'AbortPromptError') throw new InterruptedError('SIGINT')
        throw error
      }
    })
  }

  const streams = { input: stdin, output: stderr, signal }

  /** A line that is read without redrawing; what is typed can stay hidden. */
  async function readLine(message: string, isHidden = false): Promise<string> {
    const { createInterface } = await import('node:readline')
    const { Writable } = await import('node:stream')
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    const reader = createInterface({ input: stdin, output: isHidden ? silent : stderr, terminal: isHidden })
    // The terminal shows typed letters until the reader has taken it over: the question comes after that.
    stderr.write(`${message} `)
    try {
      return await new Promise<string>((resolve, reject) => {
        reader.once('line', resolve)
        reader.once('SIGINT', () => reject(new InterruptedError('SIGINT')))
        reader.once('close', () => reject(new InterruptedError('SIGINT')))
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    } finally {
      reader.close()
      if (isHidden) stderr.write('\n')
    }
  }

  return {
    canAsk,
    confirm: (question) =>
      ask(question, async () => {
        if (output.isPlain) return /^y(es)?$/i.test((await readLine(`${question.message} Type yes or no:`)).trim())
        const { default: confirm } = await import('@inquirer/confirm')
        return confirm({ message: question.message, default: false }, streams)
      }),
    text: (question) =>
      ask(question, async () => {
        const { initial } = question
        if (output.isPlain) {
          const typed = await readLine(`${question.message}${initial ? ` (${initial})` : ''}:`)
          return typed === '' ? (initial ?? '') : typed
        }
        const { default: input } = await import('@inquirer/input')
        const asked = initial === undefined ? { required: true } : { default: initial, required: initial !== '' }
        return input({ message: question.message, ...asked }, streams)
      }),
    secret: (question) =>
      ask(question, async () => {
        const { keepOutOfCores } = await import('./keystore/keepOutOfCores.js')
        keepOutOfCores()
        if (output.isPlain) return readLine(`${question.message} (not shown):`, true)
        const { default: password } = await import('@inquirer/password')
        return password({ message: question.message }, streams)
      }),
    choose: (question, choices) =>
      ask(question, async () => {
        if (output.isPlain) {
          const list = choices.map(({ name }, index) => `${index + 1}: ${name}`).join('\n')
          const number = Number(await readLine(`${question.message}\n${list}\nType a number:`))
          const chosen = choices[number - 1]
          if (chosen) return chosen.value
          throw usageError(command, `expected a number from 1 to ${choices.length}`)
        }
        const { default: select } = await import('@inquirer/select')
        return select({ message: question.message, choices: [...choices] }, streams)
      }),
  }
}
