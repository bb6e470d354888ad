import { AVAILABILITIES, InvalidInputError, type Problem, RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { idHigh, idLow } from './columnar/hex.js'
import { MINUTES_PER_WEEK } from './schedule.js'
import { MATCH_STATES, type MatchNode } from './types.js'

const RATE = /^(0|[1-9][0-9]{0,36})$/
/** Rates are uint120 on chain. */
const RATE_LIMIT = 1n << 120n

export function isNodeId(id: unknown): id is string {
  return typeof id === 'string' && idHigh(id) >= 0 && idLow(id) >= 0
}

const isWhole = (value: unknown, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
const isFigure = (value: unknown): boolean =>
  value === null || value === undefined || (Number.isFinite(value) && (value as number) >= 0)

/** Whether a rate can be kept: not negative, below 2^120. */
export function isRate(rate: bigint): boolean {
  return rate >= 0n && rate < RATE_LIMIT
}

interface Rule {
  valid: (value: unknown) => boolean
  expected: string
}

const oneOf = (values: readonly string[]): Rule => {
  const known = new Set<unknown>(values)
  return { valid: (value) => known.has(value), expected: `one of ${values.join(', ')}` }
}
const aText = (expected: string): Rule => ({ valid: (value) => typeof value === 'string', expected })
const whole = (most: number, expected: string): Rule => ({ valid: (value) => isWhole(value, most), expected })

/** The valid values of each field of a node. */
const RULES: Readonly<Record<keyof MatchNode, Rule>> = {
  id: { valid: isNodeId, expected: '0x and 16 lower-case hex digits' },
  provider: aText('a wallet'),
  resourceType: oneOf(RESOURCE_TYPES),
  state: oneOf(MATCH_STATES),
  availability: oneOf(AVAILABILITIES),
  online: { valid: (value) => typeof value === 'boolean', expected: 'true or false' },
  freeUnits: whole(Number.MAX_SAFE_INTEGER, 'a whole number from 0'),
  region: aText('a region'),
  tier: oneOf(TIERS),
  trustLevel: oneOf(TRUST_LEVELS),
  reputation: whole(10_000, 'a whole number from 0 to 10000'),
  asks: { valid: areAsks, expected: 'decimal rates below 2^120 by token' },
  memoryMiB: { valid: isFigure, expected: 'a number from 0, or null' },
  hardware: {
    valid: isHardware,
    expected: 'figures from 0, a model name, a list of sensors, and whether it serves files',
  },
  tflops: { valid: isFigure, expected: 'a number from 0, or null' },
  hashesPerSecond: { valid: (value) => typeof value === 'bigint' && value >= 0n, expected: 'a bigint from 0' },
  roundTripMs: {
    valid: (value) => value === null || isWhole(value, Number.MAX_SAFE_INTEGER),
    expected: 'whole milliseconds from 0, or null',
  },
  uptimeBps: whole(10_000, 'a whole number from 0 to 10000'),
  executors: {
    valid: (value) => value === undefined || areTexts(value),
    expected: 'a list of names, or nothing',
  },
  schedule: { valid: isSchedule, expected: `windows [from, to) with 0 <= from < to <= ${MINUTES_PER_WEEK}, or null` },
}
const FIELDS = Object.keys(RULES) as (keyof MatchNode)[]

/**
 * All the rules, each by its name: a loop over fields takes several times as long, for every node when an index is
 * built.
 */
function isNode(node: MatchNode): boolean {
  return (
    RULES.id.valid(node.id) &&
    RULES.provider.valid(node.provider) &&
    RULES.resourceType.valid(node.resourceType) &&
    RULES.state.valid(node.state) &&
    RULES.availability.valid(node.availability) &&
    RULES.online.valid(node.online) &&
    RULES.freeUnits.valid(node.freeUnits) &&
    RULES.region.valid(node.region) &&
    RULES.tier.valid(node.tier) &&
    RULES.trustLevel.valid(node.trustLevel) &&
    RULES.reputation.valid(node.reputation) &&
    RULES.asks.valid(node.asks) &&
    RULES.memoryMiB.valid(node.memoryMiB) &&
    RULES.hardware.valid(node.hardware) &&
    RULES.tflops.valid(node.tflops) &&
    RULES.hashesPerSecond.valid(node.hashesPerSecond) &&
    RULES.roundTripMs.valid(node.roundTripMs) &&
    RULES.uptimeBps.valid(node.uptimeBps) &&
    RULES.executors.valid(node.executors) &&
    RULES.schedule.valid(node.schedule)
  )
}

function problemsOf(node: Partial<MatchNode>, fields: readonly (keyof MatchNode)[]): Problem[] {
  return fields
    .filter((field) => !RULES[field].valid(node[field]))
    .map((field) => {
      const value = node[field]
      const got = typeof value === 'object' ? JSON.stringify(value) : String(value)
      return { code: 'BAD_NODE', field, message: `expected ${RULES[field].expected}, got ${got}` }
    })
}

function areAsks(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const asks = value as MatchNode['asks']
  for (const token in asks) {
    const rate = asks[token]
    if (typeof rate !== 'string' || !RATE.test(rate) || (rate.length > 36 && !isRate(BigInt(rate)))) return false
  }
  return true
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isHardware(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const hardware = value as MatchNode['hardware']
  return (
    (hardware.model === undefined || typeof hardware.model === 'string') &&
    (hardware.sensors === undefined || areTexts(hardware.sensors)) &&
    (hardware.serves === undefined || hardware.serves === true) &&
    isFigure(hardware.vramGiB) &&
    isFigure(hardware.ramGiB) &&
    isFigure(hardware.bandwidthMbps)
  )
}

function isSchedule(schedule: unknown): boolean {
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

/** @throws InvalidInputError listing every problem; a field that is missing is one */
export function validateNode(node: MatchNode): void {
  if (!isNode(node)) throw new InvalidInputError(problemsOf(node, FIELDS))
}

/** @throws InvalidInputError listing every problem among the fields that are given */
export function validateChange(changes: Partial<MatchNode>): void {
  for (const field in changes) {
    const name = field as keyof MatchNode
    if (RULES[name]?.valid(changes[name]) === false) {
      throw new InvalidInputError(
        problemsOf(
          changes,
          FIELDS.filter((other) => other in changes),
        ),
      )
    }
  }
}
