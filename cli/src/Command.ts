import { commandsWith } from '@aiigo/terminal'
import type { Settings } from './settings/Settings.js'

/** A command of `aiigo`. @example export default defineCommand({ schemas: …, run: …, show: … }) */
export const defineCommand = commandsWith<Settings>()
