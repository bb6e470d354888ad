import {
  type DestinationStream,
  type LoggerOptions as LoggerOptionsOfPino,
  type Logger as PinoLogger,
  pino,
} from 'pino'
import { logContext } from './logContext.js'
import { createLogLimit, kindOfTrouble } from './logLimit.js'

export type Logger = PinoLogger

export interface LoggerOptions {
  /** Process name, on every line as `name`. */
  name: string
  /** fatal, error, warn, info, debug, trace or silent. Default info. */
  level?: string
  /** Warnings and errors of one kind are written once in this time, milliseconds; default 60 000. */
  repeatMs?: number
  /** Default standard output. */
  destination?: DestinationStream
}

/** pino's numbers. */
const [WARN, ERROR] = [40, 50]

/**
 * A logger that writes one JSON object a line to standard output, at once (so that the last line before a crash is
 * kept). `bigint` fields are written as decimal strings, `error`/`err` fields with their stack; authorization headers
 * and keys are removed. Of warnings and errors with an `err` of one kind, those after the first are left out for a
 * minute and counted (`leftOut`): a database that restarts would else fill the disk with stacks.
 */
export function createLogger({ name, level = 'info', repeatMs = 60_000, destination }: LoggerOptions): Logger {
  const limit = createLogLimit({ everyMs: repeatMs })
  const options: LoggerOptionsOfPino = {
    name,
    level,
    mixin: logContext,
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
    hooks: {
      logMethod(args, write, lineLevel) {
        const [fields, text = ''] = args as unknown as [unknown, unknown]
        const error = errorOf(fields)
        if (!error || (lineLevel !== WARN && lineLevel !== ERROR)) return write.apply(this, args)
        // A failure that is final is another kind than the same one that is tried again.
        const leftOut = limit.admit(`${lineLevel === ERROR ? 'error: ' : ''}${kindOfTrouble(String(text), error)}`)
        if (leftOut === null) return
        if (leftOut === 0) return write.apply(this, args)
        const [, ...rest] = args as unknown as [unknown, ...unknown[]]
        return write.apply(this, [{ ...(fields as object), leftOut }, ...rest] as unknown as typeof args)
      },
    },
  }
  const logger = destination ? pino(options, destination) : pino(options)
  const tellLeftOut = (): void => {
    for (const { kind, leftOut } of limit.drain())
      logger.warn({ leftOut }, `more lines like this were left out: ${kind}`)
  }
  setInterval(tellLeftOut, repeatMs).unref()
  return logger
}

function errorOf(fields: unknown): Error | null {
  if (fields instanceof Error) return fields
  if (typeof fields !== 'object' || fields === null) return null
  const { err, error } = fields as { err?: unknown; error?: unknown }
  return err instanceof Error ? err : error instanceof Error ? error : null
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
