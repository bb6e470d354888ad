export interface MemoizeOptions {
  /** A loaded value is answered this long without asking its source again, milliseconds from the start of the load. */
  readonly freshMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** While the source fails, answer what it gave last, for another `freshMs`. Without this the error is thrown. */
  readonly staleOnError?: boolean
  /** Keys that are remembered at most; the oldest one goes first. Default 1 000. */
  readonly maxKeys?: number
}

interface Entry<T> {
  readonly value: Promise<T>
  readonly until: number
  /** The last value that the source gave. */
  last: { readonly value: T } | undefined
}

/**
 * Remembers what was loaded for each key. Callers of one key share a load that is under way; a failed load is not
 * remembered, so the next caller asks again. A load that takes longer than `freshMs` is given up on: the next caller
 * starts another.
 * @example
 * const feeBps = memoize(() => readFee(), { freshMs: 30_000, now: Date.now })
 * await feeBps() // asks the source
 * await feeBps() // does not
 */
export function memoize<T, K extends readonly [key?: string]>(
  load: (...key: K) => Promise<T>,
  { freshMs, now, staleOnError = false, maxKeys = 1_000 }: MemoizeOptions,
): (...key: K) => Promise<T> {
  const entries = new Map<string, Entry<T>>()

  async function loadOrLast(key: K, last: Entry<T>['last']): Promise<T> {
    try {
      return await load(...key)
    } catch (error) {
      if (staleOnError && last) return last.value
      throw error
    }
  }

  return (...key) => {
    const name = key[0] ?? ''
    const known = entries.get(name)
    if (known && known.until > now()) return known.value
    const entry: Entry<T> = { value: loadOrLast(key, known?.last), until: now() + freshMs, last: known?.last }
    entries.delete(name)
    entries.set(name, entry)
    if (entries.size > maxKeys) entries.delete(entries.keys().next().value as string)
    entry.value.then(
      (value) => {
        entry.last = { value }
      },
      () => {
        // Only its own entry: another load may have started since.
        if (entries.get(name) === entry) entries.delete(name)
      },
    )
    return entry.value
  }
}
