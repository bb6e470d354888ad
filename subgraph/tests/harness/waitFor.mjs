import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks until `probe` answers something other than undefined; what it throws counts as "not yet".
 * @throws Error after `seconds`, or at once when `dead` says that waiting is useless.
 */
export async function waitFor(what, probe, { seconds = 60, dead = () => undefined } = {}) {
  const deadline = Date.now() + seconds * 1000
  let last
  while (Date.now() < deadline) {
    const reason = dead()
    if (reason !== undefined) throw new Error(`${what}: ${reason}`)
    try {
      const answer = await probe()
      if (answer !== undefined) return answer
    } catch (error) {
      last = error
    }
    await sleep(100)
  }
  throw new Error(`${what}: nothing after ${seconds} s${last ? ` (last: ${last.message})` : ''}`)
}
