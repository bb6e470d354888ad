import { createHash } from 'node:crypto'
import { idle } from '@aiigo/domain'
import type { LogLine } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import { retry } from '../waiting/retry.js'

type Stream = LogLine['stream']
type Waiting = Pick<LogLine, 'stream' | 'text' | 'at'>

export interface LogShipperOptions {
  /** Sends lines; sending one again changes nothing. Returns the highest number the platform has. */
  readonly send: (lines: readonly LogLine[]) => Promise<number>
  readonly log: Logger
  /** Aborting it drops what waits. */
  readonly signal: AbortSignal
  /** At most one batch per this time, milliseconds. */
  readonly intervalMs?: number
  readonly batchLines?: number
  /** Bytes a batch's texts may have as JSON, where a control character has six; the platform takes bodies of 1 MB. */
  readonly batchBytes?: number
  /** Characters that may wait; lines beyond are left out and counted. */
  readonly bufferCharacters?: number
}

export interface LogShipper {
  add(stream: Stream, text: string): void
  /** Starts sending. Until then lines wait. */
  open(firstLine: string): void
  /** Waits until everything added so far was sent, or the time is over; returns whether it was. */
  flush(timeoutMs: number): Promise<boolean>
  /** SHA-256 over the program's lines (not SYSTEM), each `<STREAM>\t<text>\n`; lines left out are not in it. */
  sha256(): string
}

/**
 * Numbers a run's log lines and sends them in batches, one at a time, again and again until the platform has them. The
 * first line goes alone: its answer says how far the platform's numbering is, so that a run after a restart goes on
 * behind the one before.
 */
export function createLogShipper(options: LogShipperOptions): LogShipper {
  const { send, log, signal, intervalMs = 100, batchLines = 500 } = options
  const { batchBytes = 512 * 1_024, bufferCharacters = 4 * 1_024 * 1_024 } = options
  const hash = createHash('sha256')
  let waiting: Waiting[] = []
  let waitingCharacters = 0
  let leftOut = 0
  let sending = false
  let opened = false
  let failed = false
  let wake: () => void = () => undefined

  const line = (stream: Stream, text: string): Waiting => ({ stream, text, at: new Date().toISOString() })

  function push(entry: Waiting): void {
    waiting.push(entry)
    waitingCharacters += entry.text.length + 1
    wake()
  }

  function nextBatch(): Waiting[] {
    let count = 0
    let bytes = 0
    while (count < Math.min(batchLines, waiting.length)) {
      bytes += Buffer.byteLength(JSON.stringify((waiting[count] as Waiting).text))
      if (count > 0 && bytes > batchBytes) break
      count++
    }
    const batch = waiting.slice(0, count)
    waiting = waiting.slice(count)
    waitingCharacters -= batch.reduce((sum, entry) => sum + entry.text.length + 1, 0)
    if (leftOut > 0 && waiting.length === 0) {
      push(line('SYSTEM', `${leftOut} lines are left out here: they came faster than the platform took them`))
      leftOut = 0
    }
    return batch
  }

  async function deliver(lines: readonly LogLine[]): Promise<number> {
    return retry(() => send(lines), { what: 'sending log lines', log, signal })
  }

  async function ship(first: Waiting): Promise<void> {
    sending = true
    let lastSeq = Math.max(1, await deliver([{ ...first, sourceSeq: 1 }]))
    for (;;) {
      await idle(intervalMs, signal)
      if (waiting.length === 0) {
        sending = false
        await new Promise<void>((resolve) => {
          wake = resolve
          signal.addEventListener('abort', () => resolve(), { once: true })
          if (waiting.length > 0) resolve()
        })
        wake = () => undefined
        sending = true
      }
      if (signal.aborted) return
      const batch = nextBatch().map((entry, index) => ({ ...entry, sourceSeq: lastSeq + 1 + index }))
      await deliver(batch)
      lastSeq += batch.length
    }
  }

  return {
    add(stream, text) {
      if (waitingCharacters + text.length + 1 > bufferCharacters && stream !== 'SYSTEM') {
        leftOut++
        return
      }
      if (stream !== 'SYSTEM') hash.update(`${stream}\t${text}\n`)
      if (!failed) push(line(stream, text))
    },
    open(firstLine) {
      if (opened) return
      opened = true
      ship(line('SYSTEM', firstLine)).catch((error: unknown) => {
        // Refused for good (the job has ended meanwhile), or stopped: the run itself does not depend on its log.
        failed = true
        waiting = []
        if (!signal.aborted) log.warn({ err: error }, 'the log can not be sent any more')
      })
    },
    async flush(timeoutMs) {
      const end = Date.now() + timeoutMs
      const done = (): boolean => failed || (opened && !sending && waiting.length === 0)
      while (!done() && Date.now() < end && !signal.aborted) await idle(20, signal)
      return done() && !failed
    },
    sha256: () => hash.copy().digest('hex'),
  }
}
