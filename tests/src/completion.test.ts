// tier: parts
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { type CommandLine, shellInTerminal } from './testkit/aiigo.js'
import { hasTool } from './testkit/hasTool.js'

jest.setTimeout(60_000)

const bin = fileURLToPath(new URL('../../cli/bin/aiigo.mjs', import.meta.url))
const run = promisify(execFile)
const TAB = '\t'
const LINE_START = '\u0001'
const CLEAR_LINE = '\u0015'

let line: CommandLine
/** The script of a shell, in a file. */
async function scriptFor(shell: string): Promise<string> {
  const path = join(line.home, `completion.${shell}`)
  await writeFile(path, (await run(process.execPath, [bin, 'completion', shell])).stdout)
  return path
}

beforeAll(async () => {
  line = { home: await mkdtemp(join(tmpdir(), 'aiigo-completion-')), apiUrl: 'http://127.0.0.1:9/graphql' }
})
afterAll(() => rm(line.home, { recursive: true }))

/** A line that is typed, and the words that are offered for its end. */
const OFFERED: [string, string[]][] = [
  ['aiigo lo', ['login', 'logout', 'logs']],
  ['aiigo wallet ', ['new', 'import', 'list']],
  ['aiigo balance d', ['deposit']],
  ['aiigo vote prop', ['proposals', 'propose']],
  ['aiigo jobs --f', ['--follow']],
  ['aiigo jobs --h', ['--history', '--help']],
  ['aiigo --api http://x --json jobs --st', ['--state']],
  ['aiigo nodes --type ', ['GPU', 'CPU', 'NETWORK', 'MOBILE', 'IOT']],
  ['aiigo completion ', ['bash', 'zsh', 'fish']],
]

describe('completion of fish', () => {
  test.each(OFFERED)('"%s"', async (typed, offered) => {
    if (!hasTool('fish', 'the completion of fish')) return
    const commands = `source ${await scriptFor('fish')}; complete -C '${typed}'`
    const { stdout } = await run('fish', ['--no-config', '-c', commands], { env: { ...process.env, HOME: line.home } })
    const words = stdout.split('\n').flatMap((text) => text.split('\t')[0] || [])
    expect(words.sort()).toEqual([...offered].sort())
  })

  test('offers files where a file is wanted', async () => {
    if (!hasTool('fish', 'the completion of fish')) return
    await writeFile(join(line.home, 'job.yaml'), '')
    const commands = `source ${await scriptFor('fish')}; complete -C 'aiigo submit job'`
    const options = { cwd: line.home, env: { ...process.env, HOME: line.home } }
    expect((await run('fish', ['--no-config', '-c', commands], options)).stdout).toMatch(/^job\.yaml/m)
  })
})

describe('completion of zsh', () => {
  test('offers words, options and files at a terminal', async () => {
    if (!hasTool('zsh', 'the completion of zsh')) return
    await writeFile(join(line.home, 'job.yaml'), '')
    const script = await scriptFor('zsh')
    const zsh = shellInTerminal(line, 'zsh', ['-f', '-i'])
    zsh.type("PS1='ready> '; unsetopt prompt_cr prompt_sp\r")
    await zsh.says(/^ready> /m)
    zsh.type(`autoload -U compinit && compinit -u -D && source ${script} && print loaded\r`)
    await zsh.says(/^loaded/m)
    for (const [typed, offered] of [...OFFERED, ['aiigo submit job', ['job.yaml']] as [string, string[]]]) {
      await zsh.says('ready> ')
      const [only, another] = offered as [string, ...string[]]
      if (another) {
        // A list below the line; what the words begin with alike is put into the line before it.
        zsh.type(`${typed}${TAB}${TAB}`)
        await zsh.says(
          new RegExp(
            [...offered]
              .sort()
              .map((word) => `(?<![\\w-])${word}\\b`)
              .join('.*'),
            's',
          ),
        )
        zsh.type(`${CLEAR_LINE}\r`)
      } else {
        zsh.type(`${typed}${TAB}`)
        const begun = typed.slice(0, typed.lastIndexOf(' ') + 1)
        zsh.type(`${LINE_START}print -r -- DONE \r`)
        await zsh.says(new RegExp(`^DONE ${begun}${only.replaceAll('.', '\\.')}\\s*$`, 'm'))
      }
    }
    zsh.type('exit\r')
    await zsh.ended
  })
})
