import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chunkListOf, chunksOf, encodeReceipts, RECEIPTS_OUTPUT, SERVING } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import {
  type CollectedOutput,
  type Execution,
  type Executor,
  ExecutorError,
  type ServingTask,
  stoppedBy,
} from '../executor/index.js'
import type { FileHere, FileServer } from './createFileServer.js'
import { createReaderSessions } from './createReaderSessions.js'
import { createReceiptBook, type ReceiptBook } from './createReceiptBook.js'
import { createServingLedger } from './createServingLedger.js'

export interface ServeDeps {
  readonly server: Pick<FileServer, 'serve'>
  /** Base URL at which readers reach the server. */
  readonly url: string
  /** The marketplace's, which receipts are signed for. */
  readonly domain: TypedDataDomain
}

/** Time for the receipts of the last chunks, milliseconds. */
const LAST_RECEIPTS_MS = 1_000

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

type Loaded = { readonly files: ReadonlyMap<string, FileHere> } | { readonly refusal: string }

/** The files with the lists of their chunks, as the job's specification binds them; or why no node can serve them. */
async function loadFiles(files: ServingTask['files']): Promise<Loaded> {
  const loaded = new Map<string, FileHere>()
  for (const { as, cid, chunks, path, size } of files) {
    const chunkList = await chunkListOf(chunksOf(await openAsBlob(path)), sha256)
    const found = Buffer.from(sha256(chunkList)).toString('hex')
    if (found !== chunks) {
      const text = `expected the list of chunks of ${as} with SHA-256 ${chunks}, which program.chunks names, got ${found}`
      return { refusal: `${text}; the buyer's client has to make it of chunks of ${SERVING.chunkBytes} bytes` }
    }
    loaded.set(cid, { path, size, chunkList })
  }
  return { files: loaded }
}

/** Resolves when the time is over, or the signal is aborted. */
function timeOver(seconds: number, signal: AbortSignal): Promise<'TIME'> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      resolve('TIME')
    }
    const timer = setTimeout(done, Math.max(0, seconds) * 1_000)
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
}

async function writeReceipts(folder: string, book: ReceiptBook): Promise<CollectedOutput> {
  const text = Buffer.from(encodeReceipts(book.receipts))
  const path = join(folder, RECEIPTS_OUTPUT)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path, text, { mode: 0o600 })
  return { name: RECEIPTS_OUTPUT, path, size: text.length, sha256: Buffer.from(sha256(text)).toString('hex') }
}

/**
 * Serves a job's files in place of running a program: until its megabytes are used up, its time is over, or its buyer
 * stops it. The output is the highest receipt of each reader.
 */
export function createServeExecutor({ server, url, domain }: ServeDeps): Executor {
  return {
    name: 'serve',
    describe: async () => `no program runs; files are served at ${url} to the readers that a job lists`,
    async run({ serving, limits, workDir }, hooks, signal) {
      if (!serving) throw new ExecutorError('expected a job that serves files')
      const started = performance.now()
      const end = (rest: Partial<Execution>): Execution => ({
        ...{ outcome: 'EXITED', exitCode: 0, detail: null, cpuSeconds: 0, isolation: 'none' },
        wallSeconds: (performance.now() - started) / 1_000,
        ...{ outputs: [], missingOutputs: [], oversizedOutputs: [], unsafeOutputs: [] },
        ...rest,
      })
      const loaded = await loadFiles(serving.files)
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
          timeOver(limits.seconds, waiting),
        ])
        over.abort()
        ledger.close()
        // Chunks that are on their way may still be paid.
        if (!signal.aborted || stoppedBy(signal) === 'STOPPED') await ledger.settled(LAST_RECEIPTS_MS)
        const outcome = signal.aborted ? stoppedBy(signal) : 'EXITED'
        const why = cause === 'USED_UP' ? 'the megabytes are used up' : 'the time is over'
        await hooks.onLog('stdout', `${outcome === 'EXITED' ? why : 'stopped'}; ${ledger.paid} bytes have receipts\n`)
        const stopped = outcome === 'STOPPED' ? 'the buyer had it stopped' : 'the node stopped it'
        return end({
          outcome,
          ...(outcome === 'EXITED' ? {} : { exitCode: null, detail: stopped }),
          outputs: outcome === 'KILLED' ? [] : [await writeReceipts(workDir, book)],
          receiptedBytes: ledger.paid,
        })
      } finally {
        withdraw()
      }
    },
  }
}
