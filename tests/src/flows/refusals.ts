import { marketplaceDomain, taskIdOf } from '@aiigo/chain'
import { createClient, SiweNonceDocument, SiweVerifyDocument } from '@aiigo/client'
import { InvalidInputError, parseJobFile } from '@aiigo/domain'
import { type Buyer, connect } from '@aiigo/sdk'
import { downloadResult, uploadJob } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import { privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { ask } from '../testkit/ask.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys } from './buys.js'

const SUBMIT = `mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } userErrors { code field message } } }`

interface Submitted {
  submitJob: { job: { id: string } | null; userErrors: { code: string; field: string | null; message: string }[] }
}

/** Input that breaks a rule: refused with what was expected, what came and what to do, and nothing is stored. */
export function describeRefusals(market: () => Marketplace): void {
  /** Sends a specification as a stranger's program would, past the checks of our own client. */
  async function sendRaw(buyer: Buyer, changes: Record<string, unknown>) {
    const { spec: stored } = await uploadJob(buyer, await market().example('kmeans'))
    const spec = { ...stored, ...changes }
    return ask<Submitted>(
      market().stack.urls.api,
      SUBMIT,
      { input: { clientRequestId: crypto.randomUUID(), spec } },
      buyer.client.session()?.accessToken ?? null,
    )
  }

  async function submitRaw(buyer: Buyer, changes: Record<string, unknown>) {
    const answer = await sendRaw(buyer, changes)
    expect(answer.errors).toBeUndefined()
    expect(answer.data?.submitJob.job).toBeNull()
    return answer.data?.submitJob.userErrors ?? []
  }

  describe('bad input', () => {
    it('a malformed job file: every problem at once', () => {
      expect(() =>
        parseJobFile('version: 1\nname: ""\nresources: { type: ABACUS }\nbudget: { token: ETH, amount: -1 }\n'),
      ).toThrow(
        expect.objectContaining({
          problems: expect.arrayContaining([
            expect.objectContaining({ field: 'name' }),
            expect.objectContaining({ field: 'resources.type' }),
            expect.objectContaining({ field: 'budget.amount' }),
            expect.objectContaining({ field: 'program' }),
          ]),
        }),
      )
    })

    it('an unknown resource type', async () => {
      const { data, errors } = await sendRaw(await market().buyer(), { resources: { type: 'ABACUS', units: 1 } })
      expect(data ?? null).toBeNull()
      expect(errors).toMatchObject([{ message: expect.stringMatching(/ABACUS.*resources\.type/) }])
    })

    it('a budget below every ask names the lowest one', async () => {
      const errors = await submitRaw(await market().buyer(), {
        budget: { token: 'ETH', amount: '0.0000000000001', maxRate: '0.000000000000000002' },
      })
      expect(errors[0]).toMatchObject({ code: 'BUDGET_BELOW_EVERY_ASK' })
    })

    it('an input larger than the store takes', async () => {
      const buyer = await market().buyer()
      const token = await buyer.connection.files.toStore()
      const response = await fetch(`${market().stack.urls.blob}/blobs`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}` },
        // 4 MiB, 16 bytes for each of its 64 chunks and 1 KiB for the header of a sealed file; and one more.
        body: new Uint8Array(4_194_304 + 64 * 16 + 1_024 + 1),
      })
      expect(response.status).toBe(413)
      expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(/4196352/) } })
    })

    it('a file that nobody stored', async () => {
      const missing = {
        as: 'points.csv',
        cid: 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
        sha256: 'ab'.repeat(32),
        size: 3,
      }
      const errors = await submitRaw(await market().buyer(), { inputs: [missing] })
      expect(errors.length).toBeGreaterThan(0)
    })

    it('a replica without the others is refused by name', async () => {
      const replica = { verification: { mode: 'REPLICATED', replicas: 3 }, seed: 'ab'.repeat(16) }
      const errors = await submitRaw(await market().buyer(), replica)
      expect(errors[0]).toMatchObject({ code: 'REPLICAS_ARE_A_GROUP' })
    })

    it('a signature for another chain', async () => {
      const client = createClient({ url: market().stack.urls.api })
      const account = privateKeyToAccount(`0x${'5a'.repeat(32)}`)
      const { siweNonce } = await client.execute(SiweNonceDocument)
      const message = createSiweMessage({
        ...siweNonce,
        chainId: 1,
        address: account.address,
        version: '1',
        issuedAt: new Date(),
      })
      const signature = await account.signMessage({ message })
      const { siweVerify } = await client.execute(SiweVerifyDocument, { message, signature })
      await client.close()
      expect(siweVerify.session).toBeNull()
      expect(siweVerify.userErrors[0]?.message).toMatch(/chain/i)
    })

    it('a wallet on another chain than the platform', async () => {
      const { urls, accounts } = market().stack
      const other = await startOtherChain()
      try {
        const wallet = privateKeyToAccount(accounts.buyers[0]?.privateKey ?? '0x')
        await expect(connect({ apiUrl: urls.api, rpcUrl: other.url, wallet })).rejects.toThrow(/chain 31337.*chain 1/)
      } finally {
        other.stop()
      }
    })

    it('the same request twice is one job', async () => {
      const buyer = await market().buyer()
      const uploaded = await uploadJob(buyer, await market().example('kmeans'))
      const clientRequestId = crypto.randomUUID()
      const submit = () => buyer.submit(uploaded, { clientRequestId })
      const [first, second] = [await submit(), await submit()]
      expect(second.jobId).toBe(first.jobId)
      expect(second.taskId).toBe(first.taskId)
      expect(
        taskIdOf(
          marketplaceDomain(market().stack.chainId, market().stack.deployment.addresses.TaskMarketplace),
          first.request,
        ),
      ).toBe(first.taskId)
    })

    it('another wallet can neither see, approve nor cancel a job', async () => {
      const owner = await market().buyer()
      const stranger = await market().buyer()
      const { jobId } = await buys(market(), owner, await market().example('kmeans'))
      await expect(stranger.approve(jobId)).rejects.toThrow()
      await expect(stranger.cancel(jobId)).rejects.toThrow(InvalidInputError)
      await expect(downloadResult(stranger, jobId, await market().folder())).rejects.toThrow()
    })
  })
}

/** A JSON-RPC endpoint of a chain with another id. */
async function startOtherChain(): Promise<{ url: string; stop(): void }> {
  const { createServer } = await import('node:http')
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { id } = JSON.parse(body) as { id: number }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ jsonrpc: '2.0', id, result: '0x1' }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() }
}
