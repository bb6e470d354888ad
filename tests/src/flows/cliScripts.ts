import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { type CommandLine, inScript, type Ran } from '../testkit/aiigo.js'
import type { Marketplace } from '../testkit/marketplace.js'

const schemas = fileURLToPath(new URL('../../../cli/schemas/', import.meta.url))
const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const PASSWORD = 'correct horse battery'
/** A port without a listener. */
const NOWHERE = 'http://127.0.0.1:9/graphql'

interface Answer {
  readonly jobId: string
  readonly jobs: readonly { jobId: string; state: string }[]
  readonly error: { code: string; exitCode: number; advice: string }
  readonly [key: string]: unknown
}

/** A script that reads what each command prints with `--json`, beside the real system. */
export function describeCliScripts(market: () => Marketplace): void {
  describe('a script', () => {
    let line: CommandLine
    /** A home folder without a session. */
    let stranger: CommandLine
    let password: string
    const validators = new Map<string, ValidateFunction>()
    /** Commands of which a success and a failure were seen. */
    const seen = { done: new Set<string>(), failed: new Set<string>() }

    beforeAll(async () => {
      const apiUrl = market().stack.urls.api
      line = { home: await market().folder(), apiUrl }
      stranger = { home: await market().folder(), apiUrl }
      password = join(line.home, 'password')
      await writeFile(password, `${PASSWORD}\n`, { mode: 0o600 })
    })

    async function expectSchema(name: string, value: unknown): Promise<void> {
      const known = validators.get(name)
      const validate =
        known ??
        new Ajv2020({ strict: false, formats: { uri: true } }).compile(
          JSON.parse(await readFile(`${schemas}${name}.json`, 'utf8')),
        )
      validators.set(name, validate)
      if (!validate(value)) {
        throw new Error(
          `expected ${name} to keep its schema: ${JSON.stringify(validate.errors)}\n${JSON.stringify(value)}`,
        )
      }
    }

    const nameOf = (command: string): string => command.replaceAll(' ', '-')
    const told = ({ code, out, err }: Ran): string => `exit code ${code}\n${out}\n${err}`

    /** Runs a command that works. @returns its document, which keeps the published schema */
    async function done(command: string, argv: readonly string[] = [], input = ''): Promise<Answer> {
      const ran = await inScript(line, [...command.split(' '), ...argv, '--json'], input)
      if (ran.code !== 0) throw new Error(`aiigo ${command} ${argv.join(' ')}: ${told(ran)}`)
      const answer = JSON.parse(ran.out) as Answer
      await expectSchema(nameOf(command), answer)
      seen.done.add(command)
      return answer
    }

    /** Runs a command that fails. @returns the error, which keeps the published schema */
    async function fails(command: string, argv: readonly string[], exitCode: number, who = line) {
      const ran = await inScript(who, [...command.split(' '), ...argv, '--json'])
      if (ran.code !== exitCode) throw new Error(`expected exit code ${exitCode} of ${command}, got ${told(ran)}`)
      const { error } = JSON.parse(ran.out) as Answer
      await expectSchema('error', { error })
      expect(error.exitCode).toBe(exitCode)
      // The same for a person, beside the document.
      expect(ran.err).toContain(`→ ${error.advice}`)
      seen.failed.add(command)
      return error
    }

    /** Follows something to its end. @returns every line, which keeps the published schema */
    async function follows(command: string, argv: readonly string[]): Promise<Answer[]> {
      const ran = await inScript(line, [command, ...argv, '--follow', '--json'])
      if (ran.code !== 0) throw new Error(`aiigo ${command} ${argv.join(' ')}: ${told(ran)}`)
      const lines = ran.out.trimEnd().split('\n')
      const items = lines.map((text) => JSON.parse(text) as Answer)
      for (const item of items) await expectSchema(`${command}.follow`, item)
      return items
    }

    it('makes a wallet, signs in with it, and gets money', async () => {
      const { address } = await done('wallet new', ['--name', 'work', '--password-file', password])
      const key = `0x${'12'.repeat(32)}\n`
      await done('wallet import', ['--name', 'other', '--key-file', '-', '--password-file', password], key)
      expect(await done('wallet list')).toMatchObject({ wallets: [{ name: 'other' }, { name: 'work', address }] })
      await done('login', ['--wallet', 'work', '--password-file', password])
      expect(await done('whoami')).toMatchObject({ wallet: { address }, chainId: 31_337 })
      await done('faucet')
      expect(await done('balance')).toMatchObject({ address, balances: [{ wallet: { amount: '1' } }, {}, {}] })
    })

    it('looks at the market', async () => {
      expect(await done('quote', ['word-statistics'])).toMatchObject({ nodeCount: 3 })
      expect(await done('quote', ['word-statistics', '--token', 'USDC'])).toMatchObject({
        symbol: 'USDC',
        budget: null,
      })
      expect(await done('preview', ['word-statistics'])).toMatchObject({ considered: 3 })
      expect(await done('nodes', ['--available'])).toMatchObject({ nodes: expect.arrayContaining([expect.anything()]) })
      expect(await done('prices', ['--type', 'CPU'])).toMatchObject({
        prices: expect.arrayContaining([expect.anything()]),
      })
      await done('completion', ['bash'])
      await done('schema')
      await done('schema', ['balance', 'deposit'])
    })

    it('buys a job from the price to the payment', async () => {
      const wallet = ['--password-file', password]
      const { jobId, state } = await done('submit', [
        ...['word-statistics', '--wait', '--yes', '--out', join(line.home, 'results'), ...wallet],
      ])
      expect(state).toBe('VERIFYING')
      expect(await done('jobs', [jobId])).toMatchObject({ jobs: [{ jobId }], attempts: [{ number: 1 }] })
      expect(await done('result', [jobId])).toMatchObject({ exitCode: 0, files: [{ path: null }] })
      expect(await done('result', [jobId, '--out', join(line.home, 'again')])).toMatchObject({
        files: [{ name: 'statistics.json', path: join(line.home, 'again/statistics.json') }],
      })
      expect((await fails('cancel', [jobId, ...wallet], 1)).code).toBe('INVALID_INPUT')
      expect(await done('approve', [jobId, '--wait', '--yes', ...wallet])).toMatchObject({ state: 'PAID' })
      expect(await done('logs', [jobId])).toMatchObject({ lines: expect.arrayContaining([expect.anything()]) })
      expect((await follows('logs', [jobId])).at(-1)).toMatchObject({ stream: 'SYSTEM' })
      expect((await follows('jobs', [jobId])).at(-1)).toMatchObject({ state: 'PAID' })
      expect(await done('balance withdraw', wallet)).toMatchObject({ withdrawals: [{ amount: { symbol: 'ETH' } }] })
      expect(await done('balance withdraw', ['ETH', ...wallet])).toMatchObject({ withdrawals: [] })
    })

    it('pays out of its balance, and takes a job back', async () => {
      const wallet = ['--password-file', password, '--yes']
      await done('balance deposit', ['0.002', 'ETH', ...wallet])
      // No node is in this region: the job waits until it is taken back.
      const nowhere = join(line.home, 'nowhere.yaml')
      const text = await readFile(join(examples, 'word-statistics/job.yaml'), 'utf8')
      await writeFile(nowhere, text.replace('units: 1', 'units: 1\n  region: [SA]'))
      expect((await fails('submit', [nowhere, ...wallet], 1)).code).toBe('INVALID_INPUT')
      const { jobId, transaction } = await done('submit', [nowhere, '--wait-for-node', '--from-balance', ...wallet])
      expect(transaction).toBeNull()
      expect(await done('fund', [jobId, ...wallet])).toMatchObject({ transaction: null })
      expect((await fails('result', [jobId], 1)).code).toBe('NO_RESULT')
      expect(await done('cancel', [jobId, '--password-file', password])).toMatchObject({ jobId })
    })

    it('waits for a job that no node takes: exit code 1, with the state that it ended in', async () => {
      const nowhere = join(line.home, 'nowhere.yaml')
      const text = await readFile(nowhere, 'utf8')
      await writeFile(nowhere, `${text}deadlines: { fundSeconds: 40, assignSeconds: 5 }\n`)
      const wallet = ['--password-file', password, '--yes']
      const error = await fails('submit', [nowhere, '--wait-for-node', '--wait', ...wallet], 1)
      expect(error).toMatchObject({
        code: 'JOB_NOT_PAID',
        state: 'TIMED_OUT',
        advice: expect.stringMatching(/withdraw/),
      })
    })

    it('objects to a result', async () => {
      const wallet = ['--password-file', password, '--yes']
      const { jobId } = await done('submit', ['kmeans', '--wait', ...wallet])
      expect(await done('dispute', [jobId, '--reason', 'the clusters are others', ...wallet])).toMatchObject({ jobId })
      expect(await done('jobs', ['--state', 'disputed'])).toMatchObject({ jobs: [{ jobId, state: 'DISPUTED' }] })
    })

    it('has no money', async () => {
      const poor = { ...line, home: await market().folder() }
      const secret = join(poor.home, 'password')
      await writeFile(secret, PASSWORD, { mode: 0o600 })
      const made = await inScript(poor, ['wallet', 'new', '--password-file', secret])
      expect(made.code).toBe(0)
      expect((await inScript(poor, ['login', '--password-file', secret])).code).toBe(0)
      const error = await fails('submit', ['word-statistics', '--yes', '--password-file', secret], 1, poor)
      expect(error).toMatchObject({ code: 'NOT_ENOUGH_MONEY', advice: expect.stringMatching(/aiigo faucet/) })
    })

    it.each([
      ['whoami', []],
      ['submit', ['word-statistics', '--yes']],
      ['fund', ['00000000-0000-4000-8000-000000000001', '--yes']],
      ['jobs', []],
      ['logs', ['00000000-0000-4000-8000-000000000001']],
      ['result', ['00000000-0000-4000-8000-000000000001']],
      ['approve', ['00000000-0000-4000-8000-000000000001', '--yes']],
      ['dispute', ['00000000-0000-4000-8000-000000000001', '--reason', 'x', '--yes']],
      ['cancel', ['00000000-0000-4000-8000-000000000001']],
      ['balance', []],
      ['balance deposit', ['1', 'ETH', '--yes']],
      ['balance withdraw', []],
      ['faucet', []],
    ])('without a session is told to sign in: %s %j', async (command, argv) => {
      expect((await fails(command, argv, 3, stranger)).advice).toMatch(/aiigo login/)
    })

    it.each([
      ['login', ['--dev', 'buyer']],
      ['quote', ['word-statistics']],
      ['preview', ['word-statistics']],
      ['prices', []],
      ['nodes', []],
      ['faucet', ['--to', `0x${'12'.repeat(20)}`]],
    ])('without the platform has exit code 4: %s %j', async (command, argv) => {
      expect(await fails(command, [...argv, '--api', NOWHERE], 4, stranger)).toMatchObject({
        ...{ code: 'NETWORK', advice: expect.stringContaining(NOWHERE) },
      })
    })

    it.each([
      ['login', ['--dev', 'nobody'], 'WALLET_UNKNOWN'],
      ['login', ['--wallet', 'nobody'], 'WALLET_UNKNOWN'],
      ['logout', ['--api', 'nowhere'], 'BAD_SETTING'],
      ['wallet new', ['--password-file', '/dev/null'], 'FILE_UNREADABLE'],
      ['wallet import', ['--key-file', '/nowhere'], 'FILE_UNREADABLE'],
      ['wallet list', ['--api', 'nowhere'], 'BAD_SETTING'],
      ['quote', ['nowhere.yaml'], 'JOB_FILE_UNREADABLE'],
      ['completion', ['tcsh'], 'USAGE'],
      ['schema', ['nothing'], 'USAGE'],
      ['approve', ['seven'], 'USAGE'],
      ['prices', ['--follow'], 'USAGE'],
    ])('called the wrong way has exit code 2: %s %j', async (command, argv, code) => {
      expect((await fails(command, argv, 2, stranger)).code).toBe(code)
    })

    it('of a job of another wallet sees nothing', async () => {
      const { jobs } = await done('jobs')
      const jobId = jobs[0]?.jobId ?? ''
      expect((await inScript(stranger, ['login', '--dev', 'buyer-2'])).code).toBe(0)
      for (const command of ['jobs', 'logs', 'result']) {
        expect((await fails(command, [jobId], 1, stranger)).code).toBe('JOB_UNKNOWN')
      }
    })

    it('asks nobody: a price without --yes is a wrong call', async () => {
      const error = await fails('submit', ['word-statistics', '--password-file', password], 2)
      expect(error).toMatchObject({ code: 'USAGE', advice: 'answer it with --yes' })
    })

    it('signs out', async () => {
      expect(await done('logout')).toMatchObject({ wasSignedIn: true, revoked: true })
      expect(await done('logout')).toMatchObject({ wasSignedIn: false, revoked: false })
    })

    it('has called every command, with a success and with a failure', async () => {
      // A new command has to be in this file: with a success, and with a failure.
      const { out } = await inScript(line, ['schema', '--json'])
      const all = (JSON.parse(out) as { schemas: { command: string }[] }).schemas.map(({ command }) => command)
      const commands = all.filter((command) => command !== 'error')
      expect(commands.filter((command) => !seen.done.has(command))).toEqual([])
      expect(commands.filter((command) => !seen.failed.has(command))).toEqual([])
    })
  })
}
