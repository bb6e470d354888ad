/** How long to wait before the next look, milliseconds; 0: none. */
export type BeforeLook = () => Promise<number>

/** Counts a cost of the caller against its minute. */
interface Payer {
  charge(cost: number): Promise<{ enough: boolean; allowance: { resetAt: number } | null }>
}

/** A look after a wake-up may find only what others get: each is paid for, beside the events. */
const LOOK_COST = 1
const MIN_WAIT_MS = 10

/** Has the caller pay for each look; undefined where nobody counts. */
export function lookCost(meter: Payer | undefined): BeforeLook | undefined {
  return (
    meter &&
    (async () => {
      const { enough, allowance } = await meter.charge(LOOK_COST)
      return enough || !allowance ? 0 : Math.max(MIN_WAIT_MS, allowance.resetAt - Date.now())
    })
  )
}
