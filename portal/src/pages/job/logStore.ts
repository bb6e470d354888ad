import type { JobLogLine } from '@aiigo/sdk'

/** The lines of a job so far, for a page that draws a part of them. */
export interface LogStore {
  /** All lines; the same array grows. Its length is the version. */
  readonly lines: readonly JobLogLine[]
  add(line: JobLogLine): void
  subscribe(onChange: () => void): () => void
  /** How many lines there are; what React compares. */
  count(): number
}

/** Lines come one by one, thousands a second; listeners are told once a frame. */
export function createLogStore(): LogStore {
  const lines: JobLogLine[] = []
  const listeners = new Set<() => void>()
  let told = 0
  let waiting = false
  const tell = (): void => {
    waiting = false
    told = lines.length
    for (const listener of listeners) listener()
  }
  return {
    lines,
    add(line) {
      lines.push(line)
      if (waiting) return
      waiting = true
      requestAnimationFrame(tell)
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    count: () => told,
  }
}
