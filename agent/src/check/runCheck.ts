import { createReadStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECK_LIMITS, type JobSpec, type RunReport, runSeedOf } from '@aiigo/domain'
import type { CheckWork, Provider } from '@aiigo/sdk'
import { createOutputMac, type JobKey } from '@aiigo/sealing'
import type { Logger } from '@aiigo/service'
import { createPrintedDigests } from '../assignment/createPrintedDigests.js'
import { fetchJobFiles } from '../assignment/fetchJobFiles.js'
import { obtainKey } from '../assignment/obtainKey.js'
import { exitCodeOf } from '../assignment/resultManifest.js'
import { sealFile } from '../assignment/sealFile.js'
import { taskOf } from '../assignment/taskOf.js'
import type { Blobs } from '../blobs.js'
import type { CollectedOutput, Execution, ExecutorRegistry } from '../executor/index.js'
import { atMost } from '../waiting/atMost.js'
import { retry } from '../waiting/retry.js'

export interface CheckDeps {
  readonly provider: Pick<Provider, 'now' | 'refuseCheck' | 'reportCheck' | 'requestKey'>
  readonly blobs: Blobs
  readonly executors: ExecutorRegistry
  /** Of this run alone; emptied first, removed afterwards. */
  readonly folder: string
  readonly log: Logger
}

/** Kept at the end to store and to hand in the report, milliseconds. */
const REPORT_MS = 2_000

/** The end of a text that comes in pieces. */
function createTail(most: number): { add(text: string): void; readonly text: string } {
  let kept = ''
  return {
    add(text) {
      kept = (kept + text).slice(-most)
    },
    get text() {
      return kept.toWellFormed()
    },
  }
}

async function digestOf({ path, sha256 }: CollectedOutput, key: JobKey | null): Promise<string> {
  if (!key) return sha256
  const mac = createOutputMac(key.identity)
  for await (const chunk of createReadStream(path)) mac.update(chunk as Buffer)
  return mac.digest()
}

/**
 * Runs a job again and reports what came of it, without its outputs.
 * @throws what keeps this node from it; the platform asks another one then
 */
export async function runCheck(work: CheckWork, spec: JobSpec, deps: CheckDeps, signal: AbortSignal): Promise<void> {
  const { provider, blobs, executors, folder, log } = deps
  const until = work.dueAt * 1_000
  const leftUntil = (end: number): number => atMost(end - provider.now())
  const ending = AbortSignal.any([signal, AbortSignal.timeout(leftUntil(until))])
  const again = <T>(what: string, step: () => Promise<T>): Promise<T> =>
    retry(step, { what, log, signal: ending, until, now: provider.now })
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(join(folder, 'fetched'), { recursive: true, mode: 0o700 })
    const { files } = spec
    const key = files.privacy === 'none' ? null : await obtainKey(work, files, { provider, log, signal: ending, until })
    const { refusal, programPath, inputs, secrets } = await fetchJobFiles({
      ...{ jobId: work.jobId, spec, needs: work.needs, key, folder: join(folder, 'fetched'), blobs, again },
      ...{ transfer: ending, now: provider.now },
    })
    if (refusal !== null) {
      await again('refusing a check', () => provider.refuseCheck(work.id, refusal))
      return
    }
    const printed = createPrintedDigests(runSeedOf(spec))
    const tail = createTail(CHECK_LIMITS.logEnd)
    const running = AbortSignal.any([signal, AbortSignal.timeout(leftUntil(until - REPORT_MS))])
    const execution = await executors.executorFor(spec.program.kind).run(
      // A re-run begins at the start, and so does the checkpoint.
      taskOf(spec, { programPath, inputs, secrets, checkpointPath: null, workDir: join(folder, 'job') }),
      { onBytes: printed.update, onLog: (_, text) => void tail.add(text) },
      running,
    )
    signal.throwIfAborted()
    if (execution.outcome === 'KILLED') {
      await again('refusing a check', () => provider.refuseCheck(work.id, 'the run did not end in time'))
      return
    }
    const report: RunReport = {
      outcome: execution.outcome,
      exitCode: exitCodeOf(execution),
      printed: printed.digests(),
      outputs: await Promise.all(
        execution.outputs.map(async (output) => ({ name: output.name, digest: await digestOf(output, key) })),
      ),
    }
    const path = await writeReport(work, execution, report, tail.text, folder, key)
    const { cid, sha256, size } = await again('storing the report', () => blobs.upload({ path }, ending))
    await again('reporting a check', () => provider.reportCheck(work, report, { cid, sha256, size }))
    log.info({ outcome: report.outcome }, 'reported a re-run')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The file for a panel: the report, and the end of the log. @returns its path; sealed where the job's files are */
async function writeReport(
  { jobId, attempt, nodeId }: CheckWork,
  { detail, wallSeconds }: Execution,
  report: RunReport,
  logEnd: string,
  folder: string,
  key: JobKey | null,
): Promise<string> {
  const path = join(folder, 're-run.json')
  await writeFile(
    path,
    `${JSON.stringify({ jobId, attempt, nodeId, ...report, detail, wallSeconds, logEnd }, null, 2)}\n`,
  )
  if (!key) return path
  const sealed = join(folder, 're-run.sealed')
  await sealFile(path, sealed, key)
  return sealed
}
