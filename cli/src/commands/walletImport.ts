import type { Input } from '@aiigo/terminal'
import { CliError, DEFAULT_NAME, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import type { Context } from '../Context.js'

async function askKey({ prompts, command }: Context, input: Input): Promise<`0x${string}`> {
  const path = input.text('keyFile')
  if (path === '-' && input.text('passwordFile') === '-') {
    throw new CliError(
      'USAGE',
      'expected key and password from two places, got standard input for both',
      `name a file for one: aiigo ${command} --key-file - --password-file FILE`,
    )
  }
  const { readSecret } = await import('@aiigo/terminal/keystore')
  const text =
    path === undefined
      ? await prompts.secret({
          message: 'Private key (0x and 64 hex digits)',
          instead: '--key-file FILE (- is standard input)',
        })
      : await readSecret(path)
  const key = text.trim().replace(/^(0x)?/i, '0x')
  const { isPrivateKey } = await import('@aiigo/terminal/keystore')
  if (isPrivateKey(key)) return key
  // The text may be a key with a mistake in it: it is not repeated.
  throw new CliError(
    'NOT_A_KEY',
    `expected a private key, 0x and 64 hex digits, got a text of ${text.trim().length} characters that is none`,
    `check it, then run it again: aiigo ${command}`,
  )
}

export default defineCommand({
  options: [
    { flags: '--name <NAME>', about: `its name on this machine; default: ${DEFAULT_NAME}` },
    { flags: '--key-file <FILE>', about: 'file with the private key in its first line, mode 600; - is standard input' },
    PASSWORD_OPTION,
  ],
  examples: ['aiigo wallet import --name work', 'aiigo wallet import --key-file - --password-file ~/.secret < key.txt'],
  schemas: async () => ({ result: (await import('../schemas/wallet.js')).made }),
  async run(context, input) {
    const [{ expectNewName, keepWallet }, { askNewPassword }] = await Promise.all([
      import('@aiigo/terminal/keystore'),
      import('@aiigo/terminal/keystore'),
    ])
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
