export interface LogLimitOptions {
  /** One line of a kind in this time, milliseconds. */
  everyMs: number
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number
}

export interface LogLimit {
  /**
   * Whether a line is written now.
   * @returns the lines of its kind that were left out since the last one; null when this one is left out too
   */
  admit(kind: string): number | null
  /** Kinds whose time is over and whose lines were left out, with the number; they count from 0 again. */
  drain(): { kind: string; leftOut: number }[]
}

/** Kinds that are remembered; the oldest one goes first. */
const MAX_KINDS = 1_000

/** Admits one line of each kind in a time, and counts the others. */
export function createLogLimit({ everyMs, now = () => performance.now() }: LogLimitOptions): LogLimit {
  const kinds = new Map<string, { until: number; leftOut: number }>()
  return {
    admit(kind) {
      const known = kinds.get(kind)
      if (known && now() < known.until) {
        known.leftOut++
        return null
      }
      kinds.delete(kind)
      kinds.set(kind, { until: now() + everyMs, leftOut: 0 })
      const [oldest] = kinds.keys()
      if (kinds.size > MAX_KINDS && oldest !== undefined) kinds.delete(oldest)
      return known?.leftOut ?? 0
    },
    drain() {
      const over = [...kinds].filter(([, { until }]) => now() >= until)
      for (const [kind] of over) kinds.delete(kind)
      return over.filter(([, { leftOut }]) => leftOut > 0).map(([kind, { leftOut }]) => ({ kind, leftOut }))
    },
  }
}

/** The subject of a line with an error, without the ids, addresses and figures in which lines of one kind differ. */
export function kindOfTrouble(text: string, error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const [first = ''] = error.message.split('\n')
  const shape = first.slice(0, 200).replaceAll(/0x[0-9a-f]+|[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, '…')
  return `${text} (${code}: ${shape})`
}
