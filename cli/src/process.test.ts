// tier: parts
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const run = promisify(execFile)
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const bin = at('../bin/aiigo.mjs')
const bash = async (script: string): Promise<string> =>
  (await run('bash', ['-c', script, 'bash', process.execPath, bin])).stdout

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-process-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('help starts at once', () => {
  test.each([[['--help']], [['submit', '--help']], [['balance', 'deposit', '--help']], [['jobs', '--josn']]])(
    '%j loads no library but the parser and the part that is shared',
    async (argv) => {
      const hook = join(folder, 'hook.mjs')
      await writeFile(
        hook,
        `import { registerHooks } from 'node:module'
      registerHooks({ resolve(specifier, context, next) { process.stderr.write('loads ' + specifier + '\\n'); return next(specifier, context) } })`,
      )
      const { stderr } = await run(process.execPath, ['--import', hook, bin, ...argv]).catch(
        (error: { stderr: string }) => error,
      )
      const libraries = [...stderr.matchAll(/^loads (?!node:|\.|file:|\/)(\S+)$/gm)].map(([, name]) => name)
      expect([...new Set(libraries)].sort()).toEqual(['@aiigo/terminal', '@aiigo/terminal/launch', 'commander'])
    },
  )
})

describe('completion of bash', () => {
  /** The words that bash offers for a line, whose last word is being typed. */
  async function offers(line: string): Promise<string[]> {
    const words = line.split(' ').map((word) => `'${word}'`)
    const out = await bash(`
      source <("$1" "$2" completion bash)
      COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}
      _aiigo; printf '%s\\n' "\${COMPREPLY[@]}"`)
    return out.split('\n').filter(Boolean)
  }

  test.each([
    ['aiigo lo', ['login', 'logout', 'logs']],
    ['aiigo wallet ', ['new', 'import', 'list']],
    ['aiigo balance d', ['deposit']],
    ['aiigo group ', ['list', 'show', 'fund', 'result', 'approve', 'retry', 'cancel']],
    ['aiigo group show --f', ['--follow', '--failed']],
    ['aiigo jobs --f', ['--follow']],
    ['aiigo --api http://x --json jobs --st', ['--state']],
    ['aiigo nodes --type ', ['GPU', 'CPU', 'NETWORK', 'MOBILE', 'IOT']],
    ['aiigo prices --type G', ['GPU']],
    ['aiigo completion ', ['bash', 'zsh', 'fish']],
    // A file of one's own: bash offers those itself.
    ['aiigo submit job', []],
    ['aiigo submit --out ', []],
  ])('"%s"', async (line, offered) => {
    expect(await offers(line)).toEqual(offered)
  })
})

test('npx finds the command from the root of the repository', async () => {
  const { stdout } = await run('npx', ['--no-install', 'aiigo', '--version'], { cwd: at('../..') })
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
