import { readFile } from 'node:fs/promises'
import { createReader, nodeRegistryAbi } from '@aiigo/chain'
import { pause } from '@aiigo/domain'
import { type Buyer, problemsOf } from '@aiigo/sdk'
import { downloadResult } from '@aiigo/sdk/node'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { simulatedTemperature, verifyReadings } from '../independent/index.js'
import { type CutProxy, startCutProxy } from '../testkit/cutProxy.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { startsDevice } from '../testkit/startsDevice.js'
import { buys, orders, TASK } from './buys.js'

/** Of one data point, and of one task: base units of ETH. */
const POINT_PRICE = 2_000_000_000n
const TASK_PRICE = 5_000_000_000_000n
const SEED = 'garden'

/** Small tasks and data points: nodes of the types MOBILE and IOT. */
export function describeReadings(market: () => Marketplace): void {
  let proxy: CutProxy
  let sensorNode: Hex
  let phoneNode: Hex

  const providerOf = (nodeId: Hex) => {
    const { chainId, urls, deployment } = market().stack
    return createReader(chainId, urls.ethereumRpc).readContract({
      ...{ address: deployment.addresses.NodeRegistry, abi: nodeRegistryAbi },
      ...{ functionName: 'providerOf', args: [nodeId] },
    } as const)
  }

  const readings = (sensor: string, points: number, everySeconds = 1) => ({
    program: { readings: { sensor, points, everySeconds }, public: false },
  })

  /** The readings in a result, read and checked by other code than the system's. */
  async function received(buyer: Buyer, jobId: string, sensor: string, unit: string) {
    const { stack } = market()
    const { files, taskId, attempt, usage, outcome } = await downloadResult(buyer, jobId, await market().folder())
    const [file] = files
    expect(files.map(({ name }) => name)).toEqual(['readings.jsonl'])
    const lines = await verifyReadings(await readFile(file?.path ?? '', 'utf8'), {
      ...{ chainId: stack.chainId, marketplace: stack.deployment.addresses.TaskMarketplace },
      ...{ provider: await providerOf(sensorNode), taskId, attempt, nodeId: sensorNode, sensor, unit },
      everySeconds: 1,
    })
    return { lines, usage, outcome, taskId }
  }

  /** The payment on chain, worked out from the number of lines. */
  async function expectPaidFor(taskId: Hex, lines: number, budget: bigint): Promise<void> {
    const cost = BigInt(lines) * POINT_PRICE
    const fee = (cost * 8n + 50n) / 100n
    expect(await market().chain.settled(taskId)).toMatchObject({
      ...{ usage: BigInt(lines), cost, treasuryAmount: fee, providerAmount: cost - fee, buyerAmount: budget - cost },
    })
    expect(await market().chain.taskState(taskId)).toBe(TASK.SETTLED)
  }

  /** Waits until the log has a point with that number. */
  async function taken(buyer: Buyer, jobId: string, point: number): Promise<void> {
    const until = AbortSignal.timeout(120_000)
    for await (const { stream, text } of buyer.logs(jobId, { check: false, signal: until })) {
      if (stream === 'STDOUT' && text.startsWith(`${point} `)) return
    }
    throw new Error(`job ${jobId} ended before point ${point}`)
  }

  describe('readings of a sensor sold by the point', () => {
    beforeAll(async () => {
      const { hostname, port, pathname } = new URL(market().stack.urls.api)
      proxy = await startCutProxy({ host: hostname, port: Number(port) })
      sensorNode = await startsDevice(market(), {
        ...{ name: 'sensor-1', type: 'IOT', accountIndex: 41, price: POINT_PRICE },
        env: {
          ...{ API_URL: `http://${proxy.address}${pathname}`, AGENT_SIMULATED_SENSORS: SEED },
          AGENT_SENSORS: 'uptime,simulated-temperature',
        },
      })
    }, 180_000)
    afterAll(() => proxy?.stop())

    it('are those of this machine, over a connection that is away meanwhile, and cost points × price', async () => {
      const buyer = await market().buyer()
      const job = await market().example('thermometer', readings('uptime', 12))
      const submitted = await orders(buyer, job)
      const { jobId, taskId, request } = submitted
      expect(request.maxUsage).toBe(12n)
      await taken(buyer, jobId, 2)
      proxy.close()
      await pause(5_000)
      proxy.open()
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      const { lines, outcome } = await received(buyer, jobId, 'uptime', 's')
      expect([lines.length, outcome]).toEqual([12, 'EXITED'])
      // The machine's own clock of its uptime goes on as the moments do.
      const now = { at: Date.now(), uptime: Number((await readFile('/proc/uptime', 'utf8')).split(' ')[0]) }
      for (const { at, value } of lines) {
        expect(Math.abs(now.uptime - value - (now.at - Date.parse(at)) / 1_000)).toBeLessThan(0.5)
      }
      const checked = await buyer.readings(jobId)
      expect(checked.readings).toEqual(lines)
      expect([checked.sensor, checked.usage]).toEqual(['uptime', 12n])
      await buyer.approve(jobId)
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')
      await expectPaidFor(taskId, lines.length, request.budget)
    })

    it('go on with a gap in the same attempt when the agent is killed, or stopped, and starts again', async () => {
      const buyer = await market().buyer()
      const { jobId, taskId, request } = await orders(
        buyer,
        await market().example('thermometer', { ...readings('simulated-temperature', 15), privacy: 'platform' }),
      )
      await taken(buyer, jobId, 3)
      await market().kills(sensorNode)
      await market().revives(sensorNode)
      await taken(buyer, jobId, 8)
      // This time it is asked to stop, as by an update.
      await market().revives(sensorNode)
      const { last } = await buyer.wait(jobId, { until: ['VERIFYING'] })
      expect(last.attempt).toBe(1)
      const { lines } = await received(buyer, jobId, 'simulated-temperature', '°C')
      expect(lines).toHaveLength(15)
      const gaps = lines.slice(1).map(({ at }, index) => Date.parse(at) - Date.parse(lines[index]?.at ?? ''))
      expect(gaps.filter((gap) => gap > 1_500)).toHaveLength(2)
      // The lines of all three runs are those that the node signed.
      expect((await buyer.checkLog(jobId)).truncated).toBe(false)
      for (const { at, value } of lines) {
        expect(Math.abs(value - simulatedTemperature(SEED, at))).toBeLessThan(0.005_001)
      }
      await buyer.approve(jobId)
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')
      await expectPaidFor(taskId, 15, request.budget)
    })

    it('end when their buyer has enough, who pays for the points so far', async () => {
      const buyer = await market().buyer()
      const { jobId, taskId, request } = await orders(
        buyer,
        await market().example('thermometer', readings('simulated-temperature', 50)),
      )
      await taken(buyer, jobId, 4)
      await buyer.stop(jobId)
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      const { lines, outcome } = await received(buyer, jobId, 'simulated-temperature', '°C')
      expect(outcome).toBe('STOPPED')
      expect(lines.length).toBeGreaterThanOrEqual(4)
      expect(lines.length).toBeLessThan(50)
      await buyer.approve(jobId)
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')
      await expectPaidFor(taskId, lines.length, request.budget)
    })

    it('are refused of a sensor that no node sells, with the ones that are sold', async () => {
      const buyer = await market().buyer()
      const job = await market().example('thermometer', readings('humidity', 5))
      const refused = await orders(buyer, job).catch((error: unknown) => error)
      expect(problemsOf(refused)).toEqual([
        expect.objectContaining({
          code: 'NO_NODE_EVER',
          message: expect.stringContaining('wants readings of humidity, the node sells uptime, simulated-temperature'),
        }),
      ])
      const preview = await buyer.preview(job.file, 'ETH')
      expect(preview.matched).toBe(0)
      const fitting = await market().example('thermometer')
      expect((await buyer.preview(fitting.file, 'ETH')).candidates.map(({ nodeId }) => nodeId)).toEqual([sensorNode])
      expect(await buyer.quote(fitting.file, 'ETH')).toMatchObject({ usage: 20n, medianCost: 20n * POINT_PRICE })
    })
  })

  describe('a small job on a mobile node', () => {
    beforeAll(async () => {
      const phone = { name: 'phone-1', type: 'MOBILE', accountIndex: 42, price: TASK_PRICE } as const
      phoneNode = await startsDevice(market(), phone)
    }, 180_000)

    it('is billed as one task, however long it runs', async () => {
      const buyer = await market().buyer()
      const { file, folder } = await market().example('starter')
      const resources = { ...file.resources, type: 'MOBILE' as const }
      const budget = { token: 'ETH' as const, amount: '0.00001', maxRate: '0.00001' }
      const bought = await buys(market(), buyer, { folder, file: { ...file, resources, budget } })
      const settled = await market().chain.settled(bought.taskId)
      const fee = (TASK_PRICE * 8n + 50n) / 100n
      expect(settled).toMatchObject({
        ...{ usage: 1n, cost: TASK_PRICE, nodeId: phoneNode, providerAmount: TASK_PRICE - fee },
        buyerAmount: 10_000_000_000_000n - TASK_PRICE,
      })
    })
  })
}
