/**
 * Matches items against a pattern in which some items stand for any number of others. It goes back to the last of those
 * only, so that no pattern takes longer than the product of both lengths.
 * @param isAny whether an item of the pattern stands for any number of items
 * @param isOne whether another item of the pattern stands for this item
 */
export function matchesSequence<T>(
  pattern: readonly T[],
  items: readonly T[],
  isAny: (one: T) => boolean,
  isOne: (one: T, item: T) => boolean,
): boolean {
  let [at, next] = [0, 0]
  let [lastAny, resume] = [-1, 0]
  while (next < items.length) {
    const one = pattern[at]
    if (one !== undefined && isAny(one)) {
      ;[lastAny, resume] = [at, next]
      at++
    } else if (one !== undefined && isOne(one, items[next] as T)) {
      at++
      next++
    } else if (lastAny >= 0) {
      resume++
      ;[at, next] = [lastAny + 1, resume]
    } else return false
  }
  return pattern.slice(at).every(isAny)
}
