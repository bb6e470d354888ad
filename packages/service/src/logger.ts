import { type Logger as PinoLogger, pino } from 'pino'

export type Logger = PinoLogger

export interface LoggerOptions {
  /** Process name, on every line as `name`. */
  name: string
  /** fatal, error, warn, info, debug, trace or silent. Default info. */
  level?: string
}

/**
 * A logger that writes one JSON object a line to standard output, at once (so that the last line before a crash is
 * kept). `bigint` fields are written as decimal strings, `error`/`err` fields with their stack; authorization headers
 * and keys are removed.
 */
export function createLogger({ name, level = 'info' }: LoggerOptions): Logger {
  return pino({
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (fields) => withoutBigints(fields) },
    serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
    redact: {
      paths: [
        'privateKey',
        '*.privateKey',
        'secret',
        '*.secret',
        'authorization',
        '*.authorization',
        '*.headers.authorization',
      ],
      censor: '[hidden]',
    },
  })
}

function withoutBigints(fields: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) result[key] = plain(value, 0)
  return result
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (depth < 4 && Array.isArray(value)) return value.map((item) => plain(item, depth + 1))
  if (depth < 4 && value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]))
  }
  return value
}
