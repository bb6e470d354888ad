import { type ServingRun, verifyReceipts } from '@aiigo/chain'
import { recoverSigner } from '@aiigo/chain/node'
import {
  AiigoError,
  decodeReceipts,
  type JobSpec,
  RECEIPT_LIST_BYTES,
  RECEIPTS_OUTPUT,
  receiptedMegabytes,
} from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import { type ManifestFile, ResultMismatch } from './checkManifest.js'
import type { BlobReader } from './createBlobReader.js'

/** The bill of a run that served files. */
interface ServedBill {
  readonly run: ServingRun
  /** MB, as the node signed it. */
  readonly usage: bigint
  readonly files: readonly ManifestFile[]
  /** Wallet that has to have stored the receipts. */
  readonly provider: string
}

/**
 * Checks the bill of a job that serves files: no more than its readers have signed for. Other jobs have no such bill.
 * @throws ResultMismatch when it is more, or a receipt is not what it should be
 * @throws RetryableError while the receipts can't be fetched
 */
export async function checkReceipts(
  blobs: BlobReader,
  { program }: Pick<JobSpec, 'program'>,
  domain: TypedDataDomain,
  { run, usage, files, provider }: ServedBill,
): Promise<void> {
  if (program.kind !== 'serve' || usage === 0n) return
  const file = files.find(({ name }) => name === RECEIPTS_OUTPUT)
  if (!file) throw new ResultMismatch(`expected ${RECEIPTS_OUTPUT} with a bill of ${usage} MB, got none`)
  const text = Buffer.from(await blobs.read(file.cid, RECEIPT_LIST_BYTES, provider)).toString('utf8')
  const bytes = await bytesOf(text)
  if (usage <= receiptedMegabytes(bytes)) return
  throw new ResultMismatch(
    `expected a bill of at most ${receiptedMegabytes(bytes)} MB, which readers have signed for, got ${usage}`,
  )

  async function bytesOf(list: string): Promise<bigint> {
    try {
      const { readers } = program as Extract<JobSpec['program'], { kind: 'serve' }>
      const verified = await verifyReceipts(domain, run, { readers, receipts: decodeReceipts(list) }, recoverSigner)
      return verified.bytes
    } catch (error) {
      if (error instanceof AiigoError && error.code === 'BAD_RECEIPTS') throw new ResultMismatch(error.message)
      throw error
    }
  }
}
