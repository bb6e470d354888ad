/**
 * A value as JSON in its one canonical form: keys sorted by code unit, no spaces, fields that are undefined left out.
 * Two jobs are the same job exactly when this text is the same, so the specHash is taken of it.
 * @throws TypeError for what JSON can't hold: functions, bigint, NaN, infinities.
 * @example canonicalJson({ b: 1, a: [true] }) // '{"a":[true],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`)
    return `{${entries.join(',')}}`
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  throw new TypeError(`expected a JSON value, got ${String(value)} (${typeof value}); convert it before hashing`)
}
