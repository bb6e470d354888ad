import { RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { type MatchRequest, PROFILES, tieKey } from '@aiigo/matching'
import type { Columns } from './columns.js'
import { latencyViews } from './latencyOf.js'
import { modelVerdicts } from './modelVerdicts.js'
import type { Ranked, Side } from './sides.js'

/**
 * One pass over typed arrays: the most selective and cheapest checks first, no allocation per row, the k best in a
 * sorted list whose last score is checked before anything else about a row that passes.
 */
export function createTypedSide(columns: Columns): Side {
  const {
    type,
    region,
    units,
    price,
    memory,
    reputation,
    power,
    latency,
    uptime,
    vram,
    ram,
    bandwidth,
    tflops,
    model,
    idHigh,
    idLow,
  } = columns
  const kind = columns.class
  // Below 2^53 every rate is exact as a number.
  const rates = Float64Array.from(columns.rate, Number)
  const idOf = (row: number): string =>
    `0x${(idHigh[row] as number).toString(16).padStart(8, '0')}${(idLow[row] as number).toString(16).padStart(8, '0')}`
  const allowed = new Uint8Array(256)
  const wanted = new Uint8Array(16)
  const a = new Int32Array(16)
  const b = new Int32Array(16)
  const most = new Int32Array(16)

  return {
    match(request: MatchRequest, k: number): Ranked[] {
      const weights = typeof request.weights === 'string' ? PROFILES[request.weights] : request.weights
      const wantType = RESOURCE_TYPES.indexOf(request.resourceType)
      const wantUnits = request.units
      const wantMemory = request.memoryMiB
      const maxRate = Number(request.maxRate)
      const perUnit = Math.fround(30_000 / Math.fround(maxRate))
      const minBps = request.minUptimeBps ?? 0
      const level = request.minTrustLevel ? TRUST_LEVELS.indexOf(request.minTrustLevel) : 0
      TIERS.forEach((tier, i) => {
        TRUST_LEVELS.forEach((_, j) => {
          allowed[i * 5 + j] = j >= level && (!request.tiers || request.tiers.includes(tier)) ? 1 : 0
        })
      })
      latencyViews(request).forEach((view, code) => {
        wanted[code] = view.wanted && view.most >= 0 ? 1 : 0
        a[code] = view.a
        b[code] = view.b
        most[code] = view.most
      })
      const { minVramGiB = -1, minRamGiB = -1, minBandwidthMbps = -1 } = request.hardware ?? {}
      const minTflops = Math.fround(request.minTflops ?? -1)
      const models = modelVerdicts(columns.models, request.hardware?.model)
      const wPrice = weights.price
      const wReputation = weights.reputation
      const wLatency = weights.latency
      const wUptime = weights.uptime
      const wPower = weights.verifiedPower
      const best: { row: number; points: number }[] = []
      let threshold = -1
      /** Whether row x goes before row y, of equal points. */
      const before = (x: number, y: number): boolean => {
        const lx = Math.max(2, (kind[x] as number) % 5)
        const ly = Math.max(2, (kind[y] as number) % 5)
        if (lx !== ly) return lx > ly
        const ix = idOf(x)
        const iy = idOf(y)
        const kx = tieKey(ix, request.tieSeed)
        const ky = tieKey(iy, request.tieSeed)
        return kx !== ky ? kx < ky : ix < iy
      }
      for (let row = 0; row < columns.count; row++) {
        if (type[row] !== wantType) continue
        if (allowed[kind[row] as number] === 0) continue
        const where = region[row] as number
        if (wanted[where] === 0) continue
        if ((units[row] as number) < wantUnits) continue
        if ((rates[row] as number) > maxRate) continue
        if ((memory[row] as number) < wantMemory) continue
        const bps = uptime[row] as number
        if (bps < minBps) continue
        const ms = latency[row] as number
        if (ms > (most[where] as number)) continue
        if ((vram[row] as number) < minVramGiB) continue
        if ((ram[row] as number) < minRamGiB) continue
        if ((bandwidth[row] as number) < minBandwidthMbps) continue
        if ((tflops[row] as number) < minTflops) continue
        if (models !== null && models[model[row] as number] === 0) continue
        const near = (a[where] as number) - (b[where] as number) * ms
        const points =
          wPrice * Math.max(0, Math.trunc(Math.fround(30_000 - Math.fround((price[row] as number) * perUnit)))) +
          wReputation * (reputation[row] as number) +
          (near > 0 ? wLatency * near : 0) +
          (bps > 9_000 ? wUptime * 30 * (bps - 9_000) : 0) +
          wPower * (power[row] as number)
        if (points < threshold) continue
        if (best.length === k) {
          const last = best[k - 1] as { row: number; points: number }
          if (points === last.points && !before(row, last.row)) continue
          best.pop()
        }
        let at = best.length
        while (at > 0) {
          const other = best[at - 1] as { row: number; points: number }
          if (other.points > points || (other.points === points && before(other.row, row))) break
          at--
        }
        best.splice(at, 0, { row, points })
        if (best.length === k) threshold = (best[k - 1] as { points: number }).points
      }
      return best.map(({ row, points }) => ({ nodeId: idOf(row), points }))
    },
  }
}
