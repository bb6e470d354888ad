import { DEFAULT_NAME, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

export default defineCommand({
  options: [
    { flags: '--name <NAME>', about: `its name on this machine; default: ${DEFAULT_NAME}` },
    { flags: '--key-file <FILE>', about: 'file with the private key in its first line, mode 600; - is standard input' },
    PASSWORD_OPTION,
  ],
  examples: ['aiigo wallet import --name work', 'aiigo wallet import --key-file - --password-file ~/.secret < key.txt'],
  schemas: async () => ({ result: (await import('../schemas/wallet.js')).made }),
  async run(context, input) {
    const { askKey, askNewPassword, expectNewName, keepWallet } = await import('@aiigo/terminal/keystore')
    const name = input.text('name') ?? DEFAULT_NAME
    await expectNewName(context.settings, name)
    const key = await askKey(context, input)
    return keepWallet(context.settings, name, key, await askNewPassword(context, input))
  },
  show({ name, address, path }, output) {
    output.line(`imported the wallet ${name} with the address ${output.style.bold(address)} into ${path}, encrypted`)
    output.line('remove the other copies of the key that are not encrypted')
  },
})
