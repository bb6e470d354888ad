import { createHmac } from 'node:crypto'

const SHARES = 10_000

/**
 * Whether a result is checked. The draw follows from the platform's secret and from what the chain has, so no one else
 * can tell it beforehand, and no second look draws again.
 * @param shareBps chance, basis points
 * @example drawCheck(secret, { taskId, resultHash }, 10_000) // true
 */
export function drawCheck(
  secret: string,
  { taskId, resultHash }: { readonly taskId: string; readonly resultHash: string },
  shareBps: number,
): boolean {
  const drawn = createHmac('sha256', secret).update(`${taskId} ${resultHash}`.toLowerCase()).digest()
  // 48 bits: the remainder favours no number by more than one in 10^10.
  return drawn.readUIntBE(0, 6) % SHARES < shareBps
}
