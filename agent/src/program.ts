import { OUTPUT_OPTIONS, type Program } from '@aiigo/terminal'
import { COMMANDS } from './commandList.js'
import type { Settings } from './settings/Settings.js'
import { VERSION } from './version.js'

/** Advice for codes of SDK, API and agent. */
const ADVICE: Readonly<Record<string, string>> = {
  NETWORK: 'check the address of the platform and this machine’s network; then try again',
  CHAIN_UNREACHABLE: 'check platform.rpc in agent.yaml, and this machine’s network; then try again',
  WRONG_CHAIN: 'check platform.api and platform.rpc in agent.yaml: they are of different chains',
  DEPLOYMENT_MISMATCH: 'the platform names other contracts than those that are trusted; ask its operator why',
  DEPLOYMENT_UNREACHABLE: 'check the address of the platform; then try again',
  DATA_DIR_IN_USE: 'see what it does: aiigo-agent status',
  BAD_SETTING: 'correct agent.yaml; agent/README.md has every setting',
  NO_GPU: 'install the driver, or write another hardware.type into agent.yaml',
  NO_SENSOR: 'correct the list sensors in agent.yaml; agent/README.md says which there are',
  NOT_ENOUGH_MONEY: 'send ETH for gas to the wallet: aiigo-agent status shows its address',
  UNKNOWN_TOKEN: 'name a token of the platform: ETH, USDC or AIIGO',
  BAD_AMOUNT: 'write whole tokens with a point, for example 0.001',
}

/** `aiigo-agent` */
export const aiigoAgent: Program<Settings> = {
  name: 'aiigo-agent',
  version: VERSION,
  about: 'Offers the computing power of this machine on the AIIGO marketplace.',
  help: `
First steps:
  aiigo-agent init
  aiigo-agent run
  aiigo-agent status

Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 4 network, 130 interrupted.`,
  tree: {
    commands: COMMANDS,
    groups: {},
    options: [
      {
        flags: '--config <FILE>',
        about: 'settings (AIIGO_AGENT_CONFIG; else /etc/aiigo-agent/agent.yaml, else your own)',
      },
      ...OUTPUT_OPTIONS,
    ],
  },
  readSettings: async (env, values) => (await import('./settings/readSettings.js')).readSettings(env, values),
  advise: (codes) =>
    codes.map((code) => (Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined)).find(Boolean) ?? null,
}
