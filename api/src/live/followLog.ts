import { topic } from '@aiigo/domain'
import { mayWriteLog, readLogLines, type StoredLine } from '@aiigo/storage'
import { type EventSource, followPages, mapIterator } from './followTopics.js'
import type { BeforeLook } from './lookCost.js'

/** Lines of one message: each message is resolved, authorised and sent for itself. */
const LINES_AT_ONCE = 500
/** UTF-16 units of a page that may have ended for its length. */
const LONG_PAGE = 65_536

/**
 * A job's log after a line: what is stored, then what comes, as many lines at once as there are. The topic only says
 * when to look.
 * @param provider only what this provider's attempts write, until they have ended; null: all
 * @param beforeLook see `followPages`
 */
export function followLog(
  source: EventSource,
  jobId: string,
  afterSeq: number,
  provider: string | null,
  beforeLook?: BeforeLook,
): AsyncIterableIterator<StoredLine[]> {
  async function read(_topic: string, after: number) {
    // Before the read, so that it has everything that an ended attempt wrote.
    const isOver = provider !== null && !(await mayWriteLog(source.storage.fork(), jobId, provider))
    const lines = await readLogLines(source.storage.fork(), jobId, after, LINES_AT_ONCE, provider)
    const last = lines.at(-1)
    const units = lines.reduce((sum, { text }) => sum + text.length, 0)
    const isLast = lines.length < LINES_AT_ONCE && units < LONG_PAGE
    return { items: last ? [{ seq: last.seq, lines }] : [], isLast, isOver }
  }
  const pages = followPages(source, new Map([[topic('joblog', jobId), afterSeq]]), read, beforeLook)
  return mapIterator(pages, ({ lines }) => lines)
}
