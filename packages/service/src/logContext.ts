import { AsyncLocalStorage } from 'node:async_hooks'

/** A span that is open, as far as logs and messages need it. */
export interface OpenSpan {
  /** W3C `traceparent` of what follows from it. */
  readonly traceparent: string
  readonly traceId: string
  readonly spanId: string
  set(attributes: Readonly<Record<string, string | number>>): void
  fail(error: unknown): void
  end(): void
}

/** Fields that say what a line of the log is about, such as `jobId`, `taskId`, `offerId`, `queue`. */
export type LogFields = Readonly<Record<string, string | number>>

interface Store {
  readonly fields: Record<string, string | number>
  readonly span: OpenSpan | undefined
}

const context = new AsyncLocalStorage<Store | undefined>()

/** Runs something whose lines of the log all have these fields, whoever writes them. A line's own fields come first. */
export function withLogContext<T>(fields: LogFields, run: () => T): T {
  const outer = context.getStore()
  return context.run({ fields: { ...outer?.fields, ...fields }, span: outer?.span }, run)
}

/** Adds fields that were learnt on the way, for the lines to come. Without effect outside of `withLogContext`. */
export function addLogContext(fields: LogFields): void {
  const store = context.getStore()
  if (store) Object.assign(store.fields, fields)
}

/** Runs something that is shared by many, such as a loop that gathers: its lines are about none of them. */
export function withoutLogContext<T>(run: () => T): T {
  return context.run(undefined, run)
}

/** Runs something within a span; its fields stay. */
export function withOpenSpan<T>(span: OpenSpan, run: () => T): T {
  return context.run({ fields: context.getStore()?.fields ?? {}, span }, run)
}

export function openSpan(): OpenSpan | undefined {
  return context.getStore()?.span
}

/** The fields of the present context, with the ids of its trace. */
export function logContext(): Record<string, string | number> {
  const store = context.getStore()
  if (!store) return {}
  const { span, fields } = store
  return { ...fields, ...(span ? { traceId: span.traceId, spanId: span.spanId } : {}) }
}
