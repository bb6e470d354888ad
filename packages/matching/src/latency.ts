import { REGIONS, type Region } from '@aiigo/domain'

/**
 * Round trips between regions in milliseconds, by public-cloud medians rounded to 5. Symmetric; the diagonal is within
 * a region.
 */
const PAIRS: Readonly<Record<Region, Readonly<Record<Region, number>>>> = {
  US: { US: 40, EU: 95, ASIA: 165, SA: 125, AF: 220, OC: 160 },
  EU: { US: 95, EU: 25, ASIA: 170, SA: 190, AF: 140, OC: 260 },
  ASIA: { US: 165, EU: 170, ASIA: 60, SA: 300, AF: 250, OC: 120 },
  SA: { US: 125, EU: 190, ASIA: 300, SA: 45, AF: 330, OC: 290 },
  AF: { US: 220, EU: 140, ASIA: 250, SA: 330, AF: 80, OC: 280 },
  OC: { US: 160, EU: 260, ASIA: 120, SA: 290, AF: 280, OC: 40 },
}

/** Assumed where neither regions nor a measurement say anything. */
export const UNKNOWN_LATENCY_MS = 150

function isRegion(value: string): value is Region {
  return (REGIONS as readonly string[]).includes(value)
}

/** The published round trip between two regions, milliseconds; null where one of them is not known. */
export function regionPairMs(from: Region | undefined, nodeRegion: string): number | null {
  return from !== undefined && isRegion(nodeRegion) ? PAIRS[from][nodeRegion] : null
}

/**
 * Expected round trip in milliseconds: the published figure for the pair of regions, refined by what the node measured
 * (their mean); whichever is known when only one is.
 * @example expectedLatencyMs('EU', 'US', null) // 95
 */
export function expectedLatencyMs(from: Region | undefined, nodeRegion: string, measuredMs: number | null): number {
  const pair = regionPairMs(from, nodeRegion)
  if (pair === null) return measuredMs ?? UNKNOWN_LATENCY_MS
  return measuredMs === null ? pair : (pair + measuredMs) / 2
}
