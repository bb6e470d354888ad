import type { Hex, SignedReceipt } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { concat, encodeAbiParameters, hashTypedData, keccak256, pad, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readReceiptTypedData, readSessionTypedData, type ServingRun, verifyReceipts } from './readReceipt.js'
import { recoverSigner } from './recoverSigner.js'
import { marketplaceDomain } from './taskMessages.js'

const marketplace = '0x5FbDB2315678afecb367f032d93F642f64180aa3' as const
const domain = marketplaceDomain(31337, marketplace)
const alice = privateKeyToAccount(pad('0xa1', { size: 32 }))
const bob = privateKeyToAccount(pad('0xb0', { size: 32 }))
const run: ServingRun = { taskId: pad('0x07', { size: 32 }), attempt: 2, nodeId: '0x0102030405060708' }

/** The digest, put together from the standard: bytes8 is padded on the right, numbers on the left. */
function digestByHand(type: string, last: Hex): Hex {
  const domainType = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
  const [typed, name, version] = [domainType, 'AIIGO Marketplace', '1'].map((text) => keccak256(toHex(text)))
  const contract = pad(marketplace, { size: 32 })
  const separator = keccak256(
    concat([typed as Hex, name as Hex, version as Hex, encodeAbiParameters([{ type: 'uint256' }], [31337n]), contract]),
  )
  const attempt = pad(toHex(run.attempt), { size: 32 })
  const nodeId = pad(run.nodeId, { size: 32, dir: 'right' })
  const struct = keccak256(concat([keccak256(toHex(type)), run.taskId, attempt, nodeId, last]))
  return keccak256(concat(['0x1901', separator, struct]))
}

describe('what a reader signs', () => {
  it.each([0n, 1n, 1_048_576n, 2n ** 63n - 1n])('is the EIP-712 digest of a receipt for %s bytes', (bytes) => {
    expect(hashTypedData(readReceiptTypedData(domain, { ...run, bytes }))).toBe(
      digestByHand(
        'ReadReceipt(bytes32 taskId,uint8 attempt,bytes8 nodeId,uint64 bytes)',
        pad(toHex(bytes), { size: 32 }),
      ),
    )
  })

  it('is the EIP-712 digest of an opening', () => {
    const nonce = keccak256('0x01')
    expect(hashTypedData(readSessionTypedData(domain, { ...run, nonce }))).toBe(
      digestByHand('ReadSession(bytes32 taskId,uint8 attempt,bytes8 nodeId,bytes32 nonce)', nonce),
    )
  })
})

async function receiptOf(account: typeof alice, bytes: bigint, of: ServingRun = run): Promise<SignedReceipt> {
  const signature = await account.signTypedData(readReceiptTypedData(domain, { ...of, bytes }))
  return { reader: account.address, bytes: bytes.toString(), signature }
}

describe('the receipts of a run', () => {
  const readers = [alice.address, bob.address]

  it('add up by reader, by either way to recover a signer', async () => {
    const receipts = [await receiptOf(alice, 5n), await receiptOf(bob, 7_000_000_000n)]
    for (const recover of [undefined, recoverSigner]) {
      const { bytes, bytesByReader } = await verifyReceipts(domain, run, { readers, receipts }, recover)
      expect(bytes).toBe(7_000_000_005n)
      expect(bytesByReader.get(bob.address.toLowerCase())).toBe(7_000_000_000n)
    }
  })

  it.each<[string, () => Promise<SignedReceipt[]>, RegExp]>([
    ['another run', async () => [await receiptOf(alice, 5n, { ...run, attempt: 1 })], /for this run/],
    [
      'another task',
      async () => [await receiptOf(alice, 5n, { ...run, taskId: pad('0x08', { size: 32 }) })],
      /for this run/,
    ],
    [
      'another node',
      async () => [await receiptOf(alice, 5n, { ...run, nodeId: '0x0102030405060709' })],
      /for this run/,
    ],
    ['more bytes than were signed', async () => [{ ...(await receiptOf(alice, 5n)), bytes: '6' }], /for this run/],
    ['another reader', async () => [{ ...(await receiptOf(alice, 5n)), reader: bob.address }], /for this run/],
    ['one reader twice', async () => [await receiptOf(alice, 5n), await receiptOf(alice, 6n)], /one receipt of each/],
    ['beyond every amount', async () => [{ ...(await receiptOf(alice, 5n)), bytes: `${2n ** 63n}` }], /for this run/],
  ])('are refused: %s', async (_what, receipts, message) => {
    await expect(verifyReceipts(domain, run, { readers, receipts: await receipts() })).rejects.toThrow(message)
  })

  it('are refused of a stranger', async () => {
    const receipts = [await receiptOf(bob, 5n)]
    await expect(verifyReceipts(domain, run, { readers: [alice.address], receipts })).rejects.toThrow(
      /job's readers, got one of/,
    )
  })
})
