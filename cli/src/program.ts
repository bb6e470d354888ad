import { readFile } from 'node:fs/promises'
import type { Program } from '@aiigo/terminal'
import { adviseOn } from './adviseOn.js'
import { COMMANDS, GROUPS } from './commandList.js'
import { GLOBAL_OPTIONS } from './globalOptions.js'
import type { Settings } from './settings/Settings.js'

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** `aiigo` */
export const aiigo: Program<Settings> = {
  name: 'aiigo',
  version,
  about: 'The AIIGO marketplace in a terminal: buy computing power, follow jobs, take results and money.',
  help: `
First steps on a local chain (npm start runs it):
  aiigo login --dev buyer
  aiigo submit word-statistics --wait
  aiigo jobs

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not signed in, 4 network, 130 interrupted.`,
  tree: { commands: COMMANDS, groups: GROUPS, options: GLOBAL_OPTIONS },
  readSettings: async (env, values) => (await import('./settings/readSettings.js')).readSettings(env, values),
  advise: adviseOn,
}
