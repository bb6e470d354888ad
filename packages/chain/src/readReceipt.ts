import { type Hex, NotRetryableError, type SignedReceipt } from '@aiigo/domain'
import { type Address, hashTypedData, type TypedDataDomain } from 'viem'
import { type RecoverSigner, recoverByViem } from './recoverByViem.js'

/** A task's attempt at a node: the running of one job that serves files. */
export interface ServingRun {
  taskId: Hex
  /** The on-chain attempt. */
  attempt: number
  nodeId: Hex
}

/** A reader's word for the bytes that came. */
export interface ReadReceipt extends ServingRun {
  /** All bytes that the reader has had of this run so far. A later receipt never has less. */
  bytes: bigint
}

/** A reader's opening of a session at a node. */
export interface ReadSession extends ServingRun {
  /** The node's, good once. */
  nonce: Hex
}

const run = [
  { name: 'taskId', type: 'bytes32' },
  { name: 'attempt', type: 'uint8' },
  { name: 'nodeId', type: 'bytes8' },
] as const

const receiptTypes = { ReadReceipt: [...run, { name: 'bytes', type: 'uint64' }] } as const
const sessionTypes = { ReadSession: [...run, { name: 'nonce', type: 'bytes32' }] } as const

/** Typed data by which a reader signs for the bytes that it has had. No contract takes it. */
export function readReceiptTypedData(domain: TypedDataDomain, message: ReadReceipt) {
  return { domain, types: receiptTypes, primaryType: 'ReadReceipt', message } as const
}

/** Typed data by which a reader shows a node that it has its key. No contract takes it. */
export function readSessionTypedData(domain: TypedDataDomain, message: ReadSession) {
  return { domain, types: sessionTypes, primaryType: 'ReadSession', message } as const
}

/** Receipts whose signatures are right. */
export interface VerifiedReceipts {
  /** Bytes by reader, addresses in lower case. */
  readonly bytesByReader: ReadonlyMap<string, bigint>
  /** Of all readers together. */
  readonly bytes: bigint
}

const MAX_BYTES = 2n ** 63n

/**
 * Checks the receipts of a run: each by a reader of the job, one for each reader, signed for this run.
 * @param readers that the job lists
 * @param recover faster ways to recover a signer; viem's unless given
 * @throws NotRetryableError `BAD_RECEIPTS` with the first wrong one
 */
export async function verifyReceipts(
  domain: TypedDataDomain,
  run: ServingRun,
  { readers, receipts }: { readonly readers: readonly string[]; readonly receipts: readonly SignedReceipt[] },
  recover: RecoverSigner = recoverByViem,
): Promise<VerifiedReceipts> {
  const known = new Set(readers.map((reader) => reader.toLowerCase()))
  const bytesByReader = new Map<string, bigint>()
  for (const receipt of receipts) {
    const reader = receipt.reader.toLowerCase()
    if (!known.has(reader)) throw badReceipt(`expected receipts of the job's readers, got one of ${receipt.reader}`)
    if (bytesByReader.has(reader)) throw badReceipt(`expected one receipt of each reader, got two of ${receipt.reader}`)
    if ((await signerOf(domain, run, receipt, recover)) !== reader) {
      throw badReceipt(`expected a receipt that ${receipt.reader} has signed for this run, got another signature`)
    }
    bytesByReader.set(reader, BigInt(receipt.bytes))
  }
  return { bytesByReader, bytes: [...bytesByReader.values()].reduce((sum, bytes) => sum + bytes, 0n) }
}

const badReceipt = (message: string) => new NotRetryableError('BAD_RECEIPTS', message)

/** The wallet that signed a receipt for a run, in lower case; null where no key made the signature. */
export async function signerOf(
  domain: TypedDataDomain,
  run: ServingRun,
  { bytes, signature }: Pick<SignedReceipt, 'bytes' | 'signature'>,
  recover: RecoverSigner = recoverByViem,
): Promise<string | null> {
  const count = BigInt(bytes)
  if (count >= MAX_BYTES) return null
  const digest = hashTypedData(readReceiptTypedData(domain, { ...run, bytes: count }))
  const signer: Address | null = await recover(digest, signature as Hex)
  return signer?.toLowerCase() ?? null
}
