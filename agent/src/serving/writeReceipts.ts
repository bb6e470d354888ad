import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeReceipts, RECEIPTS_OUTPUT, type SignedReceipt } from '@aiigo/domain'
import { type CollectedOutput, type Execution, StopRequest } from '../executor/index.js'

const sha256 = (text: Buffer): string => createHash('sha256').update(text).digest('hex')

/** Writes the output of a job that serves files. @param folder absolute; made when it is missing */
export async function writeReceipts(folder: string, receipts: readonly SignedReceipt[]): Promise<CollectedOutput> {
  const text = Buffer.from(encodeReceipts(receipts))
  const path = join(folder, RECEIPTS_OUTPUT)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path, text, { mode: 0o600 })
  return { name: RECEIPTS_OUTPUT, path, size: text.length, sha256: sha256(text) }
}

/**
 * How the serving of files ended. Its end by time, or because the node stops or its owner needs the machine, is an end
 * like any other: what has receipts is paid.
 */
export function servingEnd(signal: AbortSignal): Pick<Execution, 'outcome' | 'exitCode' | 'detail'> {
  return signal.reason instanceof StopRequest
    ? { outcome: 'STOPPED', exitCode: null, detail: 'the buyer had it stopped' }
    : { outcome: 'EXITED', exitCode: 0, detail: null }
}

/** Bytes of receipts together. */
const receiptedBytesOf = (receipts: readonly SignedReceipt[]): bigint =>
  receipts.reduce((sum, { bytes }) => sum + BigInt(bytes), 0n)

/** A run of which only the receipts of earlier runs are handed in, as nothing can be served any more. */
export async function receiptsAlone(
  folder: string,
  receipts: readonly SignedReceipt[],
  stop: AbortSignal,
): Promise<Execution> {
  return {
    ...servingEnd(stop),
    ...{ wallSeconds: 0, cpuSeconds: 0, isolation: 'none' },
    ...{ outputs: [await writeReceipts(folder, receipts)], missingOutputs: [] },
    ...{ oversizedOutputs: [], unsafeOutputs: [], receiptedBytes: receiptedBytesOf(receipts) },
  }
}
