import { FAULT_KINDS, type FaultKind } from './createFaults.js'

export interface Arguments {
  /** How many seeds. */
  seeds: number
  /** The first one. */
  seed: number
  /** How many of them run at the same time. */
  processes: number
  /** One line of JSON alone on standard output. */
  json: boolean
  /** The planted bugs in place of the system as it is. */
  bugs: boolean
  /** Leaves the planted bugs out. */
  noBugs: boolean
  /** Prints every step, or the system's log. */
  trace: boolean
  log: boolean
  /** Runs each seed twice, and compares. */
  twice: boolean
  /** Kinds of faults; undefined: all. */
  faults: readonly FaultKind[] | undefined
}

/** @throws Error that names the argument */
export function readArguments(words: readonly string[]): Arguments {
  const found: Arguments = {
    ...{
      seeds: 50,
      seed: 1,
      processes: 1,
      json: false,
      bugs: false,
      noBugs: false,
      trace: false,
      log: false,
      twice: false,
    },
    faults: undefined,
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    const value = (): string => {
      at++
      const text = words[at]
      if (text === undefined) throw new Error(`expected a value after ${word}`)
      return text
    }
    const number = (): number => {
      const text = value()
      if (!/^\d+$/.test(text)) throw new Error(`expected a whole number after ${word}, got ${text}`)
      return Number(text)
    }
    if (word === '--seeds') found.seeds = number()
    else if (word === '--seed') found.seed = number()
    else if (word === '--processes') found.processes = number()
    else if (word === '--faults') {
      const names = value()
        .split(',')
        .filter((name) => name !== '')
      const unknown = names.find((name) => !(FAULT_KINDS as readonly string[]).includes(name))
      if (unknown) throw new Error(`expected kinds of faults (${FAULT_KINDS.join(', ')}), got ${unknown}`)
      found.faults = names as FaultKind[]
    } else if (word === '--no-bugs') found.noBugs = true
    else if (['--json', '--bugs', '--trace', '--log', '--twice'].includes(word)) {
      found[word.slice(2) as 'json' | 'bugs' | 'trace' | 'log' | 'twice'] = true
    } else
      throw new Error(
        `expected --seeds, --seed, --processes, --faults, --json, --bugs, --no-bugs, --trace, --log or --twice, got ${word}`,
      )
  }
  return found
}
