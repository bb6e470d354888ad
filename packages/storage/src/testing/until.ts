import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for a condition. @throws Error when it does not hold within the limit */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 15_000): Promise<void> {
  for (const end = Date.now() + limitMs; !(await condition()); await sleep(20)) {
    if (Date.now() > end) throw new Error(`expected within ${limitMs} ms: ${condition}`)
  }
}
