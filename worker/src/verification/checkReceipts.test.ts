import { createHash } from 'node:crypto'
import { marketplaceDomain, readReceiptTypedData } from '@aiigo/chain'
import { contentIdOf, type JobSpec } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Hex, pad } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { serveBlobs } from '../testing/serveBlobs.js'
import { checkReceipts } from './checkReceipts.js'
import { createBlobReader } from './createBlobReader.js'

const domain = marketplaceDomain(31337, '0x5FbDB2315678afecb367f032d93F642f64180aa3')
const run = { taskId: pad('0x07', { size: 32 }), attempt: 1, nodeId: '0x0102030405060708' as Hex }
const [alice, bob, eve] = ['0xa1', '0xb0', '0xee'].map((key) => privateKeyToAccount(pad(key as Hex, { size: 32 })))
if (!alice || !bob || !eve) throw new Error('no keys')
const spec = {
  program: { kind: 'serve', readers: [alice.address, bob.address], megabytes: 100, chunks: [] },
} as unknown as Pick<JobSpec, 'program'>

const blobs = new Map<string, Uint8Array>()
let store: Awaited<ReturnType<typeof serveBlobs>>
beforeAll(async () => {
  store = await serveBlobs(blobs)
})
afterAll(() => store.close())

/** Checks a bill of so many MB against the text of the stored receipts; null: none are handed in. */
async function check(usage: bigint, text: string | null): Promise<void> {
  const bytes = Buffer.from(text ?? '')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name: 'receipts.json', cid: contentIdOf(sha256), sha256, size: bytes.length }
  blobs.set(file.cid, bytes)
  const reader = createBlobReader({ url: store.url, grants: store.grants, keepSeconds: 60 })
  await checkReceipts(reader, spec, domain, {
    run,
    usage,
    files: text === null ? [] : [file],
    provider: eve?.address ?? '',
  })
}

async function receipt(account: typeof alice, bytes: bigint, of = run) {
  const signature = await account?.signTypedData(readReceiptTypedData(domain, { ...of, bytes }))
  return { reader: account?.address, bytes: bytes.toString(), signature }
}
const list = (...receipts: unknown[]) => JSON.stringify({ version: 1, receipts })

describe('the bill of files that were served', () => {
  it('is at most every started MB that readers have signed for together', async () => {
    const text = list(await receipt(alice, 3_600_000n), await receipt(bob, 400_001n))
    for (const usage of [0n, 1n, 5n]) await expect(check(usage, text)).resolves.toBeUndefined()
    await expect(check(6n, text)).rejects.toThrow(/at most 5 MB, which readers have signed for, got 6/)
  })

  it('needs receipts, but for nothing', async () => {
    await expect(check(0n, null)).resolves.toBeUndefined()
    await expect(check(1n, null)).rejects.toThrow(/expected receipts.json with a bill of 1 MB/)
    await expect(check(1n, list())).rejects.toThrow(/at most 0 MB/)
  })

  it.each<[string, () => Promise<string>]>([
    ['of a stranger', async () => list(await receipt(eve, 9_000_000n))],
    ['of another attempt', async () => list(await receipt(alice, 9_000_000n, { ...run, attempt: 2 }))],
    ['with more bytes than were signed', async () => list({ ...(await receipt(alice, 1n)), bytes: '9000000' })],
    ['twice of one reader', async () => list(await receipt(alice, 5_000_000n), await receipt(alice, 5_000_000n))],
    ['that are none', async () => 'not JSON'],
  ])('is refused with receipts %s', async (_what, text) => {
    await expect(check(1n, await text())).rejects.toMatchObject({ code: 'RESULT_MISMATCH' })
  })
})
