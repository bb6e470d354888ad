import type { OptionSpec } from './Command.js'

/** Options of every command of every program. */
export const OUTPUT_OPTIONS: readonly OptionSpec[] = [
  { flags: '--json', about: 'print one JSON document, or one in each line where something is followed' },
  { flags: '--plain', about: 'for screen readers: no colours, no tables, nothing drawn over' },
]

/** The long name of an option. @example longName('-f, --follow') // '--follow' */
export const longName = (flags: string): string => /--[a-z][a-z-]*/.exec(flags)?.[0] ?? flags
/** Whether an option takes a value. */
export const takesValue = (flags: string): boolean => flags.includes('<')

/** The words of a call that are no options, up to the first option of a command. @param options of every command */
export function wordsOf(argv: readonly string[], options: readonly OptionSpec[]): string[] {
  const withValue = new Set(options.filter(({ flags }) => takesValue(flags)).map(({ flags }) => longName(flags)))
  const words: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string
    if (word === '--') break
    if (withValue.has(word)) at++
    else if (!word.startsWith('-')) words.push(word)
  }
  return words
}
