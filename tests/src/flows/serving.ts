import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RATE_SCALE } from '@aiigo/domain'
import { type Buyer, codeOf, createReader, type Reader } from '@aiigo/sdk'
import type { LoadedJob } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import type { Hex, PrivateKeyAccount } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { ask } from '../testkit/ask.js'
import { startCutProxy } from '../testkit/cutProxy.js'
import { freePort } from '../testkit/freePort.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { startsDevice } from '../testkit/startsDevice.js'
import { orders } from './buys.js'

const FILES = 25
const FILE_BYTES = 4_000_000
/** Times that the readers read all files. */
const ROUNDS = { alice: 11, bob: 10 }
const CHUNK = 1_048_576
/** Base units of ETH for a million MB: 0.0001 ETH a GB. */
const RATE = 10n ** 17n
const NAME = 'network-1'

type Place = Reader['place']

/** Opens a session by what the protocol's page says, with viem alone. */
async function openByHand({ url, taskId, attempt, nodeId, chainId, marketplace }: Place, key: PrivateKeyAccount) {
  const base = `${url}/${taskId}`
  const { nonce } = (await (await fetch(`${base}/challenge`)).json()) as { nonce: Hex }
  const signature = await key.signTypedData({
    domain: { name: 'AIIGO Marketplace', version: '1', chainId, verifyingContract: marketplace as Hex },
    types: {
      ReadSession: [
        { name: 'taskId', type: 'bytes32' },
        { name: 'attempt', type: 'uint8' },
        { name: 'nodeId', type: 'bytes8' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    primaryType: 'ReadSession',
    message: { taskId: taskId as Hex, attempt, nodeId: nodeId as Hex, nonce },
  })
  const response = await fetch(`${base}/sessions`, { method: 'POST', body: JSON.stringify({ nonce, signature }) })
  const body = (await response.json()) as { token?: string; code?: string }
  return { status: response.status, code: body.code, base, headers: { authorization: `Bearer ${body.token}` } }
}

/** A node that serves files to readers, which sign for the bytes that came. */
export function describeServing(market: () => Marketplace): void {
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

  async function startNode(): Promise<{ nodeId: Hex; port: number }> {
    const port = await freePort()
    const env = { AGENT_SERVE_URL: `http://127.0.0.1:${port}`, AGENT_SERVE_PORT: String(port) }
    const device = { name: NAME, type: 'NETWORK', accountIndex: 27, price: RATE / RATE_SCALE, env } as const
    return { nodeId: await startsDevice(market(), device), port }
  }

  /** The example, with larger files and the readers of this test. */
  async function serving(
    nodeId: Hex,
    readers: readonly string[],
  ): Promise<{ job: LoadedJob; hashes: Map<string, string> }> {
    const { file, folder: _ } = await market().example('file-server')
    const folder = await market().folder()
    const hashes = new Map<string, string>()
    const inputs: LoadedJob['file']['inputs'] = []
    for (let index = 0; index < FILES; index++) {
      const name = `part-${index}.bin`
      const content = randomBytes(FILE_BYTES)
      hashes.set(name, sha256(content))
      await writeFile(join(folder, name), content)
      inputs.push({ path: name, as: name })
    }
    const { serve } = file.program
    if (!serve) throw new Error('the example serves no files')
    const program = { ...file.program, serve: { ...serve, readers: [...readers] } }
    return { job: { file: { ...file, program, inputs, allow: [nodeId] }, folder }, hashes }
  }

  async function untilServed(buyer: Buyer, jobId: string): Promise<Place> {
    for (const end = Date.now() + 90_000; ; ) {
      try {
        return await buyer.servingPlace(jobId)
      } catch (error) {
        if (codeOf(error) !== 'NOT_SERVING' || Date.now() > end) throw error
        await new Promise((done) => setTimeout(done, 200))
      }
    }
  }

  /** Reads all files so many times. @returns the bytes that came, counted here */
  async function readsAll(reader: Reader, rounds: number, hashes: ReadonlyMap<string, string>): Promise<bigint> {
    let counted = 0n
    for (let round = 0; round < rounds; round++) {
      for (const [name, hash] of hashes) {
        const whole = createHash('sha256')
        for await (const { bytes } of reader.read(name)) {
          whole.update(bytes)
          counted += BigInt(bytes.length)
        }
        if (whole.digest('hex') !== hash) throw new Error(`${name} came with other bytes`)
      }
    }
    return counted
  }

  describe('files that a NETWORK node serves', () => {
    it('come by the gigabyte, and are paid by what the readers signed for', async () => {
      const { nodeId, port } = await startNode()
      const [alice, bob, carol, eve] = Array.from({ length: 4 }, () => privateKeyToAccount(generatePrivateKey())) as [
        PrivateKeyAccount,
        PrivateKeyAccount,
        PrivateKeyAccount,
        PrivateKeyAccount,
      ]
      const buyer = await market().buyer()
      const { job, hashes } = await serving(nodeId, [alice.address, bob.address, carol.address])
      const { jobId, taskId, request } = await orders(buyer, job)
      const place = await untilServed(buyer, jobId)
      expect(place.url).toBe(`http://127.0.0.1:${port}`)

      // Strangers: to the platform, and to the node.
      const other = await market().buyer()
      await expect(other.servingPlace(jobId)).rejects.toMatchObject({ code: 'JOB_UNKNOWN' })
      const query = 'query ($id: ID!) { job(id: $id) { attemptList { progress { servedAt } } } }'
      const seen = await ask<{ job: unknown }>(market().stack.urls.api, query, { id: jobId }, null)
      expect(JSON.stringify(seen)).not.toContain(String(port))
      expect(await openByHand(place, eve)).toMatchObject({ status: 403, code: 'NOT_A_READER' })
      expect((await fetch(`${place.url}/${taskId}/files/${place.files[0]?.cid}`)).status).toBe(401)

      // A reader that signs nothing gets its window of four chunks.
      const cheat = await openByHand(place, carol)
      const statuses: number[] = []
      for (let index = 0; index < 6; index++) {
        const range = `bytes=0-${CHUNK - 1}`
        const response = await fetch(`${cheat.base}/files/${place.files[index]?.cid}`, {
          headers: { ...cheat.headers, range },
        })
        await response.arrayBuffer()
        statuses.push(response.status)
      }
      expect(statuses).toEqual([206, 206, 206, 206, 402, 402])

      // Two readers at the same time; the connections of one are cut again and again.
      const proxy = await startCutProxy({ host: '127.0.0.1', port })
      let cuts = 0
      const cutting = setInterval(() => {
        if (cuts < 5) cuts += proxy.cut() > 0 ? 1 : 0
      }, 700)
      let counted = { alice: 0n, bob: 0n }
      try {
        const byProxy = createReader({
          place: { ...place, url: `http://${proxy.address}` },
          key: alice,
          allowPrivate: true,
        })
        const direct = createReader({ place, key: bob, allowPrivate: true })
        const [first, second] = await Promise.all([
          readsAll(byProxy, ROUNDS.alice, hashes),
          readsAll(direct, ROUNDS.bob, hashes),
        ])
        counted = { alice: first, bob: second }
      } finally {
        clearInterval(cutting)
        await proxy.stop()
      }
      expect(cuts).toBeGreaterThanOrEqual(3)
      expect(counted.alice + counted.bob).toBe(BigInt(21 * FILES * FILE_BYTES))

      // The agent dies: the receipts stay, and it goes on serving.
      await market().stack.killService(NAME)
      await market().stack.restartService(NAME)
      const again = createReader({ place, key: alice, allowPrivate: true })
      const more = await readAgain(again)
      counted.alice += more

      await buyer.stop(jobId)
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      const { readers, bytes, usage } = await buyer.receipts(jobId)
      expect(readers).toEqual([
        { reader: alice.address, bytes: counted.alice },
        { reader: bob.address, bytes: counted.bob },
        { reader: carol.address, bytes: 0n },
      ])
      expect(bytes).toBe(counted.alice + counted.bob)
      await buyer.approve(jobId, await buyer.result(jobId))
      await buyer.wait(jobId)

      // Worked out by the readers' own counts: started MB, the node's ask, 8 % to the nearest base unit.
      const megabytes = (counted.alice + counted.bob + 999_999n) / 1_000_000n
      const cost = (megabytes * RATE) / 1_000_000n
      const fee = (cost * 8n + 50n) / 100n
      expect(megabytes).toBeGreaterThan(2_000n)
      expect(usage).toBe(megabytes)
      const settled = await market().chain.settled(taskId)
      expect(settled).toMatchObject({ usage: megabytes, rate: RATE, nodeId, cost, providerAmount: cost - fee })
      expect(settled.buyerAmount).toBe(request.budget - cost)
      await expect(buyer.servingPlace(jobId)).rejects.toMatchObject({ code: 'NOT_SERVING' })

      /** Reads one file once the agent is back. */
      async function readAgain(reader: Reader): Promise<bigint> {
        const [name, hash] = [...hashes][0] as [string, string]
        for (const end = Date.now() + 90_000; ; ) {
          try {
            return await readsAll(reader, 1, new Map([[name, hash]]))
          } catch (error) {
            const isBack = !['NODE_UNREACHABLE', 'NOT_SERVED'].includes(String(codeOf(error)))
            if (isBack || Date.now() > end) throw error
            await new Promise((done) => setTimeout(done, 250))
          }
        }
      }
    })
  })
}
