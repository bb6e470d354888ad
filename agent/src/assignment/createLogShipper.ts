import { createHash } from 'node:crypto'
import { countLines, hashedLine, idle, linesOf, type SignedLog, splitLines } from '@aiigo/domain'
import { codeOf, type LogPart } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import { retry } from '../waiting/retry.js'

type Stream = LogPart['stream']

export interface LogShipperOptions {
  /**
   * Stores parts whose first line has that number within the attempt; lines that are stored already are passed over.
   * Returns how many lines the platform has. A call that is aborted may be stored all the same.
   */
  readonly send: (firstLine: number, parts: readonly LogPart[], signal: AbortSignal) => Promise<number>
  readonly log: Logger
  /** Aborting it drops what waits. */
  readonly signal: AbortSignal
  /** Between batches that are not full, milliseconds. */
  readonly intervalMs?: number
  /** Bytes a batch's texts may have as JSON, where a control character has six; the platform takes bodies of 1 MB. */
  readonly batchBytes?: number
  readonly batchParts?: number
  /** UTF-16 units that may wait before `ready` asks the program to. */
  readonly bufferUnits?: number
}

export interface LogShipper {
  /** Adds text with its line ends. Text that ends within a line is followed by the line's rest. */
  add(stream: Stream, text: string): void
  /** A promise while too much waits: what is added before it resolves may not fit into memory. */
  ready(): Promise<void> | null
  /** Starts sending, this line first. Until then text waits. */
  open(firstLine: string): void
  /**
   * Waits until the platform has everything that was added, for `sendMs` at most. What it does not have then is left
   * out, and a last line says so, which has `markMs` to reach the platform. Nothing is sent afterwards.
   * @returns the lines of the run that the platform has
   */
  close(bounds: { readonly sendMs: number; readonly markMs: number }): Promise<SignedLog>
}

/** Units that a part counts beside its text. */
const PART_UNITS = 64
/** Text of one stream is one part while it is so short and so young. */
const JOINED_UNITS = 32_768
const JOINED_MS = 50

interface Waiting {
  readonly stream: Stream
  readonly at: number
  text: string
  /** Whether the text ends with a line's end; what follows an open line is a part of its own. */
  isWhole: boolean
}

const linesIn = (parts: readonly Waiting[]): number => parts.reduce((sum, { text }) => sum + countLines(text), 0)
const endsLine = (text: string): boolean => text.endsWith('\n') || text.endsWith('\r')

function toWaiting(stream: Stream, at: number, text: string): Waiting {
  return { stream, at, text, isWhole: endsLine(text) }
}

function toPart({ stream, at, text }: Waiting): LogPart {
  return { stream, text, at: new Date(at).toISOString() }
}

/**
 * Sends a run's log in batches, one at a time, again and again until the platform has them. The platform says first how
 * far the attempt's numbering is, so that a run after a restart goes on behind the one before.
 */
export function createLogShipper(options: LogShipperOptions): LogShipper {
  const { send, log, signal, intervalMs = 250, batchBytes = 512 * 1_024, batchParts = 900 } = options
  const { bufferUnits = 16 * 1_048_576 } = options
  const stopped = new AbortController()
  const shipping = AbortSignal.any([signal, stopped.signal])
  const hash = createHash('sha256')
  let waiting: Waiting[] = []
  let waitingUnits = 0
  /** Sent, and not answered yet. */
  let underWay: Waiting[] = []
  /** Lines that the platform has of this attempt, and those of them that are of earlier runs. */
  let isKnown = false
  let stored = 0
  let before = 0
  let bytes = 0
  let sending: Promise<void> | undefined
  let closing = false
  /** Lines that came after the sending had ended. */
  let leftOut = 0
  /** The end of the sending before its time; the error that ended it. */
  let failure: { error: unknown } | undefined
  let wake: () => void = () => undefined
  let fits: (() => void) | undefined
  let whenFits: Promise<void> | null = null

  function add(stream: Stream, text: string): void {
    if (text === '' || closing) return
    if (failure) {
      leftOut += countLines(text)
      return
    }
    const at = Date.now()
    const last = waiting.at(-1)
    waitingUnits += text.length
    if (
      last?.stream === stream &&
      last.isWhole &&
      last.text.length + text.length <= JOINED_UNITS &&
      at - last.at < JOINED_MS
    ) {
      last.text += text
      last.isWhole = endsLine(text)
    } else {
      for (let rest = text; rest !== ''; ) {
        const piece = pieceOf(rest)
        waiting.push(toWaiting(stream, at, piece))
        waitingUnits += PART_UNITS
        rest = rest.slice(piece.length)
      }
    }
    wake()
  }

  /** The lines at the beginning of a text that make one part. */
  function pieceOf(text: string): string {
    let piece = text
    while (piece.length > JOINED_UNITS) {
      const half = Math.floor(countLines(piece) / 2)
      if (half === 0) break
      piece = splitLines(piece, half)[0]
    }
    return piece
  }

  function nextBatch(): Waiting[] {
    let count = 0
    let size = 0
    while (count < Math.min(batchParts, waiting.length)) {
      size += Buffer.byteLength(JSON.stringify((waiting[count] as Waiting).text)) + PART_UNITS
      if (count > 0 && size > batchBytes) break
      count++
    }
    const batch = waiting.splice(0, count)
    waitingUnits -= batch.reduce((sum, { text }) => sum + text.length + PART_UNITS, 0)
    if (waitingUnits < bufferUnits / 2) fits?.()
    return batch
  }

  /** Takes into account what the platform has got. */
  function settle(batch: readonly Waiting[]): void {
    for (const { stream, text } of batch) {
      const lines = linesOf(text)
      hash.update(lines.map((line) => hashedLine(stream, line)).join(''))
      bytes += Buffer.byteLength(text)
      stored += lines.length
    }
  }

  async function deliver(batch: readonly Waiting[], sendSignal: AbortSignal): Promise<void> {
    underWay = [...batch]
    const parts = batch.map(toPart)
    async function step(): Promise<void> {
      if (!isKnown) {
        stored = await send(1, [], sendSignal)
        before = stored
        isKnown = true
      }
      await send(stored + 1, parts, sendSignal)
    }
    await retry(step, { what: 'sending log lines', log, signal: sendSignal })
    settle(batch)
    underWay = []
  }

  async function ship(first: Waiting): Promise<void> {
    await deliver([first], shipping)
    for (;;) {
      if (waiting.length === 0) {
        if (closing) return
        await new Promise<void>((resolve) => {
          wake = resolve
          if (waiting.length > 0 || closing) resolve()
        })
        wake = () => undefined
        shipping.throwIfAborted()
        if (waiting.length === 0) continue
      }
      await deliver(nextBatch(), shipping)
      // Full batches go out at once; a few lines wait for more.
      if (!closing && waitingUnits < batchBytes / 2) await idle(intervalMs, shipping)
    }
  }

  /** Trouble with the log ends the log, not the run: the program is not made to wait for it any more. */
  function fail(error: unknown): void {
    failure = { error }
    leftOut += linesIn(waiting)
    waiting = []
    waitingUnits = 0
    fits?.()
    if (!shipping.aborted) log.warn({ err: error }, 'the log can not be sent any more')
  }

  /**
   * Sends what was under way once more, as it may be stored by now and the numbers tell, and a line that says how much
   * is left out.
   * @returns whether the log is cut
   */
  async function sendTail(markMs: number): Promise<boolean> {
    const isFull = failure !== undefined && codeOf(failure.error) === 'LOG_TOO_LARGE'
    const missing = linesIn(waiting) + leftOut + (isFull ? linesIn(underWay) : 0)
    const tail = isFull ? [] : underWay
    if (missing > 0) {
      const why = isFull ? 'the log is as large as it may be' : 'the platform did not take them in time'
      tail.push(toWaiting('SYSTEM', Date.now(), `${missing} lines are left out here: ${why}\n`))
    }
    if (tail.length === 0) return false
    try {
      await deliver(tail, AbortSignal.any([signal, AbortSignal.timeout(markMs)]))
      return missing > 0
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the log is cut, and could not be marked')
      return true
    }
  }

  shipping.addEventListener('abort', () => wake(), { once: true })
  let closed: Promise<SignedLog> | undefined

  async function closeOnce({ sendMs, markMs }: Parameters<LogShipper['close']>[0]): Promise<SignedLog> {
    closing = true
    wake()
    if (sending && !failure) {
      const late = new AbortController()
      await Promise.race([sending, idle(sendMs, AbortSignal.any([signal, late.signal]))])
      late.abort()
    }
    stopped.abort(new Error('the time to send the log is over'))
    await sending
    const truncated = await sendTail(markMs)
    waiting = []
    return { firstLine: before + 1, lines: stored - before, bytes, sha256: hash.digest('hex'), truncated }
  }

  return {
    add,
    ready() {
      if (waitingUnits <= bufferUnits || failure || closing) return null
      whenFits ??= new Promise<void>((resolve) => {
        fits = () => {
          fits = undefined
          whenFits = null
          resolve()
        }
      })
      return whenFits
    },
    open(firstLine) {
      if (sending) return
      sending = ship(toWaiting('SYSTEM', Date.now(), `${firstLine}\n`)).catch(fail)
    },
    close(bounds) {
      closed ??= closeOnce(bounds)
      return closed
    },
  }
}
