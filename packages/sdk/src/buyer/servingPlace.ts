import { marketplaceDomain, verifyReceipts } from '@aiigo/chain'
import { JobServingDocument } from '@aiigo/client'
import {
  decodeReceipts,
  RECEIPT_LIST_BYTES,
  RECEIPTS_OUTPUT,
  receiptedMegabytes,
  type ServeSpec,
  type ServingPlace,
  storedInputsOf,
} from '@aiigo/domain'
import type { Hex } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { boundJob } from '../dispute/boundJob.js'
import { codeOf, sdkError } from '../errors.js'
import type { ReadReceipts } from './Buyer.js'
import { downloadResultFile, readResult } from './readResult.js'
import { unknownJob } from './unknownJob.js'

/** A job that serves files; its specification is the one that its task binds. */
async function servingJob(connection: Connection, jobId: string, call: CallOptions) {
  const { job } = await connection.client.execute(JobServingDocument, { id: jobId }, call)
  if (!job) throw unknownJob(jobId)
  const { spec, taskId } = boundJob(connection, job, null)
  const { program } = spec
  if (program.kind === 'serve') return { job, spec, taskId, program: program as ServeSpec }
  throw sdkError('NOTHING_SERVED', `expected a job with program.serve, job ${jobId} runs a program (${program.kind})`)
}

/** Where a job serves its files now. */
export async function servingPlace(connection: Connection, jobId: string, call: CallOptions): Promise<ServingPlace> {
  const { job, spec, taskId, program } = await servingJob(connection, jobId, call)
  const serving = job.attemptList.find(({ progress }) => progress?.servedAt)
  const url = serving?.progress?.servedAt
  if (!serving?.number || !url) {
    const text = `expected a job whose node serves now, job ${jobId} is ${job.state}`
    throw sdkError('NOT_SERVING', `${text}; wait until its node serves (EXECUTING), or submit it again`)
  }
  return {
    version: 1,
    url,
    ...{ taskId, attempt: serving.number, nodeId: serving.nodeId },
    ...{ chainId: connection.chainId, marketplace: connection.contracts.taskMarketplace },
    files: storedInputsOf(spec).map(({ as, cid, sha256, size }, index) => ({
      ...{ as, cid, sha256, size },
      chunks: program.chunks[index] ?? '',
    })),
  }
}

/** The receipts of a result, each checked, and the bill compared with them. */
export async function readReceipts(connection: Connection, jobId: string, call: CallOptions): Promise<ReadReceipts> {
  const { spec: _, taskId, program } = await servingJob(connection, jobId, call)
  const result = await readResult(connection, jobId, call)
  const file = result.files.find(({ name }) => name === RECEIPTS_OUTPUT)
  if (file && file.size > RECEIPT_LIST_BYTES) throw badBill(`${RECEIPTS_OUTPUT} has ${file.size} bytes`)
  const text = file ? new TextDecoder().decode(await downloadResultFile(connection, file, call)) : null
  const run = { taskId, attempt: result.attempt, nodeId: result.nodeId as Hex }
  const domain = marketplaceDomain(connection.chainId, connection.contracts.taskMarketplace)
  const receipts = text === null ? [] : readList(text)
  const { bytes, bytesByReader } = await verifyReceipts(domain, run, { readers: program.readers, receipts }).catch(
    (error: unknown) => {
      throw codeOf(error) === 'BAD_RECEIPTS' ? badBill((error as Error).message) : error
    },
  )
  const billable = receiptedMegabytes(bytes)
  if (result.usage > billable) throw badBill(`it bills ${result.usage} MB, its readers have signed for ${billable}`)
  return {
    ...{ jobId, bytes, usage: result.usage, cost: result.cost },
    readers: program.readers.map((reader) => ({
      reader: reader as Hex,
      bytes: bytesByReader.get(reader.toLowerCase()) ?? 0n,
    })),
  }
}

function readList(text: string) {
  try {
    return decodeReceipts(text)
  } catch (error) {
    throw badBill((error as Error).message)
  }
}

const badBill = (message: string) => sdkError('RESULT_MISMATCH', `${message}; do not approve the result`)
