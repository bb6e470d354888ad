import { CliError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

export default defineCommand({
  arguments: [
    {
      name: 'COMMAND',
      about: 'a command, or error: what every command prints when it fails',
      isOptional: true,
      isList: true,
    },
  ],
  options: [{ flags: '-f, --follow', about: 'of each line of --follow' }],
  examples: [
    'aiigo schema',
    'aiigo schema jobs',
    'aiigo schema jobs --follow',
    'aiigo schema balance deposit',
    'aiigo schema error',
  ],
  schemas: () => import('../schemas/schema.js'),
  async run({ settings, tree }, input) {
    const [{ readdir, readFile }, { join }] = await Promise.all([import('node:fs/promises'), import('node:path')])
    const files = (await readdir(settings.schemas)).filter((file) => file.endsWith('.json'))
    const names = files.map((file) => file.slice(0, -'.json'.length))
    const words = input.list('COMMAND')
    if (words.length === 0) {
      const commands = [...tree.commands.map(({ name }) => name), 'error']
      return {
        schemas: commands.sort().map((command) => ({
          command,
          follow: names.includes(`${command.replaceAll(' ', '-')}.follow`),
        })),
      }
    }
    const wanted = `${words.join('-')}${input.flag('follow') ? '.follow' : ''}`
    if (!names.includes(wanted)) {
      throw new CliError(
        'USAGE',
        `expected a command with a schema, got ${words.join(' ')}${input.flag('follow') ? ' --follow' : ''}`,
        'see which there are: aiigo schema',
      )
    }
    return JSON.parse(await readFile(join(settings.schemas, `${wanted}.json`), 'utf8')) as {
      $schema: string
      $id: string
    }
  },
  async show(found, output) {
    if (!('schemas' in found)) {
      output.line(JSON.stringify(found, null, 2))
      return
    }
    const { schemas } = found as { schemas: { command: string; follow: boolean }[] }
    await output.table(
      [
        { title: 'COMMAND', value: ({ command }) => command },
        { title: 'LINES', value: ({ follow }) => (follow ? '--follow' : '') },
      ],
      schemas,
    )
  },
})
