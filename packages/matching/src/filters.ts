import { contractLevelOf, LEVEL_FOR, TRUST_LEVELS, type TrustLevel } from '@aiigo/domain'
import { canRun, knownExecutors, maskOf } from './executors.js'
import { expectedLatencyMs } from './latency.js'
import { isOpen } from './schedule.js'
import { askOf } from './score.js'
import type { MatchNode, MatchRequest } from './types.js'

/** Why a node does not fit, and what would make it fit. */
export interface Miss {
  filter: FilterName
  /** How far off, as a share of what was asked (0.1 = 10 %); 1 where there is no measure. Orders near misses. */
  distance: number
  /** In words: what was wanted, what the node has, what change would match. */
  message: string
}

type Filter = (node: MatchNode, request: MatchRequest) => Omit<Miss, 'filter'> | null

/**
 * A limit that a node misses by some share of it. Both sides count with 24 significant bits, as they are kept in the
 * index.
 */
function below(
  wanted: number,
  has: number | null | undefined,
  name: string,
  unit: string,
): Omit<Miss, 'filter'> | null {
  if (has !== null && has !== undefined && Math.fround(has) >= Math.fround(wanted)) return null
  const known = has ?? 0
  return {
    distance: (Math.fround(wanted) - Math.fround(known)) / Math.fround(wanted),
    message: `wants ${wanted}${unit} ${name}, the node has ${has === null || has === undefined ? 'not said' : `${has}${unit}`}; ask for at most ${known}${unit}`,
  }
}

const no = (message: string): Omit<Miss, 'filter'> => ({ distance: 1, message })
const rank = (level: TrustLevel): number => TRUST_LEVELS.indexOf(level)

/** The hard filters, each by name; a node must pass all of them. */
export const FILTERS = {
  RESOURCE_TYPE: (node, { resourceType }) =>
    node.resourceType === resourceType ? null : no(`wants ${resourceType}, the node is ${node.resourceType}`),
  STATE: ({ state, resourceType }) => {
    if (state === 'ACTIVE') return null
    return no(
      state === 'UNSHOWN'
        ? `nothing shows yet that the node is ${resourceType}; the platform's operator has to audit it`
        : `the node is ${state}; its provider has to activate it`,
    )
  },
  AVAILABILITY: (node) => {
    if (!node.online) return no('the node is offline')
    return node.availability === 'AVAILABLE' ? null : no(`the node is ${node.availability}; wait until it is available`)
  },
  CAPACITY: (node, { units }) => below(units, node.freeUnits, 'free units', ''),
  TOKEN: (node, { token }) =>
    askOf(node, token) === null ? no(`the node does not take ${token}; pay in another token`) : null,
  BUDGET: (node, { token, maxRate }) => {
    const rate = askOf(node, token)
    if (rate === null || rate <= maxRate) return null
    const limit = Math.fround(Number(maxRate))
    const distance = limit === 0 ? 1 : (Math.fround(Number(rate)) - limit) / limit
    return {
      distance,
      message: `the highest rate is ${maxRate}, the node asks ${rate}; raise it to ${rate} base units per million units of usage`,
    }
  },
  REGION: (node, { regions }) =>
    !regions || (regions as readonly string[]).includes(node.region)
      ? null
      : no(`wants ${regions.join(' or ')}, the node is in ${node.region}; add that region`),
  LATENCY: (node, { fromRegion, maxLatencyMs }) => {
    if (maxLatencyMs === undefined) return null
    const ms = expectedLatencyMs(fromRegion, node.region, node.roundTripMs)
    if (ms <= maxLatencyMs) return null
    return {
      distance: (ms - maxLatencyMs) / Math.max(1, maxLatencyMs),
      message: `wants a round trip of at most ${maxLatencyMs} ms, ${ms} ms are expected; allow ${ms} ms`,
    }
  },
  TIER: (node, { tiers }) =>
    !tiers || tiers.includes(node.tier)
      ? null
      : no(`wants ${tiers.join(' or ')}, the node is ${node.tier}; add that tier`),
  TRUST: (node, { minTrustLevel }) => {
    if (minTrustLevel === undefined || rank(node.trustLevel) >= rank(minTrustLevel)) return null
    return {
      distance: (rank(minTrustLevel) - rank(node.trustLevel)) / rank(minTrustLevel),
      message: `wants ${minTrustLevel}, the node is ${node.trustLevel}; lower the trust level to that`,
    }
  },
  ACCESS: (node, { access }) => {
    if (access === undefined) return null
    const has = rank(contractLevelOf(node.trustLevel, node.tier))
    if (has >= rank(LEVEL_FOR[access])) return null
    const orOwned = access === 'ENTERPRISE' || access === 'DIRECT' ? ', or an OWNED one that is VERIFIED' : ''
    return {
      distance: (rank(LEVEL_FOR[access]) - has) / rank(LEVEL_FOR[access]),
      message: `${access} contracts need a node of at least ${LEVEL_FOR[access]}${orOwned}; the node is ${node.trustLevel}`,
    }
  },
  SLA: (node, { minUptimeBps }) => {
    if (minUptimeBps === undefined || node.uptimeBps >= minUptimeBps) return null
    return {
      distance: (minUptimeBps - node.uptimeBps) / minUptimeBps,
      message: `wants ${minUptimeBps / 100} % uptime, the node has ${node.uptimeBps / 100} %; ask for at most that`,
    }
  },
  MEMORY: (node, { memoryMiB }) => below(memoryMiB, node.memoryMiB, 'memory', ' MiB'),
  HARDWARE: ({ hardware: has }, { hardware: wants }) => {
    if (!wants) return null
    if (wants.model !== undefined && !(has.model ?? '').toLowerCase().includes(wants.model.toLowerCase())) {
      return no(`wants a ${wants.model}, the node has ${has.model ?? 'not said'}`)
    }
    if (wants.sensor !== undefined && !(has.sensors ?? []).includes(wants.sensor)) {
      const sold = (has.sensors ?? []).join(', ')
      return no(`wants readings of ${wants.sensor}, the node sells ${sold === '' ? 'none' : sold}`)
    }
    if (wants.serves && !has.serves) return no('wants a node that serves files to readers, this one does not')
    const misses = [
      wants.minVramGiB === undefined ? null : below(wants.minVramGiB, has.vramGiB, 'GPU memory', ' GiB'),
      wants.minRamGiB === undefined ? null : below(wants.minRamGiB, has.ramGiB, 'memory', ' GiB'),
      wants.minBandwidthMbps === undefined
        ? null
        : below(wants.minBandwidthMbps, has.bandwidthMbps, 'bandwidth', ' Mbit/s'),
    ].filter((miss) => miss !== null)
    if (misses.length === 0) return null
    return {
      distance: Math.max(...misses.map((miss) => miss.distance)),
      message: misses.map((miss) => miss.message).join('; '),
    }
  },
  TFLOPS: (node, { minTflops }) => (minTflops === undefined ? null : below(minTflops, node.tflops, 'power', ' TFLOPS')),
  SCHEDULE: ({ schedule }, { startAt, seconds }) =>
    startAt === undefined || !schedule || isOpen(schedule, startAt, seconds)
      ? null
      : no('the node is not open for as long as the work may take; start it inside its hours'),
  ALLOW_LIST: (node, { allow }) =>
    allow.length === 0 || allow.includes(node.id) ? null : no('the node is not in the list of allowed nodes; add it'),
  DENY_LIST: (node, { deny }) =>
    deny.includes(node.id) ? no('the node is in the list of denied nodes; remove it') : null,
  TRIED: (node, { tried }) => (tried.includes(node.id) ? no('the node already had an attempt at this job') : null),
  FAILURES: (node, { cooling }) =>
    cooling?.includes(node.id) ? no('the node failed lately and is left alone for a while; wait') : null,
  OWNER: (node, { buyer, otherProviders = [] }) => {
    if (node.provider === buyer) return no('the node belongs to the buyer')
    return otherProviders.includes(node.provider) ? no('the node’s owner has another replica of the job') : null
  },
  EXECUTOR: ({ executors }, { executor }) => {
    const mask = maskOf(executors)
    if (canRun(mask, executor)) return null
    const has = (knownExecutors(mask) ?? ['wasm']).join(', ')
    return no(`the program needs ${executor}, the node runs ${has === '' ? 'no programs' : has}; bring it in that form`)
  },
} as const satisfies Record<string, Filter>

export type FilterName = keyof typeof FILTERS
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[]

/** Whether a node passes every filter. */
export function fits(node: MatchNode, request: MatchRequest): boolean {
  return FILTER_NAMES.every((name) => FILTERS[name](node, request) === null)
}

/** Everything that keeps a node from fitting. */
export function missesOf(node: MatchNode, request: MatchRequest): Miss[] {
  return FILTER_NAMES.flatMap((filter) => {
    const miss = FILTERS[filter](node, request)
    return miss ? [{ filter, ...miss }] : []
  })
}
