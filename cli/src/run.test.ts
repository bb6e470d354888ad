import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { InterruptedError, run } from '@aiigo/terminal'
import { result as errorSchema } from '@aiigo/terminal/schemas'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { COMMANDS } from './commandList.js'
import { aiigo } from './program.js'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'aiigo-run-'))
})
afterEach(() => rm(home, { recursive: true }))

function collector() {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  let text = ''
  return { stream, text: () => text }
}

/** Calls the command line without a terminal. */
async function call(argv: readonly string[], { signal = new AbortController().signal } = {}) {
  const [out, err] = [collector(), collector()]
  const stdin = new PassThrough()
  stdin.end()
  const code = await run(aiigo, {
    ...{ argv, signal, env: { XDG_CONFIG_HOME: home } },
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: out.stream,
    stderr: err.stream as unknown as NodeJS.WriteStream,
  })
  return { code, out: out.text(), err: err.text() }
}

const GROUP = '11111111-2222-4333-8444-555555555555'

describe('a wrong call', () => {
  test.each([
    ['no command', [], /expected a command, got none/],
    ['a command that there is not', ['quota'], /unknown command 'quota'.*quote/],
    ['a group without its command', ['wallet'], /expected a command of wallet, got none/],
    ['a missing word', ['quote'], /missing required argument 'JOBFILE'/],
    ['a word too many', ['whoami', 'me'], /too many arguments/],
    ['an option that there is not', ['jobs', '--josn'], /unknown option '--josn'.*--json/],
    ['a value that is no choice', ['nodes', '--type', 'TPU'], /--type.*TPU.*GPU/],
    ['a job that is no id', ['logs', 'seven'], /expected the id of a job \(a UUID\), got "seven"/],
    ['a number that is none', ['jobs', '--limit', 'all'], /whole number from 1 to 1000 as --limit, got all/],
    [
      'a job file that is not there',
      ['quote', 'nowhere.yaml'],
      /expected a job file at .*nowhere\.yaml, there is none/,
    ],
    ['a URL that is none', ['jobs', '--api', 'localhost'], /as --api, got "localhost"/],
    ['money for nobody', ['faucet', '--to', '0x12'], /expected an address as --to/],
    ['an amount of nothing', ['node', 'stake', 'rack-7', '0'], /expected an amount above 0, got 0/],
    ['a node that is no id', ['admin', 'audit', 'rack-7'], /expected the id of a node \(0x and 16 hex digits\)/],
    ['a case that is no id', ['arbitrate', 'reveal', 'seven'], /expected the id of a job \(a UUID\) or of a task/],
    ['a group that is no id', ['group', 'show', 'seven'], /expected the id of a group \(a UUID\), got "seven"/],
    [
      'a group in two places',
      ['group', 'result', GROUP, '--out', 'a', '--archive', 'b'],
      /--out or --archive, got both/,
    ],
    ['a part of a group that is followed', ['group', 'show', GROUP, '-f', '--failed'], /expected --follow alone/],
    ['a schema of no command', ['schema', 'quota'], /got quota/],
  ])('%s is exit code 2, for people and as JSON', async (_, argv, message) => {
    const people = await call(argv)
    expect(people).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) })
    expect(people.err).toMatch(/\n→ .*aiigo|\n→ .*correct|\n→ .*check/)
    const program = await call([...argv, '--json'])
    expect(program.code).toBe(2)
    const document = errorSchema.parse(JSON.parse(program.out))
    expect(document.error).toMatchObject({ exitCode: 2, message: expect.stringMatching(message) })
  })
})

describe('a file of several jobs', () => {
  const HEAD = {
    ...{ version: 1, name: 'Rates', program: { wasm: 'rates.wasm' }, resources: { type: 'CPU' } },
    budget: { token: 'ETH', amount: '0.001' },
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the job file
  const RATE = '${rate}'
  /** A command that does nothing: a function `_start` and a memory. */
  const PROGRAM = '0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b'

  test.each([
    ['a placeholder that there is not', { array: 3, args: [RATE] }, /args.*rate/],
    ['no jobs', { array: 0 }, /array/],
    ['jobs that need each other', { jobs: { a: { needs: ['b'] }, b: { needs: ['a'] } } }, /needs/],
    [
      'files that are not there',
      { array: 3, inputs: [{ path: 'a.csv', as: 'a' }] },
      /job\[0\]\.inputs\.0\.path.*a\.csv/,
    ],
    ['a secret that is not set', { sweep: { r: [1, 2] }, secrets: { KEY: { env: 'NO_KEY' } } }, /NO_KEY is not set/],
    ['files of its own key', { array: 3, privacy: 'private' }, /submit private jobs one by one/],
  ])('with %s is refused before anything is sent', async (_, more, message) => {
    const path = join(home, 'job.json')
    await writeFile(path, JSON.stringify({ ...HEAD, ...more }))
    await writeFile(join(home, 'rates.wasm'), Buffer.from(PROGRAM, 'hex'))
    const { code, out } = await call(['submit', path, '--json'])
    const { error } = errorSchema.parse(JSON.parse(out))
    expect([code, error.code]).toEqual([2, 'JOB_FILE_INVALID'])
    const told = error.problems.map((problem) => `${problem.field}: ${problem.message}`).join('\n')
    expect(told).toMatch(message)
  })

  test('that is right needs a session only', async () => {
    const path = join(home, 'job.json')
    await writeFile(path, JSON.stringify({ ...HEAD, sweep: { rate: [0.1, 0.2] }, args: [RATE] }))
    await writeFile(join(home, 'rates.wasm'), Buffer.from(PROGRAM, 'hex'))
    expect(await call(['submit', path])).toMatchObject({ code: 3, err: expect.stringMatching(/aiigo login/) })
  })
})

test('a command that needs a session is exit code 3 without one, and says how to sign in', async () => {
  const { code, out } = await call(['jobs', '--json'])
  expect([code, JSON.parse(out)]).toMatchObject([
    3,
    { error: { code: 'NOT_SIGNED_IN', advice: expect.stringMatching(/aiigo login --dev buyer/) } },
  ])
})

describe('without a terminal', () => {
  test('a question is a wrong call that names the option', async () => {
    expect(await call(['wallet', 'new'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/New password.*there is no terminal.*\n→ answer it with --password-file FILE/),
    })
  })

  test('a wallet is made, imported and listed with files, and no key is shown', async () => {
    const [password, keyFile, key] = [join(home, 'password'), join(home, 'key'), generatePrivateKey()]
    await writeFile(password, 'correct horse\n', { mode: 0o600 })
    await writeFile(keyFile, `${key}\n`, { mode: 0o600 })
    const made = await call(['wallet', 'new', '--password-file', password, '--json'])
    expect(made.code).toBe(0)
    const imported = await call([
      ...['wallet', 'import', '--name', 'work', '--key-file', keyFile, '--password-file', password],
    ])
    expect(imported.code).toBe(0)
    expect(imported.out + imported.err).not.toContain(key.slice(2))
    const { wallets } = JSON.parse((await call(['wallet', 'list', '--json'])).out)
    expect(wallets).toMatchObject([
      { name: 'default', address: JSON.parse(made.out).address },
      { name: 'work', address: privateKeyToAddress(key) },
    ])
  })

  test('a text that is no key is not repeated', async () => {
    const path = join(home, 'key')
    await writeFile(path, '0x1234secret', { mode: 0o600 })
    const { code, err } = await call(['wallet', 'import', '--key-file', path])
    expect([code, err]).toEqual([2, expect.stringMatching(/expected a private key/)])
    expect(err).not.toContain('1234secret')
  })
})

test('Ctrl-C is exit code 130, as JSON too', async () => {
  const stop = new AbortController()
  stop.abort(new InterruptedError('SIGINT'))
  const { code, out } = await call(['wallet', 'list', '--json'], { signal: stop.signal })
  expect([code, JSON.parse(out).error]).toMatchObject([130, { code: 'INTERRUPTED', exitCode: 130 }])
})

describe('help', () => {
  test('of aiigo names every command', async () => {
    const { code, out } = await call(['--help'])
    expect(code).toBe(0)
    for (const { name } of COMMANDS) expect(out).toContain(`  ${name.split(' ')[0]} `)
  })

  test.each(COMMANDS.map(({ name }) => [name]))('of %s has its options, and examples of itself', async (name) => {
    const { code, out } = await call([...name.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/--json/)
    expect(out).toMatch(new RegExp(`\\nExamples:\\n.*aiigo ${name}`))
    expect((await call(['help', ...name.split(' ')])).out).toBe(out)
  })

  test('is cut to the width of a small terminal', async () => {
    const { out } = await call(['submit', '--help'])
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })
})

test.each(COMMANDS.map(({ name }) => [name]))(
  'the published schema of %s is the one that its command has',
  async (name) => {
    const { out } = await call(['schema', ...name.split(' '), '--json'])
    const file = new URL(`../schemas/${name.replaceAll(' ', '-')}.json`, import.meta.url)
    expect(JSON.parse(out)).toEqual(JSON.parse(await readFile(file, 'utf8')))
  },
)
