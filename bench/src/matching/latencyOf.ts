import { REGIONS } from '@aiigo/domain'
import { expectedLatencyMs, type MatchRequest } from '@aiigo/matching'

/**
 * How a request sees one region code (region × 2, + 1 when measured): the latency term is max(0, a − b × measured
 * milliseconds).
 */
export interface RegionView {
  wanted: boolean
  a: number
  b: number
  /** Most measured milliseconds that pass; -1: none. */
  most: number
}

/**
 * The views of all region codes, from the published matrix: at 0 and 2 measured milliseconds it gives its constant and
 * its slope.
 */
export function latencyViews({ fromRegion, regions, maxLatencyMs }: MatchRequest): RegionView[] {
  return REGIONS.flatMap((region) =>
    [false, true].map((measured) => {
      const at = (ms: number): number => expectedLatencyMs(fromRegion, region, measured ? ms : null)
      const slope = (at(2) - at(0)) / 2
      const room = (maxLatencyMs ?? 1e9) - at(0)
      return {
        wanted: !regions || regions.includes(region),
        a: 100 * (300 - at(0)),
        b: 100 * slope,
        most: room < 0 ? -1 : slope === 0 ? 32_767 : Math.min(32_767, Math.floor(room / slope)),
      }
    }),
  )
}
