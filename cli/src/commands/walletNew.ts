import { DEFAULT_NAME, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

export default defineCommand({
  options: [{ flags: '--name <NAME>', about: `its name on this machine; default: ${DEFAULT_NAME}` }, PASSWORD_OPTION],
  examples: ['aiigo wallet new', 'aiigo wallet new --name work --password-file ~/.secret'],
  schemas: async () => ({ result: (await import('../schemas/wallet.js')).made }),
  async run(context, input) {
    const [{ generatePrivateKey }, { askNewPassword, expectNewName, keepWallet }] = await Promise.all([
      import('viem/accounts'),
      import('@aiigo/terminal/keystore'),
    ])
    const name = input.text('name') ?? DEFAULT_NAME
    await expectNewName(context.settings, name)
    const password = await askNewPassword(context, input)
    return keepWallet(context.settings, name, generatePrivateKey(), password)
  },
  show({ name, address, path }, output) {
    output.line(`made the wallet ${name} with the address ${output.style.bold(address)}`)
    output.line(`its key is in ${path}, encrypted; a lost password or file cannot be replaced, so keep copies of both`)
  },
})
