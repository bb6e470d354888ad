import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReader, createWallet } from '@aiigo/chain'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { parseEther } from 'viem'
import { PortTakenError } from './errors.js'
import { withClient } from './parts/postgres.js'
import { freePorts, type Ports } from './ports.js'
import { identify } from './processIdentity.js'
import type { Stack } from './stack.js'
import type { StackOptions } from './stackOptions.js'
import { startStack } from './startStack.js'

const INFRASTRUCTURE = ['blob-gateway', 'chain', 'postgres']
let dataDir: string
let ports: Ports
let stack: Stack | undefined

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'aiigo-devstack-'))
  ports = await freePorts(1)
})
afterEach(async () => {
  await stack?.stop()
  stack = undefined
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

async function start(options: StackOptions = {}): Promise<Stack> {
  stack = await startStack({ dataDir, ports, upTo: 'infrastructure', ...options })
  return stack
}

const pidsOf = (running: Stack): number[] => running.services().flatMap((name) => running.pidOf(name) ?? [])
const alive = (pids: readonly number[]): number[] => pids.filter((pid) => identify(pid))

describe('a stack', () => {
  test('starts, stops without leaving a process, and keeps chain and database for the next start', async () => {
    const first = await start()
    expect(first.services().sort()).toEqual(INFRASTRUCTURE)
    const [from, to] = first.accounts.buyers
    const wallet = createWallet(first.chainId, first.urls.ethereumRpc, from?.privateKey ?? '0x')
    await wallet.sendTransaction({ to: to?.address ?? '0x', value: parseEther('1') })
    await withClient(first.urls.database, (client) => client.query('CREATE TABLE kept (id int)'))
    const pids = pidsOf(first)
    expect(pids).toHaveLength(3)
    await first.stop()
    expect(alive(pids)).toEqual([])
    expect(existsSync(join(dataDir, 'run.json'))).toBe(false)

    const second = await start()
    const reader = createReader(second.chainId, second.urls.ethereumRpc)
    expect(await reader.getBlockNumber()).toBe(1n)
    expect((await reader.getBlock({ blockNumber: 1n })).transactions).toHaveLength(1)
    await withClient(second.urls.database, (client) => client.query('SELECT * FROM kept'))
    await expect(startStack({ dataDir, ports: 'free', upTo: 'infrastructure' })).rejects.toThrow(
      `already runs on this data folder (pid ${process.pid}`,
    )
  }, 180_000)

  test('stops everything when a part ends by itself, and tells which, how and its last log lines', async () => {
    const running = await start()
    const pids = pidsOf(running)
    process.kill(running.pidOf('blob-gateway') ?? 0, 'SIGKILL')
    const crash = await running.crashed
    expect(crash.part).toBe('blob-gateway')
    expect(crash.message).toContain('was ended by SIGKILL')
    expect(crash.message).toContain('"msg":"ready"')
    expect(crash.message).toContain(running.logPath('blob-gateway'))
    expect(alive(pids)).toEqual([])
  }, 180_000)

  test('goes on when a part is killed on purpose, and starts it again', async () => {
    const running = await start()
    await running.killService('blob-gateway')
    expect(running.services().sort()).toEqual(['chain', 'postgres'])
    await running.restartService('blob-gateway')
    expect(running.services().sort()).toEqual(INFRASTRUCTURE)
  }, 180_000)

  test('ends with the process that started it, even when that is killed, and the next start is not hindered', async () => {
    const options = JSON.stringify({ dataDir, ports, upTo: 'infrastructure' })
    const entry = new URL('../dist/index.js', import.meta.url).href
    const script = `const { startStack } = await import('${entry}'); await startStack(${options}); console.log('up')`
    const supervisor = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => supervisor.stdout.once('data', resolve))
    const run = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')) as {
      parts: { name: string; pid: number }[]
    }
    expect(run.parts.map(({ name }) => name).sort()).toEqual(INFRASTRUCTURE)
    const pids = run.parts.map(({ pid }) => pid)
    expect(alive(pids)).toHaveLength(3)
    supervisor.kill('SIGKILL')

    const running = await start()
    expect(alive(pids)).toEqual([])
    expect(running.services().sort()).toEqual(INFRASTRUCTURE)
  }, 180_000)
})

describe('a start that can not work', () => {
  test('names the port, its setting and who holds it, and starts nothing', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(ports.blob, '127.0.0.1', resolve))
    const attempt = start()
    await expect(attempt).rejects.toThrow(PortTakenError)
    await expect(attempt).rejects.toThrow(
      new RegExp(
        `port ${ports.blob}, wanted by the blob gateway, is taken by \\S+ \\(pid ${process.pid}\\).*AIIGO_BLOB_PORT`,
      ),
    )
    expect(existsSync(join(dataDir, 'run.json'))).toBe(false)
    await new Promise((resolve) => server.close(resolve))
  })

  test('names every external part that does not answer, without its password', async () => {
    const port = ports.agents
    const attempt = start({
      external: {
        databaseUrl: `postgresql://me:hidden@127.0.0.1:${port}/x`,
        redisUrl: `redis://127.0.0.1:${port}`,
        ethereumRpcUrl: `http://127.0.0.1:${port}`,
        subgraphUrl: `http://127.0.0.1:${port}/subgraphs/name/x`,
        blobStoreUrl: `http://127.0.0.1:${port}`,
      },
    })
    await expect(attempt).rejects.toThrow(/REDIS_URL/)
    const { message } = (await attempt.catch((error: unknown) => error)) as Error
    for (const setting of ['ETHEREUM_RPC_URL', 'SUBGRAPH_URL', 'DATABASE_URL', 'BLOB_STORE_URL'])
      expect(message).toContain(setting)
    expect(message).toContain('ECONNREFUSED')
    expect(message).not.toContain('hidden')
  })

  test('says that the data disagrees when the state of the chain was cut off', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'aiigo-devstack-'))
    const { writeFile } = await import('node:fs/promises')
    await writeFile(join(broken, 'chain.json'), '{"block":')
    await expect(start({ dataDir: broken })).rejects.toThrow(/cut off.*\n.*npm start -- --reset/)
    const reset = await start({ dataDir: broken, reset: true })
    expect(reset.services().sort()).toEqual(INFRASTRUCTURE)
    await reset.stop()
    await rm(broken, { recursive: true, force: true })
  }, 180_000)
})
