/** Reads that are asked for at a time. */
const AT_ONCE = 10

/**
 * Reads something of each item, some at a time.
 * @returns what was read, in the items' order
 */
export async function readAtOnce<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const all: R[] = []
  for (let at = 0; at < items.length; at += AT_ONCE) {
    all.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(read))))
  }
  return all
}
