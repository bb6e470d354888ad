import type { Weights } from '../types.js'
import type { Kernel } from './kernel.js'
import { BEST, BOUND, DIRECTIONS, REQUEST } from './layout.js'

/** Directions that a search compares with; each costs as much as the box. */
const COMPARED = 2

/**
 * Fixed weight vectors, spread evenly over the simplex of five weights (a Kronecker sequence through exponential
 * spacings).
 */
const SPREAD: readonly (readonly number[])[] = Array.from({ length: DIRECTIONS }, (_, i) => {
  // Powers of 1/g, g the root of g^6 = g + 1: the most even steps in five dimensions.
  const g = 1.134_724_138_401_519_4
  const gaps = Array.from({ length: 5 }, (_, axis) => -Math.log(1 - ((0.5 + (i + 1) / g ** (axis + 1)) % 1)))
  const sum = gaps.reduce((total, gap) => total + gap, 0)
  return gaps.map((gap) => gap / sum)
})

/**
 * The directions along which a shelf's blocks know their best weighted sum. Where a request's weights are close to one,
 * the best sum bounds a block far better than its box, because no single row is cheap, strong and reliable at once.
 */
export function createDirections(kernel: Kernel) {
  /** Factors of −price, reputation, −latency, uptime and power, five for each direction. */
  let factors = new Float64Array(5 * DIRECTIONS)
  /** Standard deviation of each. */
  let spreads = new Float64Array(5)
  /** Dearest price ever seen here. */
  let dearest = 0
  /**
   * Points per base unit of the rate at a usual limit: how much a difference in price counts when rows are clustered.
   */
  let usualPerUnit = 0
  const estimates = new Float64Array(DIRECTIONS)
  const scales = new Float64Array(DIRECTIONS)

  return {
    /** Takes the spreads and the usual price from sums over a sample of rows. */
    learn(sums: Float64Array): void {
      const count = sums[0] as number
      if (count === 0) return
      const mean = (axis: number): number => (sums[1 + 2 * axis] as number) / count
      spreads = Float64Array.from({ length: 5 }, (_, axis) =>
        Math.sqrt(Math.max(0, (sums[2 + 2 * axis] as number) / count - mean(axis) ** 2)),
      )
      const usual = 2 ** mean(0)
      spreads[0] = usual * Math.min(1, Math.LN2 * (spreads[0] as number))
      const perUnit = 30_000 / (2 * usual)
      usualPerUnit = perUnit
      factors = new Float64Array(5 * DIRECTIONS)
      SPREAD.forEach((weights, i) => {
        const scale = [perUnit, 1, 50, 1, 1]
        for (let axis = 0; axis < 5; axis++) {
          factors[5 * i + axis] = Math.fround((weights[axis] as number) * (scale[axis] as number))
        }
      })
    },

    perUnit: (): number => usualPerUnit,

    see(price: number): void {
      if (price > dearest) dearest = price
    },

    /** Writes the directions into a part. Its bounds have to be computed anew after it. */
    give(part: number): void {
      const at = kernel.call.directionsOf(part) >> 2
      const { f32 } = kernel.views()
      for (let i = 0; i < DIRECTIONS; i++) {
        for (let axis = 0; axis < 5; axis++) {
          const factor = factors[5 * i + axis] as number
          // Four directions side by side.
          f32[at + (i >> 2) * 20 + axis * 4 + (i & 3)] = axis === 0 || axis === 2 ? -factor : factor
        }
      }
    },

    /** Writes the directions nearest to a request, and what they leave over, into the request. */
    choose(request: number, weights: Weights, perUnit: number, perMs: number, maxPrice: number): void {
      const { i32, f32 } = kernel.views()
      const e0 = weights.price * perUnit
      const e1 = weights.reputation
      const e2 = weights.latency * perMs
      const e3 = weights.uptime
      const e4 = weights.verifiedPower
      const s0 = spreads[0] as number
      const s1 = spreads[1] as number
      const s2 = spreads[2] as number
      const s3 = spreads[3] as number
      const s4 = spreads[4] as number
      for (let i = 0; i < DIRECTIONS; i++) {
        const d0 = (factors[5 * i] as number) * s0
        const d1 = (factors[5 * i + 1] as number) * s1
        const d2 = (factors[5 * i + 2] as number) * s2
        const d3 = (factors[5 * i + 3] as number) * s3
        const d4 = (factors[5 * i + 4] as number) * s4
        const own = d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3 + d4 * d4
        const a = own === 0 ? 0 : (e0 * s0 * d0 + e1 * s1 * d1 + e2 * s2 * d2 + e3 * s3 * d3 + e4 * s4 * d4) / own
        scales[i] = a
        estimates[i] =
          Math.abs(e0 * s0 - a * d0) +
          Math.abs(e1 * s1 - a * d1) +
          Math.abs(e2 * s2 - a * d2) +
          Math.abs(e3 * s3 - a * d3) +
          Math.abs(e4 * s4 - a * d4)
      }
      let chosen = 0
      for (; chosen < COMPARED; chosen++) {
        let best = -1
        for (let i = 0; i < DIRECTIONS; i++) {
          if ((scales[i] as number) > 0 && (best < 0 || (estimates[i] as number) < (estimates[best] as number)))
            best = i
        }
        if (best < 0 || estimates[best] === Number.POSITIVE_INFINITY) break
        estimates[best] = Number.POSITIVE_INFINITY
        const a = Math.fround(scales[best] as number)
        const at = (request + REQUEST.best + chosen * BEST.bytes) >> 2
        const left = (wanted: number, axis: number): number => wanted - a * (factors[5 * best + axis] as number)
        i32[at + (BEST.column >> 2)] = BOUND.directions + best * BOUND.bytes
        f32[at + (BEST.factor >> 2)] = a
        // Everything that is added up, at its largest, times what single precision may lose.
        f32[at + (BEST.slack >> 2)] =
          1e-6 *
          (Math.min(maxPrice, dearest) * (e0 + a * (factors[5 * best] as number)) +
            600 * (e2 + a * (factors[5 * best + 2] as number)) +
            30_000 *
              (e1 +
                e3 +
                e4 +
                a *
                  ((factors[5 * best + 1] as number) +
                    (factors[5 * best + 3] as number) +
                    (factors[5 * best + 4] as number))))
        const price = left(e0, 0)
        f32[at + (BEST.price >> 2)] = -price
        const reputation = left(e1, 1)
        f32[at + (BEST.reputation >> 2)] = reputation
        f32[at + (BEST.latency >> 2)] = a * (factors[5 * best + 2] as number)
        const uptime = left(e3, 3)
        f32[at + (BEST.uptime >> 2)] = uptime
        const power = left(e4, 4)
        f32[at + (BEST.power >> 2)] = power
      }
      i32[(request + REQUEST.directions) >> 2] = chosen
    },
  }
}

export type Directions = ReturnType<typeof createDirections>
