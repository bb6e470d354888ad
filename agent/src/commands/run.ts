import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../settings/Settings.js'

export default defineCommand({
  options: [PASSWORD_OPTION],
  examples: ['aiigo-agent run', 'aiigo-agent run --config /etc/aiigo-agent/agent.yaml --password-file /root/password'],
  schemas: () => import('../schemas/run.js'),
  async run(context, input) {
    const [
      { loadAgent, withWords },
      { openPassword },
      keystore,
      { readConfig },
      { runAgent },
      { createServiceManager },
    ] = await Promise.all([
      import('../settings/loadAgent.js'),
      import('../settings/openPassword.js'),
      import('@aiigo/terminal/keystore'),
      import('../config.js'),
      import('../runAgent.js'),
      import('../systemd.js'),
    ])
    const agent = await loadAgent(context.settings)
    const { env, wallet } = agent
    // A key in the environment stands above the wallet, as every variable stands above the file.
    const isGiven = Boolean(env.PROVIDER_PRIVATE_KEY)
    if (!isGiven) await keystore.expectPrivateWallet(wallet)
    const key = isGiven
      ? env.PROVIDER_PRIVATE_KEY
      : await keystore.unlockWallet(wallet, await openPassword(context, input, agent))
    const config = withWords(() => readConfig({ ...env, PROVIDER_PRIVATE_KEY: key }))
    context.takesSignals()
    await runAgent(config, createServiceManager(context.settings.env))
    // The agent ends the process.
    return new Promise<undefined>(() => undefined)
  },
})
