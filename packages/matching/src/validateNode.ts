import {
  AVAILABILITIES,
  InvalidInputError,
  NODE_STATES,
  type Problem,
  RESOURCE_TYPES,
  TIERS,
  TRUST_LEVELS,
} from '@aiigo/domain'
import { wordAt } from './columnar/hex.js'
import { MINUTES_PER_WEEK } from './schedule.js'
import type { MatchNode } from './types.js'

const RATE = /^(0|[1-9][0-9]{0,36})$/
/** Rates are uint120 on chain. */
const RATE_LIMIT = 1n << 120n

export function isNodeId(id: unknown): id is string {
  return typeof id === 'string' && id.length === 18 && id.startsWith('0x') && wordAt(id, 2) >= 0 && wordAt(id, 10) >= 0
}

const isWhole = (value: unknown, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
const isFigure = (value: unknown): boolean =>
  value === null || value === undefined || (Number.isFinite(value) && (value as number) >= 0)

/** Every field of a node, so that a missing one is checked like a wrong one. */
const NOTHING = Object.fromEntries(
  (
    [
      'id',
      'provider',
      'resourceType',
      'state',
      'availability',
      'online',
      'freeUnits',
      'region',
      'tier',
      'trustLevel',
      'reputation',
      'asks',
      'hardware',
      'hashesPerSecond',
      'roundTripMs',
      'uptimeBps',
    ] satisfies (keyof MatchNode)[]
  ).map((field) => [field, undefined]),
) as Partial<MatchNode>

/** Whether a rate can be kept: not negative, below 2^120. */
export function isRate(rate: bigint): boolean {
  return rate >= 0n && rate < RATE_LIMIT
}

/**
 * What is wrong with the fields that are given.
 * @param node a whole node, or only what changes
 */
export function problemsOf(node: Partial<MatchNode>): Problem[] {
  const problems: Problem[] = []
  const check = (field: keyof MatchNode, valid: (value: never) => boolean, expected: string): void => {
    const value = node[field]
    if (!(field in node) || valid(value as never)) return
    const got = typeof value === 'object' ? JSON.stringify(value) : String(value)
    problems.push({ code: 'BAD_NODE', field, message: `expected ${expected}, got ${got}` })
  }
  const oneOf = (values: readonly string[]) => (value: string) => values.includes(value)
  check('id', isNodeId, '0x and 16 lower-case hex digits')
  check('provider', (value) => typeof value === 'string', 'a wallet')
  check('resourceType', oneOf(RESOURCE_TYPES), `one of ${RESOURCE_TYPES.join(', ')}`)
  check('state', oneOf(NODE_STATES), `one of ${NODE_STATES.join(', ')}`)
  check('availability', oneOf(AVAILABILITIES), `one of ${AVAILABILITIES.join(', ')}`)
  check('online', (value) => typeof value === 'boolean', 'true or false')
  check('freeUnits', (value) => isWhole(value, Number.MAX_SAFE_INTEGER), 'a whole number from 0')
  check('region', (value) => typeof value === 'string', 'a region')
  check('tier', oneOf(TIERS), `one of ${TIERS.join(', ')}`)
  check('trustLevel', oneOf(TRUST_LEVELS), `one of ${TRUST_LEVELS.join(', ')}`)
  check('reputation', (value) => isWhole(value, 10_000), 'a whole number from 0 to 10000')
  check('asks', areAsks, 'decimal rates below 2^120 by token')
  check('memoryMiB', isFigure, 'a number from 0, or null')
  check('hardware', isHardware, 'figures from 0 and a model name')
  check('tflops', isFigure, 'a number from 0, or null')
  check('hashesPerSecond', (value) => typeof value === 'bigint' && value >= 0n, 'a bigint from 0')
  check(
    'roundTripMs',
    (value) => value === null || isWhole(value, Number.MAX_SAFE_INTEGER),
    'whole milliseconds from 0, or null',
  )
  check('uptimeBps', (value) => isWhole(value, 10_000), 'a whole number from 0 to 10000')
  check('schedule', isSchedule, `windows [from, to) with 0 <= from < to <= ${MINUTES_PER_WEEK}, or null`)
  return problems
}

function areAsks(asks: MatchNode['asks']): boolean {
  if (typeof asks !== 'object' || asks === null) return false
  for (const token in asks) {
    const rate = asks[token]
    if (typeof rate !== 'string' || !RATE.test(rate) || (rate.length > 36 && !isRate(BigInt(rate)))) return false
  }
  return true
}

function isHardware(hardware: MatchNode['hardware']): boolean {
  return (
    typeof hardware === 'object' &&
    hardware !== null &&
    (hardware.model === undefined || typeof hardware.model === 'string') &&
    isFigure(hardware.vramGiB) &&
    isFigure(hardware.ramGiB) &&
    isFigure(hardware.bandwidthMbps)
  )
}

function isSchedule(schedule: MatchNode['schedule']): boolean {
  if (schedule === null || schedule === undefined) return true
  return (
    Array.isArray(schedule) &&
    schedule.every(
      (window) =>
        Array.isArray(window) &&
        window.length === 2 &&
        window.every((minute) => isWhole(minute, MINUTES_PER_WEEK)) &&
        window[0] < window[1],
    )
  )
}

/** Whether nothing is wrong with a whole node: the same rules as `problemsOf`, without the words, for a million of them. */
function isSound(node: MatchNode): boolean {
  return (
    isNodeId(node.id) &&
    typeof node.provider === 'string' &&
    (RESOURCE_TYPES as readonly string[]).includes(node.resourceType) &&
    (NODE_STATES as readonly string[]).includes(node.state) &&
    (AVAILABILITIES as readonly string[]).includes(node.availability) &&
    typeof node.online === 'boolean' &&
    isWhole(node.freeUnits, Number.MAX_SAFE_INTEGER) &&
    typeof node.region === 'string' &&
    (TIERS as readonly string[]).includes(node.tier) &&
    (TRUST_LEVELS as readonly string[]).includes(node.trustLevel) &&
    isWhole(node.reputation, 10_000) &&
    areAsks(node.asks) &&
    isFigure(node.memoryMiB) &&
    isHardware(node.hardware) &&
    isFigure(node.tflops) &&
    typeof node.hashesPerSecond === 'bigint' &&
    node.hashesPerSecond >= 0n &&
    (node.roundTripMs === null || isWhole(node.roundTripMs, Number.MAX_SAFE_INTEGER)) &&
    isWhole(node.uptimeBps, 10_000) &&
    isSchedule(node.schedule)
  )
}

/**
 * @throws InvalidInputError listing every problem; a field that is missing is one
 */
export function validateNode(node: MatchNode): void {
  if (!isSound(node)) throw new InvalidInputError(problemsOf({ ...NOTHING, ...node }))
}

/** @throws InvalidInputError listing every problem among the fields that are given */
export function validateChange(changes: Partial<MatchNode>): void {
  const problems = problemsOf(changes)
  if (problems.length > 0) throw new InvalidInputError(problems)
}
