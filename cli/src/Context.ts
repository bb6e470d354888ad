import type { Context as TerminalContext } from '@aiigo/terminal'
import type { Settings } from './settings/Settings.js'

/** The surroundings of a command of `aiigo`. */
export type Context = TerminalContext<Settings>
