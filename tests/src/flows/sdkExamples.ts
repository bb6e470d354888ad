import { createHash, createHmac } from 'node:crypto'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createReader, taskMarketplaceAbi } from '@aiigo/chain'
import { ETH_ADDRESS, formatAmount, meteredCost, pause } from '@aiigo/domain'
import type { Buyer } from '@aiigo/sdk'
import { developmentAccount } from '@aiigo/sdk/local'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { type Address, erc20Abi, type Hex, isAddressEqual, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { Ran } from '../testkit/aiigo.js'
import { ask } from '../testkit/ask.js'
import { DESKTOP, openTab } from '../testkit/browser.js'
import { judge } from '../testkit/judges.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { type Program, startProgram } from '../testkit/program.js'
import { exampleNames, type PublishedSdk } from '../testkit/publishedSdk.js'
import { withBrowser } from '../testkit/withBrowser.js'
import { orders, TASK } from './buys.js'

const jobs = fileURLToPath(new URL('../../../examples/', import.meta.url))

/** Each example of packages/sdk/examples in the project that installed the package, and its effect looked at. */
export function describeSdkExamples(market: () => Marketplace, sdk: () => PublishedSdk): void {
  /** The wallet of most examples. */
  const key = generatePrivateKey()
  const wallet = privateKeyToAccount(key)
  const jobFile = (name: string): string => join(jobs, name, 'job.yaml')

  /** Programs that a failed test leaves behind. */
  const started: Program[] = []

  function starts(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
    const { api } = market().stack.urls
    const program = startProgram([`examples/${name}.ts`, ...args], {
      cwd: sdk().project,
      env: { AIIGO_API_URL: api, AIIGO_PRIVATE_KEY: key, ...env },
    })
    started.push(program)
    return program
  }

  /** Runs an example to its end. @returns its lines */
  async function runs(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const ran: Ran = await starts(name, args, env).ended
    if (ran.code !== 0) throw new Error(`${name} ended with ${ran.code}:\n${ran.out}${ran.err}`)
    return { ...ran, lines: ran.out.trimEnd().split('\n') }
  }

  const wordAfter = (lines: readonly string[], word: string): string => {
    const line = lines.find((text) => text.startsWith(`${word} `))
    if (!line) throw new Error(`expected a line that begins with ${word}, got\n${lines.join('\n')}`)
    return line.slice(word.length + 1)
  }

  const taskOf = async (buyer: Buyer, jobId: string): Promise<Hex> => (await buyer.submitted(jobId)).taskId

  /** A delivered job of the examples' wallet, which the test itself bought. */
  async function delivered(): Promise<{ buyer: Buyer; jobId: string; taskId: Hex; budget: bigint }> {
    const buyer = await market().buyer(wallet)
    const { jobId, taskId, request } = await orders(buyer, await market().example('kmeans'))
    await buyer.wait(jobId, { until: ['VERIFYING'] })
    return { buyer, jobId, taskId, budget: request.budget }
  }

  const chain = () => createReader(market().stack.chainId, market().stack.urls.ethereumRpc)

  /** Waits until the subgraph has the newest block. */
  async function isIndexed(): Promise<void> {
    const head = Number(await chain().getBlockNumber())
    for (const until = Date.now() + 60_000; ; await pause(200)) {
      const answer = await ask<{ _meta: { block: { number: number } } }>(
        market().stack.urls.subgraph,
        '{ _meta { block { number } } }',
      )
      if ((answer.data?._meta.block.number ?? 0) >= head) return
      if (Date.now() > until) throw new Error(`expected the subgraph at block ${head}`)
    }
  }

  /** Every settled task, from the contracts' logs. */
  async function settlements() {
    const logs = { address: market().stack.deployment.addresses.TaskMarketplace, abi: taskMarketplaceAbi } as const
    const all = { fromBlock: 0n, strict: true } as const
    const funded = await chain().getContractEvents({ ...logs, ...all, eventName: 'TaskFunded' })
    const settled = await chain().getContractEvents({ ...logs, ...all, eventName: 'TaskSettled' })
    return Promise.all(
      settled.map(async ({ args: { taskId }, blockNumber }) => {
        const request = funded.find(({ args }) => args.taskId === taskId)?.args.request
        if (!request) throw new Error(`expected the funding of task ${taskId}`)
        const { timestamp } = await chain().getBlock({ blockNumber })
        const day = new Date(Number(timestamp) * 1_000).toISOString().slice(0, 10)
        return { ...(await market().chain.settled(taskId)), buyer: request.buyer, token: request.token, day }
      }),
    )
  }

  /** The result of 04, which 09 and 12 go on with. */
  let delivery: { jobId: string; taskId: Hex } | undefined
  const deliveredBy04 = () => {
    if (!delivery) throw new Error('expected the test of 04-submit-and-wait before this one')
    return delivery
  }

  let browser: Browser
  let origin: string

  const EXAMPLES: Readonly<Record<string, () => Promise<void>>> = {
    '01-who-am-i': async () => {
      const { lines } = await runs('01-who-am-i', [])
      expect(lines[0]?.toLowerCase()).toContain(wallet.address.toLowerCase())
      expect(lines[0]).toContain('with 0 nodes')
      expect(lines).toContain('ETH: 3, in the escrow 0')
      expect(lines).toContain('USDC: 7.5, in the escrow 0')
    },

    '02-quote': async () => {
      const { lines } = await runs('02-quote', [jobFile('kmeans'), 'ETH'], { AIIGO_PRIVATE_KEY: '' })
      const { stack, chain: view, agents } = market()
      const rates = await Promise.all(agents().map((agent) => view.ask(stack.nodeIdOf(agent), ETH_ADDRESS)))
      // The job may use one core for 60 s.
      const [lowest = 0n] = rates.map((rate) => meteredCost(60n, rate)).sort((a, b) => (a < b ? -1 : 1))
      expect(lines[1]).toBe('at most 60 core-second')
      expect(lines[2]).toContain(`lowest ${formatAmount(lowest, 18)} ETH`)
    },

    '03-preview': async () => {
      const { lines } = await runs('03-preview', [jobFile('kmeans')], { AIIGO_PRIVATE_KEY: '' })
      const scored = lines.filter((line) => line.startsWith('0x')).map((line) => line.split(' score '))
      const nodes: string[] = market()
        .agents()
        .map((agent) => market().stack.nodeIdOf(agent))
      expect(scored.length).toBeGreaterThan(0)
      expect(scored.filter(([node = '']) => !nodes.includes(node))).toEqual([])
      const scores = scored.map(([, score]) => Number(score))
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      expect(scores.every((score) => score > 0)).toBe(true)
    },

    '04-submit-and-wait': async () => {
      const { lines } = await runs('04-submit-and-wait', [jobFile('kmeans')])
      const jobId = wordAfter(lines, 'job')
      delivery = { jobId, taskId: await taskOf(await market().buyer(wallet), jobId) }
      const { nodeId } = await market().chain.submitted(delivery.taskId)
      expect(wordAfter(lines, 'VERIFYING')).toBe(nodeId)
      expect(wordAfter(lines, 'exit code')).toBe('0')
      expect(wordAfter(lines, 'file')).toMatch(/^clusters\.json [1-9]\d+$/)
    },

    '05-stream-logs': async () => {
      const folder = await market().folder()
      await cp(join(jobs, 'sleeper'), folder, { recursive: true })
      const text = await readFile(join(folder, 'job.yaml'), 'utf8')
      await writeFile(join(folder, 'job.yaml'), text.replace('["30"]', '["3"]'))
      const { out, err } = await runs('05-stream-logs', [join(folder, 'job.yaml')])
      expect(out).toBe('second 1 of 3\nsecond 2 of 3\nsecond 3 of 3\n')
      const { result } = await market().buyer(wallet)
      const signed = await result(err.match(/^job (\S+)$/m)?.[1] ?? '')
      expect(err).toContain(`the node signed ${signed.log.lines} lines\n`)
    },

    '06-sweep': async () => {
      const { lines } = await runs('06-sweep', [jobFile('kmeans'), '2', '2', '3', '5'])
      const found = lines.map((line) => JSON.parse(line) as { value: string; jobId: string; text: string })
      const clusters = found.map(({ value, text }) => [
        Number(value),
        (JSON.parse(text) as { clusters: unknown[] }).clusters.length,
      ])
      expect(clusters.sort(([a = 0], [b = 0]) => a - b)).toEqual([2, 3, 5].map((value) => [value, value]))
      const buyer = await market().buyer(wallet)
      for (const { jobId } of found)
        expect(await market().chain.taskState(await taskOf(buyer, jobId))).toBe(TASK.SETTLED)
    },

    '07-fund-in-usdc': async () => {
      const { stack, chain: view } = market()
      const { TestUSDC: usdc = ETH_ADDRESS, Escrow: escrow } = stack.deployment.addresses
      const balance = { address: usdc, abi: erc20Abi, functionName: 'balanceOf', args: [wallet.address] } as const
      const [sent, before] = [await view.transactionsOf(wallet.address), await chain().readContract(balance)]
      const { lines } = await runs('07-fund-in-usdc', [jobFile('word-statistics'), '0.05'])
      expect(lines[0]).toBe('the wallet signs 1 times and sends 1 transactions')
      expect(lines.filter((line) => /^(SIGNATURE|TRANSACTION) /.test(line))).toHaveLength(2)
      expect(await view.transactionsOf(wallet.address)).toBe(sent + 1)
      expect(before - (await chain().readContract(balance))).toBe(50_000n)
      expect(await view.allowance(usdc, wallet.address, escrow)).toBe(0n)
      const taskId = await taskOf(await market().buyer(wallet), wordAfter(lines, 'job'))
      expect(await view.taskState(taskId)).not.toBe(TASK.NONE)
    },

    '08-pay-from-balance': async () => {
      const { stack, chain: view } = market()
      const { TestUSDC: usdc = ETH_ADDRESS } = stack.deployment.addresses
      const own = generatePrivateKey()
      const { address } = privateKeyToAccount(own)
      await stack.fundBuyer(address, 'ETH', parseEther('1'))
      await stack.fundBuyer(address, 'USDC', 1_000_000n)
      const { lines } = await runs('08-pay-from-balance', [jobFile('word-statistics'), '1'], { AIIGO_PRIVATE_KEY: own })
      expect(lines.filter((line) => /^job \S+ VERIFYING$/.test(line))).toHaveLength(2)
      // The deposit alone; half of it and a quarter of it are in tasks.
      expect(await view.transactionsOf(address)).toBe(1)
      expect(await view.claimable(usdc, address)).toBe(250_000n)
      expect(wordAfter(lines, 'left')).toBe('0.25 USDC')
    },

    '09-approve-and-read-the-bill': async () => {
      const { jobId, taskId } = deliveredBy04()
      const { lines } = await runs('09-approve-and-read-the-bill', [jobId])
      const { cost, providerAmount, treasuryAmount, buyerAmount } = await market().chain.settled(taskId)
      const eth = (amount: bigint): string => `${formatAmount(amount, 18)} ETH`
      expect(lines).toEqual([
        `deposit ${eth(cost + buyerAmount)}`,
        `refund ${eth(buyerAmount)}`,
        `buyerPaid ${eth(cost)}`,
        `providerCredited ${eth(providerAmount)}`,
        `treasuryCredited ${eth(treasuryAmount)}`,
      ])
    },

    '10-cancel': async () => {
      const { stack, chain: view } = market()
      const own = generatePrivateKey()
      const { address } = privateKeyToAccount(own)
      await stack.fundBuyer(address, 'ETH', parseEther('1'))
      const folder = await market().folder()
      await cp(join(jobs, 'kmeans'), folder, { recursive: true })
      const text = await readFile(join(folder, 'job.yaml'), 'utf8')
      await writeFile(join(folder, 'job.yaml'), `${text}allow: ["0x00000000000000aa"]\n`)
      const { lines } = await runs('10-cancel', [join(folder, 'job.yaml')], { AIIGO_PRIVATE_KEY: own })
      expect(lines).toContain('CANCELLED')
      expect(wordAfter(lines, 'back')).toBe('0.001 ETH')
      const taskId = await taskOf(await market().buyer(privateKeyToAccount(own)), wordAfter(lines, 'job'))
      expect(await view.taskState(taskId)).toBe(TASK.CANCELLED)
      expect(await view.claimable(ETH_ADDRESS, address)).toBe(0n)
    },

    '11-dispute': async () => {
      const { stack, chain: view } = market()
      const { jobId, taskId, budget } = await delivered()
      const before = await view.claimable(ETH_ADDRESS, wallet.address)
      const program = starts('11-dispute', [jobId, 'the clusters are not what was asked for'])
      await program.says(/^BUYER the expected form$/m)
      await judge(stack, taskId, 'BUYER')
      const { code, out, err } = await program.ended
      expect([code, err]).toEqual([0, ''])
      expect(out).toMatch(/^REFUNDED .*ruled for the buyer/m)
      expect(await view.taskState(taskId)).toBe(TASK.RESOLVED)
      const { usage, rate } = await view.submitted(taskId)
      const after = await view.claimable(ETH_ADDRESS, wallet.address)
      const bond = out.match(/^bond (\S+) ETH$/m)?.[1] ?? ''
      // The bond came out of the balance or the wallet, and is back with the deposit.
      expect(parseEther(bond)).toBeGreaterThan(0n)
      expect(out).toContain(`in the escrow ${formatAmount(after, 18)} ETH\n`)
      const refund = budget - (meteredCost(usage, rate) * 2n) / 100n
      expect([refund, refund + parseEther(bond)]).toContain(after - before)
    },

    '12-download': async () => {
      const { jobId, taskId } = deliveredBy04()
      const folder = join(await market().folder(), 'result')
      const { lines } = await runs('12-download', [jobId, folder])
      const onDisk = await readFile(join(folder, 'clusters.json'))
      expect(lines[1]).toBe(`${createHash('sha256').update(onDisk).digest('hex')} ${join(folder, 'clusters.json')}`)
      expect((JSON.parse(onDisk.toString()) as { clusters: unknown[] }).clusters).toHaveLength(4)
      const [submitted] = await chain().getContractEvents({
        ...{ address: market().stack.deployment.addresses.TaskMarketplace, abi: taskMarketplaceAbi },
        ...{ eventName: 'TaskSubmitted', args: { taskId }, fromBlock: 0n, strict: true },
      })
      expect(`0x${wordAfter(lines, 'manifest')}`).toBe(submitted?.args.resultHash)
    },

    '13-go-on-watching': async () => {
      const buyer = await market().buyer(wallet)
      const job = await market().example('sleeper', { args: ['5'], limits: { seconds: 60, outputMiB: 1 } })
      const { jobId } = await orders(buyer, job)
      const cursor = join(await market().folder(), 'cursor')
      const first = starts('13-go-on-watching', [jobId, cursor])
      await first.says(/EXECUTING\n/)
      // A cursor is written behind its line: the program ends between two of them.
      for (const until = Date.now() + 10_000; Date.now() < until; await pause(20)) {
        const [last = ''] = (await first.says(/\d+ EXECUTING/))[0].split(' ')
        if ((await readFile(cursor, 'utf8').catch(() => '')) === last) break
      }
      first.kill()
      const before = (await first.ended).out.trimEnd().split('\n')
      const second = starts('13-go-on-watching', [jobId, cursor])
      await second.says(/VERIFYING\n/)
      await buyer.approve(jobId, await buyer.result(jobId))
      const { code, out } = await second.ended
      expect(code).toBe(0)
      const all: string[] = []
      for await (const { seq, state } of buyer.watch(jobId)) all.push(`${seq} ${state}`)
      expect([...before, ...out.trimEnd().split('\n')]).toEqual(all)
    },

    '14-follow-prices': async () => {
      const { api, database: connectionString } = market().stack.urls
      const query = '{ priceIndex(resourceType: CPU) { region symbol p10 median p90 } }'
      const indices = async () =>
        (await ask<{ priceIndex: Record<string, string>[] }>(api, query)).data?.priceIndex ?? []
      // The first prices come some seconds after the start.
      for (const until = Date.now() + 60_000; Date.now() < until && (await indices()).length < 2; ) await pause(250)
      const program = starts('14-follow-prices', ['CPU', '2', '0'], { AIIGO_PRIVATE_KEY: '' })
      const [, region = '', symbol = '', low = '', median = '', high = ''] = await program.says(
        /^now (\S+) (ETH) (\d+) (\d+) (\d+)$/m,
      )
      expect(await indices()).toContainEqual({ region, symbol, p10: low, median, p90: high })

      const { code, out, err } = await program.ended
      expect([code, err]).toEqual([0, ''])
      const database = new pg.Client({ connectionString })
      await database.connect()
      try {
        const { rows } = await database.query<{ seq: string; data: Record<string, string> }>(
          "select seq, data from event where topic = 'prices:CPU' order by seq limit 2",
        )
        expect(rows).toHaveLength(2)
        expect(out.split('\n').filter((line) => line.startsWith('tick '))).toEqual(
          rows.map(({ seq, data: tick }) => `tick ${seq} ${tick.region} ${tick.token} ${tick.median}`),
        )
      } finally {
        await database.end()
      }
    },

    '15-top-earners': async () => {
      for (const env of [{}, { AIIGO_SUBGRAPH_URL: market().stack.urls.subgraph }]) {
        await isIndexed()
        const earned = new Map<Address, { amount: bigint; tasks: number }>()
        for (const { token, provider, providerAmount } of await settlements()) {
          if (token !== ETH_ADDRESS) continue
          const known = earned.get(provider) ?? { amount: 0n, tasks: 0 }
          earned.set(provider, { amount: known.amount + providerAmount, tasks: known.tasks + 1 })
        }
        const expected = [...earned]
          .sort(([, a], [, b]) => (a.amount < b.amount ? 1 : -1))
          .map(([provider, { amount, tasks }]) => `${provider} ${formatAmount(amount, 18)} ETH for ${tasks} tasks`)
        const { lines } = await runs('15-top-earners', ['ETH', '2'], env)
        expect(expected.length).toBeGreaterThan(0)
        expect(lines.map((line) => line.toLowerCase())).toEqual(expected.map((line) => line.toLowerCase()))
      }
    },

    '16-spend-by-day': async () => {
      await isIndexed()
      const spent = new Map<string, bigint>()
      for (const { buyer, token, cost, day } of await settlements()) {
        if (!isAddressEqual(buyer, wallet.address)) continue
        const key = `${day} ${token === ETH_ADDRESS ? 'ETH' : 'USDC'}`
        spent.set(key, (spent.get(key) ?? 0n) + cost)
      }
      const expected = [...spent].map(([key, amount]) => {
        const [day, symbol] = key.split(' ')
        return `${day} ${formatAmount(amount, symbol === 'ETH' ? 18 : 6)} ${symbol}`
      })
      const { lines } = await runs('16-spend-by-day', [wallet.address], { AIIGO_PRIVATE_KEY: '' })
      expect(expected.length).toBeGreaterThan(0)
      expect([...lines].sort()).toEqual([...expected].sort())
    },

    '17-webhooks': async () => {
      const ownKey = generatePrivateKey()
      const buyer = await market().buyer(privateKeyToAccount(ownKey))
      const { jobId } = await orders(buyer, await market().example('kmeans'))
      const secret = 'a secret of both'
      const events: { jobId: string; seq: number; state: string }[] = []
      const forged: string[] = []
      let refusals = 1
      const server = createServer(async (request, response) => {
        let body = ''
        for await (const chunk of request) body += String(chunk)
        const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
        if (request.headers['x-signature'] !== signature) forged.push(body)
        // A receiver that is not there for a moment.
        if (refusals-- > 0) return void response.writeHead(503).end()
        events.push(JSON.parse(body))
        response.writeHead(204).end()
      })
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      try {
        const { port } = server.address() as AddressInfo
        const env = { WEBHOOK_URL: `http://127.0.0.1:${port}/`, WEBHOOK_SECRET: secret, AIIGO_PRIVATE_KEY: ownKey }
        const program = starts('17-webhooks', [], env)
        await program.says(/^following 1 jobs$/m)
        await buyer.wait(jobId, { until: ['VERIFYING'] })
        await buyer.approve(jobId, await buyer.result(jobId))
        const { code, err } = await program.ended
        expect([code, err]).toEqual([0, ''])
      } finally {
        server.close()
      }
      expect(forged).toEqual([])
      const states: object[] = []
      for await (const { seq, state } of buyer.watch(jobId)) states.push({ jobId, seq, state })
      expect(events).toEqual(states.map((state) => expect.objectContaining(state)))
    },

    '18-register-a-node': async () => {
      const { stack, chain: view } = market()
      const own = generatePrivateKey()
      const { address } = privateKeyToAccount(own)
      await stack.fundBuyer(address, 'ETH', parseEther('1'))
      await stack.fundBuyer(address, 'AIIGO', parseEther('2000'))
      const args = ['a machine of an example', '0.0001']
      const { lines } = await runs('18-register-a-node', args, { AIIGO_PRIVATE_KEY: own })
      const nodeId = wordAfter(lines, 'node').split(' ')[0] as Hex
      expect(await view.activeStake(nodeId)).toBe(parseEther('1500'))
      const rate = (parseEther('0.0001') * 1_000_000n) / 3_600n
      expect(await view.ask(nodeId, ETH_ADDRESS)).toBe((rate * 9n) / 10n)
      await isIndexed()
      const query = `query ($id: ID!) { node(id: $id) { name units region resourceType provider { id } } }`
      const { data } = await ask<{ node: unknown }>(stack.urls.api, query, { id: nodeId })
      expect(data?.node).toEqual({
        ...{ name: args[0], units: 4, region: 'EU', resourceType: 'CPU', provider: { id: address.toLowerCase() } },
      })
    },

    '19-earnings': async () => {
      const { stack, chain: view, agents } = market()
      const settled = await view.settled(deliveredBy04().taskId)
      const agent = agents().find((one) => stack.nodeIdOf(one) === settled.nodeId)
      const account = developmentAccount(agent?.accountIndex ?? -1)
      const own: Hex = `0x${Buffer.from(account.getHdKey().privateKey ?? []).toString('hex')}`
      const due = await view.claimable(ETH_ADDRESS, account.address)
      const { lines } = await runs('19-earnings', [], { AIIGO_PRIVATE_KEY: own })
      const [amount, symbol, hash] = wordAfter(lines, 'withdrew').split(' ')
      expect([amount, symbol]).toEqual([formatAmount(due, 18), 'ETH'])
      expect(due).toBeGreaterThanOrEqual(settled.providerAmount)
      expect(await view.claimable(ETH_ADDRESS, account.address)).toBe(0n)
      const { logs } = await chain().getTransactionReceipt({ hash: hash as Hex })
      expect(logs.map(({ address }) => address.toLowerCase())).toContain(
        stack.deployment.addresses.Escrow.toLowerCase(),
      )
      expect(lines.some((line) => /^\d{4}-\d\d-\d\d\S* \S+ ETH for [1-9]\d* tasks$/.test(line))).toBe(true)
    },

    '20-browser-upload': async () => {
      const { stack, chain: view } = market()
      const examples = join(sdk().project, 'examples')
      const html = (await readFile(join(examples, '20-browser-upload.html'), 'utf8')).replaceAll('\r', '')
      const { outputFiles } = await build({
        ...{ entryPoints: [join(examples, '20-browser-upload.ts')], bundle: true, write: false },
        ...{ platform: 'browser', format: 'esm', target: 'es2023', logLevel: 'silent' },
      })
      const address = stack.accounts.buyers[1]?.address ?? '0x'
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      // At the origin of the API, which is the only one that its sign-in messages name.
      await page.route('**/example/**', (route) =>
        route.request().url().endsWith('.js')
          ? route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' })
          : route.fulfill({ contentType: 'text/html', body: html }),
      )
      // A wallet as an extension puts it into pages; the local chain signs for its accounts.
      await page.addInitScript(`window.ethereum = {
        async request({ method, params = [] }) {
          if (method === 'eth_requestAccounts' || method === 'eth_accounts') return ['${address}']
          const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
          const headers = { 'content-type': 'application/json' }
          const answer = await (await fetch('/rpc', { method: 'POST', headers, body })).json()
          if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error)
          return answer.result
        },
      }`)
      await page.goto(`${origin}example/20-browser-upload.html`)
      await page.getByLabel('Job file').setInputFiles(jobFile('kmeans'))
      await page.getByLabel('Program and inputs').setInputFiles(join(jobs, 'kmeans/kmeans.wasm'))
      await page.getByRole('button', { name: 'Submit' }).click()
      const status = page.getByRole('status')
      await status.filter({ hasText: /./ }).waitFor()
      expect(await status.textContent()).toBe('choose points.csv, too')
      const files = ['kmeans.wasm', 'points.csv'].map((file) => join(jobs, 'kmeans', file))
      await page.getByLabel('Program and inputs').setInputFiles(files)
      await page.getByRole('button', { name: 'Submit' }).click()
      // The page says each step, and what went wrong.
      await page.getByText('choose points.csv, too').waitFor({ state: 'hidden' })
      await status.filter({ hasNotText: /^job \S+$/ }).waitFor()
      expect([await status.textContent(), complaints]).toEqual([expect.stringMatching(/^job \S+: VERIFYING$/), []])
      const jobId = (await status.textContent())?.match(/^job (\S+):/)?.[1] ?? ''
      await context.close()

      const buyer = await market().buyer(privateKeyToAccount(stack.accounts.buyers[1]?.privateKey ?? '0x'))
      const { taskId, request } = await buyer.submitted(jobId)
      expect(request.buyer.toLowerCase()).toBe(address.toLowerCase())
      expect((await view.submitted(taskId)).usage).toBeGreaterThan(0n)
      const [file] = (await buyer.result(jobId)).files
      if (!file) throw new Error('expected a file of the result')
      const result = JSON.parse(new TextDecoder().decode(await buyer.download(file))) as { clusters: unknown[] }
      expect(result.clusters).toHaveLength(4)
    },
  }

  describe('the example', () => {
    beforeAll(async () => {
      await market().stack.fundBuyer(wallet.address, 'ETH', parseEther('3'))
      await market().stack.fundBuyer(wallet.address, 'USDC', 7_500_000n)
    })
    afterAll(() => {
      for (const program of started) program.kill()
    })
    // Chromium takes a page that the test answers for one of the internet, which may not ask this machine.
    const localPages = ['--disable-features=LocalNetworkAccessChecks']
    withBrowser(
      market,
      (opened) => {
        ;({ browser, origin } = opened)
      },
      localPages,
    )

    it('list of the tests is the folder', async () => {
      expect((await exampleNames(sdk())).sort()).toEqual(Object.keys(EXAMPLES))
    })

    it.each(Object.entries(EXAMPLES))('%s does what it says', (_name, test) => test())

    it('of a wallet without money ends with the code and what to do', async () => {
      const { code, err } = await starts('04-submit-and-wait', [jobFile('kmeans')], {
        AIIGO_PRIVATE_KEY: generatePrivateKey(),
      }).ended
      expect(code).toBe(1)
      expect(err).toContain('NOT_ENOUGH_MONEY')
    })
  })
}
