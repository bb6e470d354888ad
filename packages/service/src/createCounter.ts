/** Counts things that are open, for each key. */
export interface Counter {
  /** @returns a function that gives the place back, any number of times; null when all places are taken */
  enter(key: string): (() => void) | null
}

export function createCounter(most: number): Counter {
  const open = new Map<string, number>()
  return {
    enter(key) {
      const count = open.get(key) ?? 0
      if (count >= most) return null
      open.set(key, count + 1)
      let isLeft = false
      return () => {
        if (isLeft) return
        isLeft = true
        const left = (open.get(key) ?? 1) - 1
        if (left > 0) open.set(key, left)
        else open.delete(key)
      }
    },
  }
}
