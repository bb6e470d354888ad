import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeDocument } from '@aiigo/client'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Hex } from 'viem'
import {
  agentBin,
  type CommandLine,
  ctrlC,
  enter,
  inScript,
  inTerminal,
  PASSWORD,
  type Ran,
  type Terminal,
} from '../testkit/aiigo.js'
import { type CutProxy, startCutProxy } from '../testkit/cutProxy.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders } from './buys.js'

const schemas = fileURLToPath(new URL('../../../agent/schemas/', import.meta.url))
const MINUTE_MS = 60_000

/** A window of one minute that is half a day away, in UTC. */
function farAway(): string {
  const text = (ms: number): string => new Date(ms).toISOString().slice(11, 16)
  const begin = Date.now() + 720 * MINUTE_MS
  return `${text(begin)}-${text(begin + MINUTE_MS)}`
}

/** The owner of a machine at a terminal, beside the real system. */
export function describeAgentTerminal(market: () => Marketplace): void {
  describe('the owner of a machine at a terminal', () => {
    let line: CommandLine
    let settings: string
    let address: Hex

    beforeAll(async () => {
      line = { home: await market().folder(), apiUrl: market().stack.urls.api }
      settings = join(line.home, 'config/aiigo-agent/agent.yaml')
    })

    const inAgent = (argv: readonly string[]) => inTerminal(line, argv, { bin: agentBin })
    async function until(isSo: () => Promise<boolean>, ms = 90_000): Promise<void> {
      for (const end = Date.now() + ms; !(await isSo()); ) {
        if (Date.now() > end) throw new Error('it did not happen')
        await new Promise((done) => setTimeout(done, 250))
      }
    }
    const script = (argv: readonly string[]): Promise<Ran> => inScript(line, argv, '', agentBin)
    /** The document of a command, as its schema describes it. */
    // biome-ignore lint/suspicious/noExplicitAny: the schema has said what it is
    async function answer(name: string, ...argv: readonly string[]): Promise<any> {
      const { code, out, err } = await script([name, ...argv, '--json'])
      if (code !== 0) throw new Error(`expected 0, got ${code} from ${name}: ${out}${err}`)
      const schema = JSON.parse(await readFile(`${schemas}${name}.json`, 'utf8'))
      const validate = new Ajv2020({ strict: false }).compile(schema)
      const value = JSON.parse(out)
      if (!validate(value)) throw new Error(`${name} --json: ${JSON.stringify(validate.errors)}\n${out}`)
      return value
    }
    const change = async (from: string | RegExp, to: string): Promise<void> =>
      writeFile(settings, (await readFile(settings, 'utf8')).replace(from, to))

    it('is told that nothing is set up, and how to', async () => {
      expect(await script(['status'])).toMatchObject({ code: 2, err: expect.stringMatching(/→ .*aiigo-agent init/) })
    })

    it('answers the questions of init; the key is encrypted, and the password is not shown', async () => {
      const asked = inAgent(['init'])
      const answers: [string, string][] = [
        ["The platform's address", `http://127.0.0.1:${market().stack.ports.api}`],
        ["The machine's name", ''],
        ['Where the machine is', ''],
        ['How many cores to offer', '1'],
        ['How much memory to offer', '256'],
        ['Lowest price for an hour of one unit in ETH', '0.0001'],
        ['Hours when jobs may come', ''],
        ['The wallet that stakes, signs and earns', ''],
        ['New password', PASSWORD],
        ['The same password again', PASSWORD],
      ]
      for (const [question, answer] of answers) {
        await asked.says(question)
        asked.type(`${answer}${enter}`)
      }
      const [, sendTo = ''] = await asked.says(/send to (0x[0-9a-fA-F]{40}): .* ETH .* and .* AIIGO/)
      expect(await asked.ended).toBe(0)
      expect(asked.raw()).not.toContain(PASSWORD)
      address = sendTo as Hex
      const keystore = join(settings, '../keystore/default.json')
      for (const path of [settings, keystore]) expect((await stat(path)).mode & 0o777).toBe(0o600)
      expect(await readFile(settings, 'utf8')).toMatch(/units: 1\n {2}memoryMiB: 256\n/)
      expect(await script(['init', '--yes'])).toMatchObject({ code: 2, err: expect.stringMatching(/there are some/) })
    })

    it('is told a mistake in the settings with its key, its line and what was expected', async () => {
      await change('region: US', 'region: MARS')
      const { code, err } = await script(['status'])
      expect([code, err]).toEqual([2, expect.stringMatching(/region: expected one of US.*got "MARS".*\(line \d+\)/)])
      await change('region: MARS', 'region: US')
    })

    it('sees the state of the machine without an agent', async () => {
      const { out } = await script(['status'])
      expect(out).toMatch(/work +no agent runs\n/)
      expect(await answer('status')).toMatchObject({ running: null, node: null })
      expect((await script(['drain'])).err).toMatch(/expected a running agent/)
    })

    it('measures the machine', async () => {
      expect((await answer('benchmark', '--seconds', '1')).hashesPerSecond).toBeGreaterThan(10_000)
    })

    it('runs the agent within hours: outside of them the node pauses, and only its owner sees why', async () => {
      await change(/port: 4300/, 'port: 0')
      await change(/ {2}# hours:.*/, `  hours: [${JSON.stringify(farAway())}]`)
      await change(/ {2}# zone:.*/, '  zone: UTC')
      await market().stack.fundBuyer(address, 'ETH', 10n ** 18n)
      await market().stack.fundBuyer(address, 'AIIGO', 2_000n * 10n ** 18n)

      const wrong = inAgent(['run'])
      await wrong.says('Password of the wallet default')
      wrong.type(`something else${enter}`)
      await wrong.says(/error: expected the password of/)
      expect(await wrong.ended).toBe(1)

      const running = inAgent(['run'])
      await running.says('Password of the wallet default')
      running.type(`${PASSWORD}${enter}`)
      await running.says('"availability":"UNAVAILABLE"')
      await running.says('"msg":"active"')
      const { running: state, nodeId } = await answer('status')
      expect(state).toMatchObject({
        ...{ isReady: true, availability: 'UNAVAILABLE', pausedReason: expect.stringMatching(/owner's hours: .*UTC/) },
        jobs: [],
      })
      expect((await script(['status'])).out).toMatch(/work +pauses: outside the owner's hours/)
      const buyer = await market().buyer()
      const { node } = await buyer.client.execute(NodeDocument, { id: nodeId })
      expect(node).toMatchObject({ online: true, availability: 'UNAVAILABLE', pausedReason: null })

      // Ctrl-C lets the agent say goodbye.
      running.type(ctrlC)
      await running.says('"msg":"stopped"')
      expect(await running.ended).toBe(0)
    })

    describe('while a job runs', () => {
      let rpc: CutProxy
      let running: Terminal
      let nodeId: Hex

      beforeAll(async () => {
        rpc = await startCutProxy({ host: '127.0.0.1', port: market().stack.ports.chain })
        await change(/ {2}rpc: .*/, `  rpc: "http://${rpc.address}"`)
        await change(/ {2}hours: .*/, '  # hours: []')
        await writeFile(join(line.home, 'password'), PASSWORD, { mode: 0o600 })
        running = inAgent(['run', '--password-file', join(line.home, 'password')])
        await running.says('"availability":"AVAILABLE"')
        nodeId = (await answer('status')).nodeId
      }, 120_000)
      afterAll(async () => {
        running.type(ctrlC)
        await running.ended
        await rpc.stop()
      })

      /**
       * Has a job of some seconds run here alone, and does something while it runs.
       * @returns its log, once it is paid
       */
      async function busy(seconds: number, meanwhile: () => Promise<void>): Promise<string> {
        const buyer = await market().buyer()
        const limits = { seconds: 60, outputMiB: 1 }
        const job = await market().example('sleeper', { args: [String(seconds)], limits, allow: [nodeId] })
        const { jobId } = await orders(buyer, job)
        await buyer.wait(jobId, { until: ['EXECUTING'] })
        await meanwhile()
        const log: string[] = []
        await buyer.wait(jobId, { until: ['VERIFYING'], onLog: ({ text }) => log.push(text) })
        await buyer.approve(jobId)
        expect((await buyer.wait(jobId)).states.at(-1)).toBe('PAID')
        return log.join('')
      }

      it('the chain’s node goes away until after its end: the result is not lost, and the job runs once', async () => {
        const log = await busy(5, async () => {
          rpc.close()
          await running.says('reading the chain’s clock: trying again')
          rpc.open()
        })
        expect(log).not.toMatch(/begins again/)
      }, 120_000)

      it('the machine sleeps until it is missed: the result is handed in when it wakes', async () => {
        const log = await busy(5, async () => {
          const buyer = await market().buyer()
          process.kill(running.pid, 'SIGSTOP')
          await until(async () => (await buyer.client.execute(NodeDocument, { id: nodeId })).node?.online === false)
          process.kill(running.pid, 'SIGCONT')
        })
        expect(log).not.toMatch(/begins again/)
      }, 180_000)

      it('takes a benchmark, which the platform checks and shows to everybody', async () => {
        const given = ['--submit', '--seconds', '1', '--password-file', join(line.home, 'password')]
        const { err } = await script(['benchmark', ...given])
        expect(err).toMatch(/the platform checks the benchmark/)
        // The blob store of these tests takes 4 MiB.
        expect(err).toMatch(/the network is not measured: .*expected at most/)
        expect((await script(['benchmark', ...given])).err).toMatch(
          /BENCHMARK_TOO_SOON|an hour since the last benchmark/,
        )
        const buyer = await market().buyer()
        const shown = async () => (await buyer.client.execute(NodeDocument, { id: nodeId })).node?.benchmark ?? null
        // Platform nodes have a minute for the check, then the worker does it.
        await until(async () => (await shown()) !== null, 180_000)
        expect(await shown()).toMatchObject({ weightBps: 10_000, networkUpKibPerSecond: null, gpuGflops: null })
        const { cpuOperationsPerSecond } = (await shown()) ?? {}
        expect(cpuOperationsPerSecond).toBeGreaterThan(1_000_000)
        expect((await answer('status')).node.benchmark).toMatchObject({ cpuOperationsPerSecond, weightBps: 10_000 })
      }, 300_000)

      it('a newer version is fetched and checked, and its jobs are finished before it is installed', async () => {
        const content = Buffer.from('a package')
        const architecture = process.arch === 'x64' ? 'amd64' : process.arch
        const file = `aiigo-agent_99.0.0_${architecture}.deb`
        const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`
        const release = { version: '99.0.0', packages: [{ architecture, file, size: content.length, integrity }] }
        const server = createServer(({ url }, response) => {
          response.end(url === `/${file}` ? content : JSON.stringify(release))
        })
        await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
        const from = ['--releases', `http://127.0.0.1:${(server.address() as AddressInfo).port}`]
        try {
          expect(await answer('update', ...from)).toMatchObject({ offered: '99.0.0', isNewer: true, package: null })
          // The agent of a clone is no package.
          expect((await script(['update', ...from, '--install'])).err).toMatch(
            /expected (root|an agent that was installed)/,
          )
          expect((await answer('status')).running.isDraining).toBe(false)
          const { package: path, install } = await answer('update', ...from, '--fetch')
          expect(await readFile(path)).toEqual(content)
          expect(install).toContain(`apt install ${path}`)
          expect((await answer('status')).running).toMatchObject({
            isDraining: true,
            pausedReason: 'drained by its owner',
          })
          expect(await answer('drain', '--undo')).toMatchObject({ isDraining: false })
        } finally {
          server.close()
        }
      }, 60_000)
    })

    it('looks again and again, as lines of JSON or drawn over, until Ctrl-C', async () => {
      const watching = inAgent(['status', '--watch', '--every', '1'])
      // The address of the chain in the settings is that of a proxy that is gone.
      for (const _ of [1, 2]) await watching.says(/no agent runs.*trouble/s)
      watching.type(ctrlC)
      expect(await watching.ended).toBe(130)
    })
  })
}
