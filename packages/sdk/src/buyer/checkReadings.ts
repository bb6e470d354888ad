import { assignmentOf, marketplaceDomain, nodeRegistryAbi, readingTypedData } from '@aiigo/chain'
import { JobSpecDocument } from '@aiigo/client'
import { READINGS_FILE, type Reading, readingOf } from '@aiigo/domain'
import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress, type TypedDataDomain } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { readIndexedTask } from '../connect/readIndexedTask.js'
import { boundJob } from '../dispute/boundJob.js'
import { sdkError } from '../errors.js'
import type { JobReadings } from './Buyer.js'
import { downloadResultFile, readResult } from './readResult.js'
import { unknownJob } from './unknownJob.js'

/** Of a node's clock, milliseconds. */
const CLOCK_MS = 60_000
/** Problems that are named. */
const SHOWN = 5
/** Two readings are never nearer than half of their distance; timers of a busy machine are late by some of it. */
const NEAREST = 0.4

/** The job that readings were taken for, and what is known of them beside the file. */
export interface ReadingsWork {
  readonly domain: TypedDataDomain
  readonly taskId: Hex
  readonly attempt: number
  readonly nodeId: Hex
  /** Wallet of the node. */
  readonly provider: Address
  readonly sensor: string
  readonly points: number
  readonly everySeconds: number
  /** Billed data points. */
  readonly usage: bigint
  /** When they can have been taken, epoch milliseconds. */
  readonly from: number
  readonly until: number
}

/** The readings of a file's text, and the problems of its lines. */
function linesOf(text: string): { readings: Reading[]; problems: string[] } {
  const problems: string[] = []
  const readings: Reading[] = []
  const lines = text.split('\n')
  if (lines.pop() !== '') problems.push('the last line has no end')
  for (const [index, line] of lines.entries()) {
    const reading = readingOf(line)
    if (typeof reading === 'string') problems.push(`line ${index + 1}: ${reading}`)
    else readings.push(reading)
  }
  return { readings, problems }
}

/** Problems with the order and the moments of readings. */
function seriesProblems(readings: readonly Reading[], { everySeconds, from, until }: ReadingsWork): string[] {
  const everyMs = everySeconds * 1_000
  const problems: string[] = []
  const times = readings.map(({ at }) => Date.parse(at))
  for (const [index, { sequence, at }] of readings.entries()) {
    const time = times[index] as number
    const before = times[index - 1]
    if (sequence !== index + 1) problems.push(`expected reading ${index + 1}, got ${sequence}`)
    if (time < from - CLOCK_MS) problems.push(`reading ${sequence} is from before the assignment: ${at}`)
    if (time > until + CLOCK_MS) problems.push(`reading ${sequence} is from the future: ${at}`)
    if (before !== undefined && time - before < everyMs * NEAREST) {
      problems.push(`reading ${sequence} came ${time - before} ms after the one before, not ${everyMs} ms`)
    }
  }
  const [first, last] = [times[0], times.at(-1)]
  if (first !== undefined && last !== undefined && last - first < (times.length - 2) * everyMs) {
    problems.push(
      `expected ${times.length} readings to take ${(times.length - 1) * everyMs} ms, got ${last - first} ms`,
    )
  }
  return problems
}

/** The wallet that signed a reading; null for a signature that is none. */
function signerOf(reading: Reading, { domain, ...work }: ReadingsWork): Promise<Address | null> {
  return recoverTypedDataAddress({
    ...readingTypedData(domain, work, reading),
    signature: reading.signature,
  }).catch(() => null)
}

/**
 * Problems of a file of readings: its lines, their order, their moments, their signatures, and a bill that counts more.
 * @param text of `readings.jsonl`
 */
export async function readingProblems(
  text: string,
  work: ReadingsWork,
): Promise<{ readonly readings: readonly Reading[]; readonly problems: readonly string[] }> {
  const { readings, problems } = linesOf(text)
  problems.push(...seriesProblems(readings, work))
  for (const reading of readings) {
    const signer = await signerOf(reading, work)
    if (signer === null || !isAddressEqual(signer, work.provider)) {
      problems.push(
        `reading ${reading.sequence} is signed by ${signer ?? 'nobody'}, not by the node's ${work.provider}`,
      )
    }
  }
  const { usage, points } = work
  if (usage > BigInt(readings.length))
    problems.push(`the bill is for ${usage} points, the result has ${readings.length}`)
  if (readings.length > points) problems.push(`expected at most ${points} readings, got ${readings.length}`)
  return { readings, problems }
}

/** The readings of a job's result, once they were found to be what its node may bill. */
export async function checkReadings(connection: Connection, jobId: string, call: CallOptions): Promise<JobReadings> {
  const { client, reader, contracts, chainId } = connection
  const { job } = await client.execute(JobSpecDocument, { id: jobId }, call)
  if (!job) throw unknownJob(jobId)
  const { spec, taskId } = boundJob(connection, job, null)
  const { program } = spec
  if (program.kind !== 'readings') {
    throw sdkError('NO_READINGS', `expected a job of readings, ${jobId} runs a program: ask for its result`)
  }
  const result = await readResult(connection, jobId, call)
  const { nodeId, attempt, usage, files, outcome, cost } = result
  const file = files.find(({ name }) => name === READINGS_FILE)
  const content = file ? await downloadResultFile(connection, file, call) : new Uint8Array()
  const provider = await reader.readContract({
    ...{ address: contracts.nodeRegistry, abi: nodeRegistryAbi, functionName: 'providerOf', args: [nodeId] },
  } as const)
  const task = await readIndexedTask(client, taskId, call)
  const assignedAt = (task && assignmentOf(task)?.assignedAt) ?? 0
  const { sensor, points, everySeconds } = program
  const { readings, problems } = await readingProblems(new TextDecoder().decode(content), {
    domain: marketplaceDomain(chainId, contracts.taskMarketplace),
    ...{ taskId, attempt, nodeId, provider, sensor, points, everySeconds, usage },
    ...{ from: assignedAt * 1_000, until: client.now() },
  })
  if (problems.length === 0) return { jobId, taskId, nodeId, provider, sensor, points, usage, cost, outcome, readings }
  const more = problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : ''
  const shown = problems.slice(0, SHOWN).join('; ')
  throw sdkError('READINGS_MISMATCH', `${shown}${more}; do not approve the result, open a dispute about it`)
}
