import type { OptionSpec } from './Command.js'

/** Options of every command. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { flags: '--api <URL>', about: "the platform's GraphQL URL (AIIGO_API_URL; else the local stack's)" },
  { flags: '--rpc <URL>', about: "the chain's JSON-RPC URL (ETHEREUM_RPC_URL; else the one that the platform names)" },
  { flags: '--json', about: 'print one JSON document, or one in each line where something is followed' },
  { flags: '--plain', about: 'for screen readers: no colours, no tables, nothing drawn over' },
]

/** The long name of an option. @example longName('-f, --follow') // '--follow' */
export const longName = (flags: string): string => /--[a-z][a-z-]*/.exec(flags)?.[0] ?? flags
/** Whether an option takes a value. */
export const takesValue = (flags: string): boolean => flags.includes('<')

/** Options whose value is the next word, so that it is no command. */
const WITH_VALUE = new Set(GLOBAL_OPTIONS.filter(({ flags }) => takesValue(flags)).map(({ flags }) => longName(flags)))

/** The words of a call that are no options, up to the first option of a command. */
export function wordsOf(argv: readonly string[]): string[] {
  const words: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string
    if (word === '--') break
    if (WITH_VALUE.has(word)) at++
    else if (!word.startsWith('-')) words.push(word)
  }
  return words
}
