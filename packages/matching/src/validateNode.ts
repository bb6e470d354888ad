import {
  AVAILABILITIES,
  InvalidInputError,
  NODE_STATES,
  type Problem,
  RESOURCE_TYPES,
  TIERS,
  TRUST_LEVELS,
} from '@aiigo/domain'
import { MINUTES_PER_WEEK } from './schedule.js'
import type { MatchNode } from './types.js'

const NODE_ID = /^0x[0-9a-f]{16}$/
const RATE = /^(0|[1-9][0-9]{0,36})$/
/** Rates are uint120 on chain. */
const RATE_LIMIT = 1n << 120n

export function isNodeId(id: unknown): id is string {
  return typeof id === 'string' && NODE_ID.test(id)
}

const isWhole = (value: unknown, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
const isFigure = (value: unknown): boolean =>
  value === null || value === undefined || (Number.isFinite(value) && (value as number) >= 0)

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

/** @throws InvalidInputError listing every problem */
export function validateNode(node: Partial<MatchNode>): void {
  const problems = problemsOf(node)
  if (problems.length > 0) throw new InvalidInputError(problems)
}
