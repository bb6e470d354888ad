// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of job files look alike
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ETH_ADDRESS, pause } from '@aiigo/domain'
import { queues as catalogue } from '@aiigo/queue'
import { type LoadedGroup, loadSubmission, uploadGroup } from '@aiigo/sdk/node'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import pg from 'pg'
import { createPublicClient, createTestClient, formatEther, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { countLine, preparedNumbers, verifyWordStatistics } from '../independent/index.js'
import { type CommandLine, ctrlC, inScript, inTerminal, PASSWORD, type Ran } from '../testkit/aiigo.js'
import { freePort } from '../testkit/freePort.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { registersGpuNode } from '../testkit/registersGpuNode.js'
import { startsDevice } from '../testkit/startsDevice.js'
import { votesAtTerminal } from './cliRoles.js'

const schemas = fileURLToPath(new URL('../../../cli/schemas/', import.meta.url))
const run = promisify(execFile)
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
/** More than any unbonding time. */
const WEEKS_SECONDS = 60 * 86_400
/** A port without a listener. */
const NOWHERE = 'http://127.0.0.1:9/graphql'

interface Money {
  readonly amount: string
}

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
    async function done(command: string, argv: readonly string[] = [], { input = '', who = line } = {}) {
      const ran = await inScript(who, [...command.split(' '), ...argv, '--json'], input)
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
      const ran = await inScript(line, [...command.split(' '), ...argv, '--follow', '--json'])
      if (ran.code !== 0) throw new Error(`aiigo ${command} ${argv.join(' ')}: ${told(ran)}`)
      const lines = ran.out.trimEnd().split('\n')
      const items = lines.map((text) => JSON.parse(text) as Answer)
      for (const item of items) await expectSchema(`${nameOf(command)}.follow`, item)
      return items
    }

    /** Every move of a paid job is told: each begins where the one before ended. Chain and wallet agree with them. */
    async function expectHistory(jobId: string): Promise<void> {
      const { history, attempts } = (await done('jobs', [jobId, '--history'])) as unknown as {
        history: {
          attemptId: string | null
          nodeId: Hex | null
          from: string | null
          to: string
          cause: string
          actor: Hex | null
          transaction: Hex | null
        }[]
        attempts: { nodeId: Hex }[]
      }
      const own = history.filter(({ attemptId }) => attemptId === null)
      expect(own.map(({ from }) => from)).toEqual([null, ...own.slice(0, -1).map(({ to }) => to)])
      expect(own.at(-1)?.to).toBe('PAID')
      const ofAttempts = history.filter(({ attemptId }) => attemptId !== null)
      expect(new Set(ofAttempts.map(({ nodeId }) => nodeId))).toEqual(new Set(attempts.map(({ nodeId }) => nodeId)))
      const { wallet } = (await done('whoami')) as unknown as { wallet: { address: string } }
      const asked = own.filter(({ actor }) => actor?.toLowerCase() === wallet.address.toLowerCase())
      expect(asked.map(({ to }) => to)).toContain('SUBMITTED')
      const chain = createPublicClient({ transport: http(market().stack.urls.ethereumRpc) })
      const hashes = new Set(history.flatMap(({ transaction }) => transaction ?? []))
      expect(hashes.size).toBeGreaterThan(0)
      for (const hash of hashes) expect((await chain.getTransactionReceipt({ hash })).status).toBe('success')
      // For a person the same moves are a table.
      const { out } = await inScript(line, ['jobs', jobId, '--history'])
      for (const { from, to, cause } of own) expect(out).toMatch(new RegExp(`${from ?? ''} ?→ ${to} .*${cause}`))
    }

    it('makes a wallet, signs in with it, and gets money', async () => {
      const { address } = await done('wallet new', ['--name', 'work', '--password-file', password])
      const key = `0x${'12'.repeat(32)}\n`
      await done('wallet import', ['--name', 'other', '--key-file', '-', '--password-file', password], {
        input: key,
      })
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
      // Ten jobs with a deposit of 0.0001 ETH each; the eight of the sweep wait for the first one.
      const sweep = await done('quote', ['sweep'])
      expect(sweep).toMatchObject({
        ...{ group: 'Divisors', jobs: 10, warnings: [] },
        costs: [{ jobs: 10, unpriced: 0, deposit: { amount: '0.001', symbol: 'ETH' } }],
        steps: [
          { key: 'prepare', jobs: 1 },
          { key: 'count', jobs: 8 },
          { key: 'best', jobs: 1 },
        ],
      })
      expect(await done('quote', ['sweep', '--token', 'USDC'])).toMatchObject({
        costs: [{ jobs: 10, deposit: null, expectedCost: { symbol: 'USDC' } }],
      })
      expect((await inScript(line, ['quote', 'sweep'])).out).toMatch(/its deposits.*0\.001 ETH/)
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
      await expectHistory(jobId)
      expect((await fails('jobs', ['--history'], 2)).advice).toBe('aiigo jobs JOB --history')
      expect((await fails('jobs', [jobId, '--history', '--follow'], 2)).code).toBe('USAGE')
      expect(await done('logs', [jobId])).toMatchObject({ lines: expect.arrayContaining([expect.anything()]) })
      expect((await follows('logs', [jobId])).at(-1)).toMatchObject({ stream: 'SYSTEM' })
      expect((await follows('jobs', [jobId])).at(-1)).toMatchObject({ state: 'PAID' })
      expect(await done('balance withdraw', wallet)).toMatchObject({ withdrawals: [{ amount: { symbol: 'ETH' } }] })
      expect(await done('balance withdraw', ['ETH', ...wallet])).toMatchObject({ withdrawals: [] })
    })

    it('buys a private job, whose files only the wallet and the node can read', async () => {
      const wallet = ['--yes', '--password-file', password]
      const text = await readFile(join(examples, 'word-statistics/job.yaml'), 'utf8')
      const secret = join(line.home, 'secret.yaml')
      await writeFile(secret, `${text}privacy: private\n`)
      const out = join(line.home, 'opened')
      const { jobId, next, files } = await done('submit', [secret, '--wait', '--out', out, ...wallet])
      expect(next).toBe(
        `pay for the result or object to it: aiigo approve ${jobId}, or aiigo dispute ${jobId} --reason TEXT`,
      )
      const opened = await readFile(join(out, 'statistics.json'))
      verifyWordStatistics(opened, await market().exampleInput('word-statistics', 'text.txt'))
      expect(files).toMatchObject([{ size: opened.length }])
      const again = ['--out', join(line.home, 'opened again'), '--password-file', password]
      expect(await done('result', [jobId, ...again])).toMatchObject({ files: [{ size: opened.length }] })

      // Handed in without waiting: the node gets the key from the command that follows the job.
      const handedIn = await done('submit', [secret, ...wallet])
      expect(handedIn.next).toMatch(/waits for the key of its files; release it: aiigo jobs \S+ --follow/)
      const following = inTerminal(line, ['jobs', handedIn.jobId, '--follow', '--password-file', password])
      await following.says(/VERIFYING/)
      following.type(ctrlC)
      expect(await following.ended).toBe(130)
    })

    it('writes a job folder that runs as it is, and whose program can be changed and built', async () => {
      const folder = join(line.home, 'my sums')
      const { files, next } = await done('init', [folder])
      expect(files).toEqual(
        expect.arrayContaining(['job.yaml', 'main.ts', 'program.wasm', 'package.json', 'README.md']),
      )
      expect(next).toBe(`aiigo submit 'my sums/job.yaml' --wait --out 'my sums/results'`)
      const submits = async (out: string): Promise<unknown> => {
        const wallet = ['--yes', '--password-file', password]
        await done('submit', [join(folder, 'job.yaml'), '--wait', '--out', join(folder, out), ...wallet])
        return JSON.parse(await readFile(join(folder, out, 'summary.json'), 'utf8'))
      }
      const numbers = (await readFile(join(folder, 'numbers.txt'), 'utf8')).trim().split('\n').map(Number)
      expect(await submits('results')).toEqual({
        count: numbers.length,
        sum: numbers.reduce((sum, number) => sum + number, 0),
        smallest: Math.min(...numbers),
        largest: Math.max(...numbers),
      })

      // In place of `npm install`: the same versions are here.
      await symlink(modules, join(folder, 'node_modules'))
      const source = await readFile(join(folder, 'main.ts'), 'utf8')
      await writeFile(join(folder, 'main.ts'), source.replace('sum += number', 'sum += 2 * number'))
      await run('npm', ['run', 'build'], { cwd: folder })
      await writeFile(join(folder, 'numbers.txt'), '20\n1\n')
      expect(await submits('again')).toEqual({ count: 2, sum: 42, smallest: 1, largest: 20 })
      expect((await fails('init', [folder], 2)).code).toBe('FOLDER_NOT_EMPTY')
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
      expect((await fails('stop', [jobId, '--password-file', password], 1)).code).toBe('INVALID_INPUT')
      const more = ['--seconds', '60', '--yes', '--password-file', password]
      expect((await fails('extend', [jobId, ...more], 1)).code).toBe('NOT_EXTENDABLE')
      expect(await done('cancel', [jobId, '--password-file', password])).toMatchObject({ jobId })
    })

    it('extends and stops a running job, whose result is what there is', async () => {
      const { jobId } = await done('submit', ['sleeper', '--password-file', password, '--yes'])
      const comesTo = async (wanted: string): Promise<void> => {
        for (const end = Date.now() + 90_000; ; await pause(250)) {
          const { jobs } = (await done('jobs', [jobId])) as unknown as { jobs: { state: string }[] }
          if (jobs[0]?.state === wanted) return
          if (Date.now() > end) throw new Error(`expected ${wanted}, got ${jobs[0]?.state}`)
        }
      }
      await comesTo('EXECUTING')
      const added = ['--seconds', '60', '--deposit', '0.0001', '--yes', '--password-file', password]
      expect(await done('extend', [jobId, ...added])).toMatchObject({
        ...{ jobId, added: { amount: '0.0001', symbol: 'ETH' } },
        deposit: { amount: '0.0011' },
      })
      expect(await done('stop', [jobId, '--password-file', password])).toMatchObject({ jobId })
      await comesTo('VERIFYING')
      expect(await done('result', [jobId])).toMatchObject({ exitCode: 143 })
    })

    it('shows the files of a run, and downloads them', async () => {
      const text = await readFile(join(examples, 'collatz/job.yaml'), 'utf8')
      const path = join(line.home, 'collatz.yaml')
      await writeFile(path, `${text.replace('20000000', '1000000')}artifacts: { files: [state.bin] }\n`)
      const { jobId } = await done('submit', [path, '--wait', '--password-file', password, '--yes'])
      const named = await done('artifacts', [jobId, '--password-file', password])
      expect(named).toMatchObject({
        folder: null,
        artifacts: [{ name: 'state.bin', size: 24, path: null, attempt: 1 }],
      })
      const folder = join(line.home, 'shown')
      const shown = await done('artifacts', [jobId, '--out', folder, '--password-file', password])
      const state = await readFile(join(folder, 'state.bin'))
      expect(shown.artifacts).toMatchObject([{ sha256: createHash('sha256').update(state).digest('hex') }])
      expect(state.readBigUInt64LE()).toBe(1_000_000n)
      const unknown = ['11111111-2222-4333-8444-555555555555', '--password-file', password]
      expect((await fails('artifacts', unknown, 1)).code).toBe('JOB_UNKNOWN')
    })

    it('buys readings of a sensor, and sees that they are signed', async () => {
      const env = { AGENT_SENSORS: 'simulated-temperature', AGENT_SIMULATED_SENSORS: 'garden' }
      const device = { name: 'sensor-1', type: 'IOT', accountIndex: 41, price: 2_000_000_000n, env } as const
      const nodeId = await startsDevice(market(), device)
      const spending = ['--password-file', password, '--yes']
      const { jobId } = await done('submit', ['thermometer', '--wait', ...spending])
      const found = await done('readings', [jobId, '--password-file', password])
      expect(found).toMatchObject({
        nodeId,
        sensor: 'simulated-temperature',
        points: 20,
        usage: '20',
        outcome: 'EXITED',
      })
      expect(found.readings).toHaveLength(20)
      expect(found.cost).toMatchObject({ amount: formatEther(20n * device.price) })
      const { jobId: program } = await done('submit', ['sleeper', '--password-file', password, '--yes'])
      expect((await fails('readings', [program, '--password-file', password], 1)).code).toBe('NO_READINGS')
      await done('stop', [program, '--password-file', password]).catch(() => undefined)
    }, 240_000)

    it('has files served to a reader, which signs for what came, and sees the receipts', async () => {
      const port = await freePort()
      const env = { AGENT_SERVE_URL: `http://127.0.0.1:${port}`, AGENT_SERVE_PORT: String(port) }
      const device = { name: 'network-2', type: 'NETWORK', accountIndex: 42, price: 10n ** 11n, env } as const
      const nodeId = await startsDevice(market(), device)
      const wallet = ['--password-file', password]
      const { address } = (await done('whoami')).wallet as { address: string }
      const map = randomBytes(2_500_000)
      await writeFile(join(line.home, 'map.bin'), map)
      const file = join(line.home, 'serve.json')
      const job = {
        ...{ version: 1, name: 'A map', program: { serve: { readers: [address], megabytes: 10 } } },
        ...{ inputs: [{ path: 'map.bin', as: 'map.bin' }], resources: { type: 'NETWORK' }, limits: { seconds: 300 } },
        budget: { token: 'ETH', amount: '0.000001' },
      }
      await writeFile(file, JSON.stringify(job))
      const { jobId } = await done('submit', [file, ...wallet, '--yes'])
      const place = join(line.home, 'place.json')
      for (let attempt = 0; ; attempt++) {
        const ran = await inScript(line, ['serving', jobId, '--out', place, ...wallet, '--json'])
        if (ran.code === 0) break
        if (attempt > 120) throw new Error(told(ran))
        await pause(500)
      }
      expect(await done('serving', [jobId, ...wallet])).toMatchObject({ place: { nodeId, url: env.AGENT_SERVE_URL } })
      const fetched = join(line.home, 'fetched.bin')
      expect(await done('read', [place, 'map.bin', '--out', fetched, ...wallet])).toMatchObject({
        size: map.byteLength,
        signedBytes: String(map.byteLength),
      })
      expect(map.equals(await readFile(fetched))).toBe(true)
      expect((await fails('read', [place, 'nothing.bin', ...wallet], 1)).code).toBe('NO_SUCH_FILE')
      await done('stop', [jobId, ...wallet])
      for (let attempt = 0; (await inScript(line, ['result', jobId, ...wallet])).code !== 0; attempt++) {
        if (attempt > 120) throw new Error('expected a result within a minute')
        await pause(500)
      }
      const receipts = await done('receipts', [jobId, ...wallet])
      expect(receipts).toMatchObject({ bytes: String(map.byteLength), usage: '3' })
      expect(receipts.readers).toEqual([{ reader: address, bytes: String(map.byteLength) }])
      expect(receipts.cost).toMatchObject({ amount: formatEther(3n * device.price) })
      const [other] = (await done('jobs', ['--limit', '20'])).jobs.filter((one) => one.jobId !== jobId)
      for (const command of ['serving', 'receipts']) {
        expect((await fails(command, [other?.jobId ?? '', ...wallet], 1)).code).toBe('NOTHING_SERVED')
      }
    }, 300_000)

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

    describe('of several jobs', () => {
      const COUNTED = 200
      const wallet = () => ['--password-file', password]
      const spending = () => [...wallet(), '--yes']
      /** A folder with numbers to count, and a secret. */
      let folder: string

      beforeAll(async () => {
        folder = await market().folder()
        await writeFile(join(folder, 'numbers.txt'), preparedNumbers(COUNTED))
        await writeFile(join(folder, 'token.txt'), 'hunter2\n', { mode: 0o600 })
      })

      /** @returns the path of a file of several jobs */
      async function jobFile(name: string, more: object): Promise<string> {
        const path = join(folder, `${name}.json`)
        const file = {
          ...{ version: 1, name, program: { wasm: join(examples, 'sweep/sweep.wasm'), public: true } },
          ...{ resources: { type: 'CPU', memoryMiB: 16 }, limits: { seconds: 60, outputMiB: 1 } },
          ...{ budget: { token: 'ETH', amount: '0.0001' }, deadlines: { assignSeconds: 3_600 }, ...more },
        }
        await writeFile(path, JSON.stringify(file))
        return path
      }
      const counts = (args: readonly string[]) => ({
        ...{ args: ['count', ...args], outputs: ['count.txt'] },
        inputs: [{ path: 'numbers.txt', as: 'numbers.txt' }],
      })
      const lineOf = async (path: string): Promise<string> => (await readFile(path, 'utf8')).trim()

      interface Member {
        readonly jobId: string
        readonly key: string
        readonly element: number | null
        readonly state: string
      }
      type OfGroup = Answer & { readonly groupId: string; readonly members: readonly Member[] }

      it('submits a sweep, follows all its jobs at once, and has its archive as another computation has it', async () => {
        await done('balance withdraw', wallet())
        const sweep = { divisor: [3, 7], shift: [0, 1] }
        const secrets = { TOKEN: { file: 'token.txt' } }
        const path = await jobFile('Counts', { sweep, secrets, ...counts(['${divisor}', '${shift}']) })
        const short = await fails('submit', [path, '--from-balance', ...spending()], 1)
        expect(short).toMatchObject({ code: 'BALANCE_TOO_LOW', advice: expect.stringMatching(/deposit 0\.0004 ETH/) })
        const out = join(folder, 'results')
        const ran = await inScript(line, ['submit', path, '--wait', '--out', out, ...spending(), '--json'])
        if (ran.code !== 0) throw new Error(told(ran))
        expect(ran.err).toMatch(
          /^4 jobs \(job × 4\): deposits of 0\.0004 ETH .* in all; the balance in the escrow is 0 ETH/m,
        )
        expect(ran.err).toMatch(/^\d of 4 done.* · \d [A-Z]+$/m)
        const answer = JSON.parse(ran.out) as OfGroup
        await expectSchema('submit', answer)
        const { groupId } = answer
        expect(answer).toMatchObject({
          ...{ jobs: 4, deposits: [{ amount: '0.0004' }], topUps: [{ amount: { amount: '0.0004' } }], folder: out },
          progress: { total: 4, done: 4, succeeded: 4 },
          next: `pay for the results: aiigo group approve ${groupId}`,
        })
        const expected = sweep.divisor.flatMap((d) => sweep.shift.map((shift) => countLine(COUNTED, d, shift)))
        const linesIn = (target: string) =>
          Promise.all(expected.map((_, element) => lineOf(join(target, `job/${element}/count.txt`))))
        expect(await linesIn(out)).toEqual(expected)

        const archive = join(folder, 'counts.tar')
        const packed = await done('group result', [groupId, '--archive', archive, ...wallet()])
        expect(packed).toMatchObject({
          jobs: 4,
          archive,
          results: expected.map((_, element) => ({ element, exitCode: 0 })),
        })
        const unpacked = await market().folder()
        await run('tar', ['-xf', archive, '-C', unpacked])
        expect(await linesIn(unpacked)).toEqual(expected)

        expect(await done('group list')).toMatchObject({ groups: [{ groupId, name: 'Counts', progress: { done: 4 } }] })
        expect((await fails('group list', ['--limit', 'all'], 2)).code).toBe('USAGE')
        const seen = await follows('group show', [groupId])
        expect(seen.at(-1)).toMatchObject({ groupId, progress: { done: 4, succeeded: 4, share: 1 } })
        expect(await done('group approve', [groupId, ...spending()])).toMatchObject({
          approved: expected.map(() => ({ key: 'job' })),
        })
        expect((await fails('group approve', [groupId, ...spending()], 1)).code).toBe('NOTHING_TO_APPROVE')
        const last = answer.members.at(-1)?.jobId ?? ''
        expect((await follows('jobs', [last])).at(-1)).toMatchObject({ state: 'PAID' })
        expect((await fails('group retry', [groupId, ...spending()], 1)).code).toBe('NOTHING_FAILED')
        expect(await done('group fund', [groupId, ...spending()])).toMatchObject({ jobs: 0, topUps: [] })
      }, 600_000)

      it('ends with exit code 1 when a program failed', async () => {
        const path = await jobFile('Failing', { array: 1, args: ['fail'] })
        const error = await fails('submit', [path, '--wait', ...spending()], 1)
        expect(error).toMatchObject({
          ...{ code: 'GROUP_FAILED', groupId: expect.any(String) },
          problems: [{ code: 'PROGRAM_FAILED', field: 'job[0]', message: expect.stringMatching(/exit code 3/) }],
        })
      })

      it('takes back the jobs that no node has', async () => {
        const resources = { type: 'CPU', memoryMiB: 16, region: ['SA'] }
        const path = await jobFile('Nowhere', { array: 2, ...counts(['2', '${index}']), resources })
        expect((await fails('submit', [path, ...spending()], 1)).code).toBe('INVALID_INPUT')
        const { groupId } = (await done('submit', [path, '--wait-for-node', ...spending()])) as OfGroup
        for (const end = Date.now() + 60_000; ; await pause(250)) {
          const { members } = (await done('group show', [groupId, '--state', 'queued'])) as OfGroup
          if (members.length === 2) break
          if (Date.now() > end) throw new Error(`expected two jobs that are QUEUED, got ${JSON.stringify(members)}`)
        }
        expect(await done('group cancel', [groupId, ...wallet()])).toMatchObject({
          ...{ cancelled: 0, kept: [], transactions: [{ transaction: expect.any(String) }, {}] },
        })
      })

      it('pays for a group that another program has handed in, and runs again what failed of it', async () => {
        const key = generatePrivateKey()
        const buyer = await market().buyer(privateKeyToAccount(key))
        const path = await jobFile('Handed in', {
          jobs: {
            prepare: { args: ['prepare', String(COUNTED)], outputs: ['numbers.txt'] },
            count: {
              ...{ array: 2, args: ['count', '5', '${index}'], outputs: ['count.txt'] },
              inputs: [{ from: 'prepare', path: 'numbers.txt', as: 'numbers.txt' }],
            },
          },
        })
        const uploaded = await uploadGroup(buyer, (await loadSubmission(path)) as LoadedGroup)
        const { groupId, jobs } = await buyer.submitGroup(uploaded)
        const second = jobs.find(({ element }) => element === 1)?.jobId ?? ''
        const who = { ...line, home: await market().folder() }
        const named = ['--name', 'sdk', '--key-file', '-', '--password-file', password]
        await done('wallet import', named, { input: `${key}\n`, who })
        await done('login', ['--wallet', 'sdk', ...wallet()], { who })
        expect(await done('group show', [groupId], { who })).toMatchObject({
          next: `pay its deposits: aiigo group fund ${groupId}`,
        })
        expect((await fails('group result', [groupId, ...wallet()], 1, who)).code).toBe('NO_RESULT')
        expect(await done('cancel', [second, ...wallet()], { who })).toMatchObject({ state: 'CANCELLED' })
        expect(await done('group fund', [groupId, ...spending()], { who })).toMatchObject({
          ...{ jobs: 2, topUps: [{ amount: { amount: '0.0002' } }] },
        })
        const followed = await inScript(who, ['group', 'show', groupId, '--follow'])
        expect([followed.code, followed.out]).toEqual([1, expect.stringMatching(/ {2}3 of 3 done, 1 failed · /)])
        expect(followed.err).toMatch(/count\[1\].*cancelled by the buyer/)
        expect(followed.err).toContain(`→ see all: aiigo group show ${groupId}`)
        expect(await done('group show', [groupId, '--failed'], { who })).toMatchObject({
          group: { progress: { total: 3, done: 3, succeeded: 2 } },
          members: [{ jobId: second, state: 'CANCELLED', failed: true }],
          next: `run again what did not succeed: aiigo group retry ${groupId}`,
        })

        const out = join(folder, 'again')
        const again = await done('group retry', [groupId, '--wait', '--out', out, ...spending()], { who })
        expect(again).toMatchObject({ jobs: 1, deposits: [{ amount: '0.0001' }], progress: { succeeded: 1 } })
        expect(await lineOf(join(out, 'count/1/count.txt'))).toBe(countLine(COUNTED, 5, 1))
        const first = join(folder, 'first')
        expect(await done('group result', [groupId, '--out', first, ...wallet()], { who })).toMatchObject({
          ...{ jobs: 3, results: [{ key: 'prepare' }, { key: 'count', element: 0 }] },
        })
        expect(await readFile(join(first, 'prepare/numbers.txt'), 'utf8')).toBe(preparedNumbers(COUNTED))
        for (const verb of ['show', 'fund', 'cancel']) {
          const options = verb === 'show' ? [] : wallet()
          // The group is another wallet's.
          expect((await fails(`group ${verb}`, [groupId, ...options], 1)).code).toMatch(/GROUP_UNKNOWN|INVALID_INPUT/)
        }
      }, 600_000)
    })

    it('objects to a result', async () => {
      const wallet = ['--password-file', password, '--yes']
      const { jobId } = await done('submit', ['kmeans', '--wait', ...wallet])
      expect(await done('dispute', [jobId, '--reason', 'the clusters are others', ...wallet])).toMatchObject({ jobId })
      // The platform has the dispute once it is indexed, which is after the command's own block.
      let listed = (await done('jobs', ['--state', 'disputed'])).jobs
      for (const end = Date.now() + 60_000; listed.length === 0 && Date.now() < end; await pause(250)) {
        listed = (await done('jobs', ['--state', 'disputed'])).jobs
      }
      expect(listed).toMatchObject([{ jobId, state: 'DISPUTED' }])
    })

    it('judges it as its panel', async () => {
      const jobId = (await done('jobs', ['--state', 'disputed'])).jobs[0]?.jobId ?? ''
      // The local chain makes blocks for transactions only; the panel is drawn by the block after the dispute's.
      const rpcUrl = market().stack.urls.ethereumRpc
      await createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).mine({ blocks: 1 })
      const people: CommandLine[] = []
      for (const index of market().stack.accounts.arbitrators.keys()) {
        const who = { ...line, home: await market().folder() }
        await done('login', ['--dev', `arbitrator-${index + 1}`], { who })
        people.push(who)
      }
      interface Cases {
        readonly cases: readonly { jobId: string; state: string }[]
      }
      const stateFor = async (who: CommandLine): Promise<string | undefined> => {
        const { cases } = (await done('arbitrate cases', ['--undecided'], { who })) as unknown as Cases
        return cases.find((found) => found.jobId === jobId)?.state
      }
      let panel: CommandLine[] = []
      for (const end = Date.now() + 90_000; panel.length < 3; await pause(250)) {
        const states = await Promise.all(people.map(stateFor))
        panel = people.filter((_, index) => states[index] === 'TO_COMMIT')
        if (Date.now() > end) throw new Error(`expected a panel of three, got ${states.join()}`)
      }
      const [first, ...others] = panel as [CommandLine, ...CommandLine[]]
      const shown = await done('arbitrate show', [jobId, '--out', 'case'], { who: first })
      expect(shown).toMatchObject({ case: { jobId }, reason: 'the clusters are others', name: expect.any(String) })
      const { files } = shown as unknown as { files: { origin: string; path: string }[] }
      // The platform may have run it again by now, and then its report is among them.
      const origins = files.map(({ origin }) => origin).filter((origin) => origin !== 'PLATFORM')
      expect(origins.sort()).toEqual(['INPUT', 'OUTPUT', 'PROGRAM'])
      const input = files.find(({ origin }) => origin === 'INPUT')?.path ?? ''
      expect(await readFile(input)).toEqual(await market().exampleInput('kmeans', 'points.csv'))

      const early = await fails('arbitrate reveal', [jobId], 1, first)
      expect(early).toMatchObject({ code: 'INVALID_INPUT', advice: expect.stringMatching(/aiigo arbitrate/) })
      expect(await done('arbitrate commit', [jobId, 'PROVIDER'], { who: first })).toMatchObject({ vote: 'PROVIDER' })
      expect((await fails('arbitrate commit', [jobId, 'BUYER'], 1, first)).code).toBe('VOTE_MISMATCH')
      for (const who of others) await done('arbitrate commit', [jobId, 'PROVIDER'], { who })
      for (const who of panel) {
        expect(await done('arbitrate reveal', [jobId], { who })).toMatchObject({ vote: 'PROVIDER' })
      }
      expect((await follows('jobs', [jobId])).at(-1)).toMatchObject({ state: 'PAID' })
      for (const end = Date.now() + 60_000; ; await pause(250)) {
        const { rewards } = (await done('arbitrate rewards', [], { who: first })) as unknown as { rewards: object[] }
        if (rewards.length > 0) break
        if (Date.now() > end) throw new Error('expected a reward, there is none')
      }
      const outsider = people.find((who) => !panel.includes(who)) ?? line
      expect((await fails('arbitrate show', [jobId], 1, outsider)).code).toBe('CASE_UNKNOWN')
    })

    describe('of a provider', () => {
      let provider: CommandLine
      let name: string
      let nodeId: Hex
      const does = (command: string, ...argv: string[]): Promise<Answer> => done(command, argv, { who: provider })

      beforeAll(async () => {
        const { stack } = market()
        provider = { ...line, home: await market().folder() }
        const [agent] = market().agents()
        name = agent.name
        nodeId = stack.nodeIdOf(agent)
        await done('login', ['--dev', `provider-of-${name}`], { who: provider })
      })

      it('shows the node, and lets it rest and work', async () => {
        expect(await does('node list')).toMatchObject({ nodes: [{ nodeId, name, state: 'ACTIVE', online: true }] })
        expect(await does('node show', name)).toMatchObject({ node: { nodeId }, unbonding: { availableAt: null } })
        expect(await does('node deactivate', nodeId)).toMatchObject({ nodeId, state: 'INACTIVE' })
        expect((await fails('node deactivate', [nodeId], 1, provider)).code).toBe('REVERTED')
        expect(await does('node activate', name)).toMatchObject({ nodeId, state: 'ACTIVE' })
        expect((await fails('node activate', [nodeId], 1, provider)).code).toBe('REVERTED')
        const draining = ['DRAINING', '--reason', 'new memory']
        expect(await does('node availability', name, ...draining)).toMatchObject({ availability: 'DRAINING' })
        expect(await does('node show', name)).toMatchObject({
          node: { availability: 'DRAINING', pausedReason: 'new memory' },
        })
        await does('node availability', name, 'AVAILABLE')
      })

      it('sets prices in tokens and in dollars', async () => {
        type Asks = { asks: { token: string; rate: string; per: string; price: { usd: string; amount: string } }[] }
        const before = (await does('node asks', name)) as unknown as Asks
        expect(before).toMatchObject({ nodeId, transaction: null })
        const set = (await does('node asks', name, '--usd', '0.36', '--eth', '0.00072')) as unknown as Asks
        const ether = set.asks.find(({ token }) => token === 'ETH')
        const rest = set.asks.filter((ask) => ask !== ether)
        // 0.00072 ETH an hour are 200 gwei a core-second, and a rate is for a million of them.
        expect(ether).toMatchObject({ token: 'ETH', per: 'HOUR', rate: String(200n * 10n ** 9n * 10n ** 6n) })
        expect(await market().chain.ask(nodeId, ETH_ADDRESS)).toBe(200n * 10n ** 15n)
        for (const { price } of rest) expect(Number(price.usd)).toBeCloseTo(0.36, 4)
        const rated = before.asks.flatMap(({ token, price }) => [`--${token.toLowerCase()}`, price.amount])
        const absent = rest.filter(({ token }) => !before.asks.some((ask) => ask.token === token))
        await does('node asks', name, ...rated, ...absent.flatMap(({ token }) => [`--${token.toLowerCase()}`, '0']))
        expect((await fails('node asks', [name, '--eth', 'cheap'], 2, provider)).code).toBe('BAD_AMOUNT')
      })

      it('stakes, sees its earnings and withdraws them', async () => {
        await does('faucet', 'AIIGO', 'ETH')
        const before = await market().chain.activeStake(nodeId)
        expect(await does('node stake', name, '10', '--yes')).toMatchObject({ amount: { amount: '10' } })
        expect((await market().chain.activeStake(nodeId)) - before).toBe(10n ** 19n)
        expect((await fails('node stake', [name, '10'], 2, provider)).advice).toBe('answer it with --yes')
        expect((await fails('node withdraw-stake', [name], 1, provider)).code).toBe('NOTHING_UNBONDING')
        expect(await does('node unstake', name, '10', '--yes')).toMatchObject({ unbonding: { amount: '10' } })
        expect((await fails('node unstake', [name, '0', '--yes'], 2, provider)).code).toBe('USAGE')
        expect((await fails('node withdraw-stake', [name], 1, provider)).code).toBe('STILL_UNBONDING')
        const { withdrawable } = (await does('node earnings', name)) as unknown as {
          withdrawable: { symbol: string; baseUnits: string }[]
        }
        const { withdrawals } = (await does('node withdraw')) as unknown as {
          withdrawals: { amount: { symbol: string; baseUnits: string } }[]
        }
        expect(withdrawals.map(({ amount }) => amount)).toEqual(withdrawable)
        expect(await does('node earnings')).toMatchObject({ nodeId: null, withdrawable: [] })
      })

      it.each(['node show', 'node earnings'])('knows no node of another wallet: %s', async (command) => {
        expect((await fails(command, ['0x0000000000000001'], 1, provider)).code).toBe('NODE_UNKNOWN')
      })
    })

    it('looks after the platform as its operator', async () => {
      const { stack } = market()
      const who = { ...line, home: await market().folder() }
      await done('login', ['--dev', 'operator'], { who })
      const { queues: listed } = (await done('admin queues', [], { who })) as unknown as {
        queues: { name: string; everySeconds: number | null }[]
      }
      const queue = catalogue.verify.name
      expect(listed.find(({ name }) => name === queue)).toMatchObject({ everySeconds: null })
      // Two queue jobs with a payload that is none of their queue: the worker gives them up.
      const client = new pg.Client({ connectionString: stack.urls.database })
      await client.connect()
      try {
        for (const id of ['cli-retried', 'cli-discarded']) {
          await client.query(
            `select bullmq.add_job($2, $1, $2, '{"nothing": true}', '{"attempts": 1}', 0, 0,
             (extract(epoch from now()) * 1000)::bigint, 1, null, null, null, null, null, false)`,
            [id, queue],
          )
        }
      } finally {
        await client.end()
      }
      interface Failed {
        readonly failed: readonly { id: string; queue: string; reason: string }[]
      }
      const failed = async (): Promise<string[]> =>
        ((await done('admin failed', [queue], { who })) as unknown as Failed).failed.map(({ id }) => id).sort()
      /** Until the queue has just these failed jobs. */
      const shows = async (wanted: readonly string[]): Promise<void> => {
        for (const end = Date.now() + 60_000; ; await pause(250)) {
          const found = await failed()
          if (found.join() === wanted.join()) return
          if (Date.now() > end) throw new Error(`expected ${wanted.join()} to have failed, got ${found.join()}`)
        }
      }
      await shows(['cli-discarded', 'cli-retried'])
      expect(await done('admin failed', [], { who })).toMatchObject({
        failed: expect.arrayContaining([
          expect.objectContaining({
            id: 'cli-retried',
            reason: expect.stringMatching(/not a payload of queue verify/),
          }),
        ]),
      })
      for (const end = Date.now() + 60_000; ; await pause(250)) {
        const { alerts } = (await done('admin alerts', [], { who })) as unknown as { alerts: { code: string }[] }
        if (alerts.some(({ code }) => code === 'QUEUE_JOBS_FAILED')) break
        if (Date.now() > end) throw new Error(`expected an alert of failed queue jobs, got ${JSON.stringify(alerts)}`)
      }
      expect(await done('admin discard', [queue, 'cli-discarded'], { who })).toMatchObject({ id: 'cli-discarded' })
      await shows(['cli-retried'])
      // Its payload is what it was: it fails again.
      expect(await done('admin retry', [queue, 'cli-retried'], { who })).toMatchObject({ queue: queue })
      await shows(['cli-retried'])
      await done('admin discard', [queue, 'cli-retried'], { who })
      for (const verb of ['retry', 'discard']) {
        const error = await fails(`admin ${verb}`, [queue, 'cli-retried'], 1, who)
        expect(error).toMatchObject({
          code: 'INVALID_INPUT',
          advice: 'see the queue jobs that failed: aiigo admin failed',
        })
      }

      const nodeId = await registersGpuNode(stack, 'rack-8')
      for (const end = Date.now() + 60_000; ; await pause(250)) {
        const { nodes } = (await done('admin nodes', [], { who })) as unknown as { nodes: { nodeId: string }[] }
        if (nodes.some((node) => node.nodeId === nodeId)) break
        if (Date.now() > end) throw new Error(`expected ${nodeId} to wait for a review, got ${JSON.stringify(nodes)}`)
      }
      const statement = 'seen in the rack, serial 1234'
      expect(await done('admin audit', [nodeId, '--statement', statement, '--days', '30'], { who })).toMatchObject({
        nodeId,
        statement,
      })
      expect((await fails('admin audit', ['rack-7', '--statement', 'x'], 2, who)).code).toBe('USAGE')
      for (const command of ['admin alerts', 'admin queues', 'admin failed', 'admin nodes']) {
        expect((await fails(command, [], 1)).code).toBe('FORBIDDEN')
      }
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
      ['node list', []],
      ['node availability', ['rack-7', 'AVAILABLE']],
      ['node withdraw', []],
      ['stake show', []],
      ['stake yield', []],
      ['vote proposals', []],
      ['arbitrate cases', []],
      ['arbitrate rewards', []],
    ])('without a session is told to sign in: %s %j', async (command, argv) => {
      expect((await fails(command, argv, 3, stranger)).advice).toMatch(/aiigo login/)
    })

    it.each([
      ['login', ['--dev', 'buyer']],
      ['quote', ['word-statistics']],
      ['preview', ['word-statistics']],
      ['prices', []],
      ['prices', ['--type', 'CPU', '--follow']],
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

    describe('weeks later', () => {
      // The chain's clock goes on by weeks: nothing else comes behind this.
      async function passes(seconds: number): Promise<void> {
        const clock = createTestClient({ mode: 'anvil', transport: http(market().stack.urls.ethereumRpc) })
        await clock.increaseTime({ seconds })
        await clock.mine({ blocks: 1 })
      }

      it('a provider takes out the stake that has unbonded', async () => {
        const [agent] = market().agents()
        const provider = { ...line, home: await market().folder() }
        await done('login', ['--dev', `provider-of-${agent.name}`], { who: provider })
        await passes(WEEKS_SECONDS)
        const answer = await done('node withdraw-stake', [agent.name], { who: provider })
        expect(answer).toMatchObject({ amount: { amount: '10' }, unbonding: { amount: '0' }, availableAt: null })
      })

      it('a staker locks, votes a change of the rules through, and takes its stake out again', async () => {
        const who = { ...line, home: await market().folder() }
        const does = (command: string, ...argv: string[]): Promise<Answer> => done(command, argv, { who })
        await does('login', '--dev', 'staker')
        // More than the quorum, which is never below ten million.
        expect(await does('stake lock', '12000000', '--yes')).toMatchObject({ amount: { amount: '12000000' } })
        expect((await fails('stake lock', ['0', '--yes'], 2, who)).code).toBe('USAGE')
        const other = `0x${'12'.repeat(20)}`
        expect(await does('stake delegate', other)).toMatchObject({ delegate: other })
        expect((await fails('stake delegate', ['nobody'], 2, who)).code).toBe('USAGE')
        await does('stake delegate', 'self')
        // Votes count from the second after the lock.
        await passes(1)
        const period = 'AiigoGovernor.setVotingPeriod(4 days)'
        const saying = ['--description', 'Four days to vote', '--yes']
        expect((await fails('vote propose', [period, '--description', 'x'], 2, who)).advice).toMatch(/--yes/)
        for (const [call, code] of [
          ['setVotingPeriod(1)', 'USAGE'],
          ['Nothing.setVotingPeriod(1)', 'USAGE'],
          ['AiigoGovernor.setNothing(1)', 'CALL_UNKNOWN'],
          ['AiigoGovernor.setVotingPeriod(soon)', 'CALL_UNKNOWN'],
        ] as const) {
          expect((await fails('vote propose', [call, ...saying], 2, who)).code).toBe(code)
        }
        const voteless = { ...line, home: await market().folder() }
        await done('login', ['--dev', 'buyer-2'], { who: voteless })
        expect(await fails('vote propose', [period, ...saying], 1, voteless)).toMatchObject({
          ...{ code: 'TOO_FEW_VOTES', advice: expect.stringMatching(/aiigo stake lock/) },
        })
        const proposed = await does('vote propose', period, ...saying)
        expect(proposed).toMatchObject({
          calls: [{ contract: 'AiigoGovernor', function: 'setVotingPeriod', arguments: [{ value: '345600' }] }],
        })
        interface Shown {
          readonly proposals: readonly { proposal: string; state: string; description: string }[]
        }
        /** The newest proposal, once subgraph and governor show it so. */
        const shows = async (state: string): Promise<string> => {
          for (const end = Date.now() + 60_000; ; await pause(250)) {
            const [newest] = ((await does('vote proposals', '--limit', '1')) as unknown as Shown).proposals
            if (newest?.state === state && newest.description === 'Four days to vote') return newest.proposal
            if (Date.now() > end) throw new Error(`expected a proposal that is ${state}, got ${JSON.stringify(newest)}`)
          }
        }
        const id = await shows('PENDING')
        expect(id).toBe(proposed.proposal)
        expect(await does('vote show', id)).toMatchObject({
          calls: [{ contract: 'AiigoGovernor', function: 'setVotingPeriod', arguments: [{ value: '345600' }] }],
        })
        expect(await does('vote show', id.slice(0, 7))).toMatchObject({ proposal: { proposal: id } })
        expect((await fails('vote show', [id.slice(0, 3)], 1, who)).code).toBe('PROPOSAL_UNKNOWN')
        expect((await fails('vote cast', [id, 'FOR'], 1, who)).code).toBe('REVERTED')
        for (const verb of ['queue', 'execute']) {
          expect((await fails(`vote ${verb}`, [id], 1, who)).code).toBe('REVERTED')
        }
        await passes(2 * 86_400)
        await shows('ACTIVE')
        expect(await does('vote cast', id, 'FOR', '--reason', 'a week has one weekend')).toMatchObject({ vote: 'FOR' })
        await votesAtTerminal(market(), id)
        // Five days to vote, of which one is over; a proposal that has passed is queued within three.
        await passes(4 * 86_400 + 3_600)
        await shows('SUCCEEDED')
        await does('vote queue', id)
        await shows('QUEUED')
        await passes(2 * 86_400 + 3_600)
        await does('vote execute', id)
        await shows('EXECUTED')

        const { locks } = (await does('stake show')) as unknown as { locks: { lock: string; amount: Money }[] }
        const lock = locks.find(({ amount }) => amount.amount === '12000000')?.lock ?? ''
        expect(await does('stake yield')).toMatchObject({ amount: { symbol: 'AIIGO' } })
        expect((await fails('stake withdraw', [lock], 1, who)).code).toBe('REVERTED')
        expect(await does('stake unlock', lock, '--yes')).toMatchObject({ amount: { amount: '12000000' } })
        expect((await fails('stake unlock', ['first', '--yes'], 2, who)).code).toBe('USAGE')
        await passes(WEEKS_SECONDS)
        expect(await does('stake withdraw', lock)).toMatchObject({ amount: { amount: '12000000' } })
      })
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
