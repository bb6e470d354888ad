import { topic } from '@aiigo/domain'
import { readLogLines, type StoredLine } from '@aiigo/storage'
import { type EventSource, followPages, mapIterator } from './followTopics.js'

/** Lines of one message: each message is resolved, authorised and sent for itself. */
const LINES_AT_ONCE = 500
/** UTF-16 units of a page that may have ended for its length. */
const LONG_PAGE = 65_536

/**
 * A job's log after a line: what is stored, then what comes, as many lines at once as there are. The topic only says
 * when to look.
 * @param provider only what this provider's attempts write; null: all
 */
export function followLog(
  source: EventSource,
  jobId: string,
  afterSeq: number,
  provider: string | null,
): AsyncIterableIterator<StoredLine[]> {
  const pages = followPages(source, new Map([[topic('joblog', jobId), afterSeq]]), async (_topic, after) => {
    const lines = await readLogLines(source.storage.fork(), jobId, after, LINES_AT_ONCE, provider)
    const last = lines.at(-1)
    const units = lines.reduce((sum, { text }) => sum + text.length, 0)
    const isLast = lines.length < LINES_AT_ONCE && units < LONG_PAGE
    return { items: last ? [{ seq: last.seq, lines }] : [], isLast }
  })
  return mapIterator(pages, ({ lines }) => lines)
}
