import type { OptionSpec } from '../Command.js'

/** The options of a command that takes money out. */
export const TAKE_OUT_OPTIONS: readonly OptionSpec[] = [
  { flags: '--to <ADDRESS>', about: 'send it there; default: your own wallet, which needs no confirmation' },
  { flags: '-y, --yes', about: 'spend the money without asking' },
]
