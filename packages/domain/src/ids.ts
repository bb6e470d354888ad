import { v5 as uuidV5 } from 'uuid'
import { NotRetryableError } from './errors.js'

export type Hex = `0x${string}`

/** Namespace of all deterministic ids of this system. */
const NAMESPACE = '5a1c7c4e-2f0b-5d7e-9b43-0f6a1f3d8e21'

/**
 * The id of an effect, derived from what the effect is, so that doing it twice gives the same id twice.
 * @example effectId('assign', taskId, '1')
 */
export function effectId(...parts: readonly string[]): string {
  return uuidV5(JSON.stringify(parts), NAMESPACE)
}

/**
 * A job's UUID as the contracts carry it: in the high 16 bytes, the replica index in the low 16.
 * @example jobIdToBytes32('00000000-0000-4000-8000-000000000001', 0)
 */
export function jobIdToBytes32(jobId: string, replica = 0): Hex {
  const hex = jobId.replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(hex)) {
    throw new NotRetryableError('BAD_JOB_ID', `expected a UUID as job id, got ${JSON.stringify(jobId)}`)
  }
  return `0x${hex}${replica.toString(16).padStart(32, '0')}`
}

/** Inverse of `jobIdToBytes32`. */
export function bytes32ToJobId(value: Hex): { jobId: string; replica: number } {
  const hex = value.slice(2)
  const jobId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
  return { jobId, replica: Number.parseInt(hex.slice(32), 16) }
}

/**
 * Region code as the contracts carry it: ASCII, filled up with zeroes on the right.
 * @throws NotRetryableError `BAD_REGION` when it is not 1 to 8 characters of ASCII
 * @example regionToBytes8('EU') // '0x4555000000000000'
 */
export function regionToBytes8(region: string): Hex {
  if (!/^[\x21-\x7e]{1,8}$/.test(region)) {
    throw new NotRetryableError(
      'BAD_REGION',
      `expected 1 to 8 ASCII characters as region, got ${JSON.stringify(region)}`,
    )
  }
  const digits = Array.from(region, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'))
  return `0x${digits.join('').padEnd(16, '0')}`
}

/** Inverse of `regionToBytes8`. */
export function bytes8ToRegion(value: Hex): string {
  const codes = (value.slice(2).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  return String.fromCharCode(...codes.filter((code) => code !== 0))
}
