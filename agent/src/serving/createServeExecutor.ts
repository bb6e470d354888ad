import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { chunkListOf, chunksOf, SERVING } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import {
  type Execution,
  type Executor,
  ExecutorError,
  type ServingTask,
  type TimeLimit,
  timeLimitOf,
  whenOver,
} from '../executor/index.js'
import type { FileHere, FileServer } from './createFileServer.js'
import { createReaderSessions } from './createReaderSessions.js'
import { createReceiptBook } from './createReceiptBook.js'
import { createServingLedger } from './createServingLedger.js'
import { servingEnd, writeReceipts } from './writeReceipts.js'

export interface ServeDeps {
  readonly server: Pick<FileServer, 'serve'>
  /** Base URL at which readers reach the server. */
  readonly url: string
  /** The marketplace's, which receipts are signed for. */
  readonly domain: TypedDataDomain
}

/** Time for the receipts of the last chunks, milliseconds. */
const LAST_RECEIPTS_MS = 3_000

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

type Loaded = { readonly files: ReadonlyMap<string, FileHere> } | { readonly refusal: string }

/** The chunks of a file, until the signal is aborted. */
async function* chunksUntil(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOf(await openAsBlob(path))) {
    if (signal.aborted) return
    yield chunk
  }
}

/** The files with the lists of their chunks, as the job's specification binds them; or why no node can serve them. */
async function loadFiles(files: ServingTask['files'], signal: AbortSignal): Promise<Loaded> {
  const loaded = new Map<string, FileHere>()
  for (const { as, cid, chunks, path, size } of files) {
    const chunkList = await chunkListOf(chunksUntil(path, signal), sha256)
    // Nothing is served in a run that is over.
    if (signal.aborted) return { files: new Map() }
    const found = Buffer.from(sha256(chunkList)).toString('hex')
    if (found !== chunks) {
      const text = `expected the list of chunks of ${as} with SHA-256 ${chunks}, which program.chunks names, got ${found}`
      return { refusal: `${text}; the buyer's client has to make it of chunks of ${SERVING.chunkBytes} bytes` }
    }
    loaded.set(cid, { path, size, chunkList })
  }
  return { files: loaded }
}

/** Resolves when the time is over, or the signal is aborted. @param began as `performance.now()` has it */
function timeOver(time: TimeLimit, began: number, signal: AbortSignal): Promise<'TIME'> {
  return new Promise((resolve) => {
    const done = (): void => {
      endTimer()
      resolve('TIME')
    }
    const endTimer = whenOver(time, began, done)
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
}

/**
 * Serves a job's files in place of running a program: until its megabytes are used up, its time is over, or its buyer
 * stops it. The output is the highest receipt of each reader.
 */
export function createServeExecutor({ server, url, domain }: ServeDeps): Executor {
  return {
    name: 'serve',
    describe: async () => `no program runs; files are served at ${url} to the readers that a job lists`,
    async run(task, hooks, signal) {
      const { serving, workDir } = task
      if (!serving) throw new ExecutorError('expected a job that serves files')
      const started = performance.now()
      const end = (rest: Partial<Execution>): Execution => ({
        ...{ outcome: 'EXITED', exitCode: 0, detail: null, cpuSeconds: 0, isolation: 'none' },
        wallSeconds: (performance.now() - started) / 1_000,
        ...{ outputs: [], missingOutputs: [], oversizedOutputs: [], unsafeOutputs: [] },
        ...rest,
      })
      const loaded = await loadFiles(serving.files, signal)
      if ('refusal' in loaded)
        return end({ outcome: 'REFUSED', exitCode: null, detail: loaded.refusal, wallSeconds: 0 })
      const { run, readers, maxBytes, bookPath } = serving
      const book = await createReceiptBook(bookPath)
      const ledger = createServingLedger({ domain, run, readers, maxBytes, book })
      const withdraw = server.serve({
        ...{ taskId: run.taskId, files: loaded.files, ledger, book },
        sessions: createReaderSessions(domain, run),
      })
      try {
        hooks.onServing?.(url, () => ledger.paid)
        const over = new AbortController()
        const waiting = AbortSignal.any([signal, over.signal])
        const cause = await Promise.race([
          ledger.usedUp.then(() => 'USED_UP' as const),
          timeOver(timeLimitOf(task), started, waiting),
        ])
        over.abort()
        ledger.close()
        // Chunks that are on their way may still be paid.
        await ledger.settled(LAST_RECEIPTS_MS)
        withdraw()
        const how = servingEnd(signal)
        const isTime = !signal.aborted || (signal.reason as Error).name === 'TimeoutError'
        const why = cause === 'USED_UP' ? 'the megabytes are used up' : isTime ? 'the time is over' : 'stopped'
        await hooks.onLog('stdout', `${why}; ${ledger.paid} bytes have receipts\n`)
        return end({ ...how, outputs: [await writeReceipts(workDir, book.receipts)], receiptedBytes: ledger.paid })
      } finally {
        withdraw()
      }
    },
  }
}
