import { bytesOfMegabytes, JOB_LIMITS, type JobTerms } from '@aiigo/domain'
import { type Hex, isAddressEqual } from 'viem'
import type { Caps } from '../caps/capsSchema.js'

const MIB = 1_048_576

/** The part of the owner's limits that is used now. */
export interface CapUse {
  /** Jobs that are promised or run. */
  readonly jobs: number
  /** Disk space that is promised to them, MiB. */
  readonly diskMiB: number
  /** Bytes of files that were fetched and stored today. */
  readonly bytesToday: number
}

/** The kind of program that an executor runs: an image is the same to both of its executors. */
const kindOf = (executor: NonNullable<Caps['executors']>[number]): string =>
  executor === 'process' ? 'container' : executor

/** The most that the artifacts of a job may be in all their versions, MiB. */
function artifactsMiB({ artifacts, limits }: Pick<JobTerms, 'artifacts' | 'limits'>): number {
  if (!artifacts) return 0
  const versions = 1 + Math.floor(limits.seconds / artifacts.everySeconds)
  return Math.min(versions * limits.outputMiB, limits.outputMiB + limits.seconds * JOB_LIMITS.artifactMiBPerSecond)
}

/** Why the owner's limits keep a job away, for its buyer; null when they do not. @param job its share of the disk */
export function refusalByCaps(
  job: JobTerms & { readonly diskMiB: number },
  buyer: Hex,
  caps: Caps,
  use: CapUse,
): string | null {
  const isAmong = (wallets: readonly string[]): boolean =>
    wallets.some((wallet) => isAddressEqual(wallet as Hex, buyer))
  if ((caps.buyers && !isAmong(caps.buyers)) || (caps.notBuyers && isAmong(caps.notBuyers))) {
    return "the node's owner does not take jobs of this buyer"
  }
  // The owner allows readings sensor by sensor, and the serving of files by the URL for readers.
  const isProgram = job.program.kind !== 'readings' && job.program.kind !== 'serve'
  if (isProgram && caps.executors && !caps.executors.some((executor) => kindOf(executor) === job.program.kind)) {
    return `the program is of kind ${job.program.kind}, the node's owner allows ${caps.executors.join(', ')}`
  }
  if (caps.jobSeconds !== undefined && job.limits.seconds > caps.jobSeconds) {
    return `the program may run ${job.limits.seconds} s, the node's owner allows ${caps.jobSeconds} s`
  }
  if (caps.jobs !== undefined && use.jobs >= caps.jobs)
    return `the node runs ${use.jobs} jobs, its owner allows no more`
  if (caps.diskMiB !== undefined && use.diskMiB + job.diskMiB > caps.diskMiB) {
    const left = Math.max(0, caps.diskMiB - use.diskMiB)
    return `the job may need ${job.diskMiB} MiB of disk space, the node's owner leaves ${left}`
  }
  // Outputs, checkpoints and artifacts count as the most that they may be.
  const { checkpoint, limits } = job
  const versions = checkpoint ? 2 + Math.floor(limits.seconds / checkpoint.everySeconds) : 0
  const written = (limits.outputMiB + versions * (checkpoint?.maxMiB ?? 0) + artifactsMiB(job)) * MIB
  const { program } = job
  const programBytes =
    program.kind === 'serve' ? Number(bytesOfMegabytes(program.megabytes)) : 'size' in program ? program.size : 0
  const files = job.inputs.reduce((sum, { size }) => sum + size, programBytes) + written
  if (caps.bytesPerDay !== undefined && use.bytesToday + files > caps.bytesPerDay) {
    const left = Math.max(0, caps.bytesPerDay - use.bytesToday)
    return `the job may move ${files} bytes of files, the node's owner leaves ${left} for today`
  }
  return null
}
