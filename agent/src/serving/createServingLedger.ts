import { type ServingRun, signerOf } from '@aiigo/chain'
import { recoverSigner } from '@aiigo/chain/node'
import { pause, SERVING, type SignedReceipt, unpaidLimit } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import type { ReceiptBook } from './createReceiptBook.js'
import { ServingError } from './ServingError.js'

/** Bytes that are being sent to a reader. */
export interface Sending {
  /** They have been sent, or only so many of them. Called once. */
  end(sent: number): void
}

/** The counts of one run: bytes sent and bytes paid, by reader. */
export interface ServingLedger {
  /** Bytes that all readers together have signed for. */
  readonly paid: bigint
  /** Resolves when less than a chunk is left of what the job pays for. */
  readonly usedUp: Promise<void>
  /** Whether the job lists the wallet. @param reader in lower case */
  knows(reader: string): boolean
  /**
   * Asks for the sending of some bytes.
   * @throws ServingError 402 while too much is unpaid, 410 when the megabytes are used up, 429 for too much at once
   */
  begin(reader: string, bytes: number): Sending
  /**
   * Takes a receipt. An older or repeated one changes nothing.
   * @returns bytes of the reader's highest receipt
   * @throws ServingError 403 for another signature than the reader's, 409 for more bytes than can have been sent
   */
  take(reader: string, receipt: Pick<SignedReceipt, 'bytes' | 'signature'>): Promise<bigint>
  /** Nothing more is sent; receipts are still taken. */
  close(): void
  /** Resolves when all that was sent has a receipt, after so many milliseconds at the latest. */
  settled(ms: number): Promise<void>
}

interface LedgerOptions {
  readonly domain: TypedDataDomain
  readonly run: ServingRun
  /** That the job lists. */
  readonly readers: readonly string[]
  /** Bytes that the job pays for at most. */
  readonly maxBytes: bigint
  readonly book: ReceiptBook
}

interface Count {
  /** Bytes sent, with those before a restart as far as they were paid. */
  sent: bigint
  /** Bytes on their way. */
  sending: bigint
  requests: number
  /** Bytes that may have been sent before a restart, and that no count is left of: as many as could be unpaid. */
  readonly unknown: bigint
}

/** Requests of one reader at a time. */
const REQUESTS = 4
/** Between two looks, milliseconds. */
const LOOK_MS = 50

/** Counts what one run sends, against what its readers sign. */
export function createServingLedger({ domain, run, readers, maxBytes, book }: LedgerOptions): ServingLedger {
  const counts = new Map<string, Count>()
  for (const reader of readers.map((one) => one.toLowerCase())) {
    const paid = book.paid(reader)
    counts.set(reader, { sent: paid, sending: 0n, requests: 0, unknown: unpaidLimit(paid) })
  }
  let tellUsedUp = (): void => undefined
  const usedUp = new Promise<void>((resolve) => {
    tellUsedUp = resolve
  })
  const paid = (): bigint => [...counts.keys()].reduce((sum, reader) => sum + book.paid(reader), 0n)
  const look = (): void => {
    if (paid() + BigInt(SERVING.chunkBytes) > maxBytes) tellUsedUp()
  }
  /** Bytes sent and on their way, paid or not: they may all become paid. */
  const claimed = (): bigint => [...counts.values()].reduce((sum, { sent, sending }) => sum + sent + sending, 0n)
  let isClosed = false
  const countOf = (reader: string): Count => {
    const count = counts.get(reader)
    if (count) return count
    throw new ServingError(403, 'NOT_A_READER', `expected a reader that the job lists, got ${reader}; ask the buyer`)
  }
  look()

  return {
    get paid() {
      return paid()
    },
    usedUp,
    knows: (reader) => counts.has(reader),
    begin(reader, bytes) {
      const count = countOf(reader)
      if (isClosed)
        throw new ServingError(410, 'OVER', 'the job serves no more: its time is over, or its buyer ended it')
      if (count.requests >= REQUESTS) {
        throw new ServingError(429, 'TOO_MANY_REQUESTS', `expected at most ${REQUESTS} requests of a reader at a time`)
      }
      const signed = book.paid(reader)
      const unpaid = count.sent + count.sending + BigInt(bytes) - signed
      const limit = unpaidLimit(signed)
      if (unpaid > limit) {
        const text = `expected at most ${limit} bytes without a receipt, this request makes it ${unpaid}`
        throw new ServingError(402, 'RECEIPT_DUE', `${text}; sign a receipt for the bytes that came`)
      }
      if (claimed() + BigInt(bytes) > maxBytes) {
        throw new ServingError(410, 'USED_UP', `the job pays for ${maxBytes} bytes, which have been served`)
      }
      count.sending += BigInt(bytes)
      count.requests++
      return {
        end(sent) {
          count.sending -= BigInt(bytes)
          count.sent += BigInt(sent)
          count.requests--
        },
      }
    },
    async take(reader, { bytes, signature }) {
      const count = countOf(reader)
      const signed = BigInt(bytes)
      if (signed <= book.paid(reader)) return book.paid(reader)
      const most = count.sent + count.sending + count.unknown
      if (signed > most) {
        throw new ServingError(409, 'MORE_THAN_SENT', `expected a receipt of at most ${most} bytes, got ${bytes}`)
      }
      if ((await signerOf(domain, run, { bytes, signature }, recoverSigner)) !== reader) {
        const text = 'expected a receipt that the reader has signed for this task, attempt and node'
        throw new ServingError(403, 'BAD_RECEIPT', `${text}, got another signature`)
      }
      if (signed > count.sent + count.sending) count.sent = signed - count.sending
      await book.keep({ reader, bytes, signature })
      look()
      return book.paid(reader)
    },
    close() {
      isClosed = true
    },
    async settled(ms) {
      const until = performance.now() + ms
      while (claimed() > paid() && performance.now() < until) await pause(LOOK_MS)
    },
  }
}
