import { logContext, type OpenSpan, openSpan, withOpenSpan } from './logContext.js'

export type SpanKind = 'server' | 'producer' | 'consumer' | 'client' | 'internal'

export interface SpanOptions {
  kind: SpanKind
  /** `traceparent` of a message or a request; default: the span that is open here. */
  parent?: string | null | undefined
  attributes?: Readonly<Record<string, string | number>>
}

/** Makes spans; the one that exports them is loaded only where traces are wanted. */
export interface SpanMaker {
  start(name: string, options: SpanOptions): OpenSpan
  /** Sends what is left. */
  close(): Promise<void>
}

export interface TracingOptions {
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`; without it nothing is loaded and nothing is measured. */
  endpoint: string | undefined
  /** Part of the traces that begin here, 0 to 1; one that began elsewhere is kept as it was there. */
  ratio: number
  /** Name of the process. */
  service: string
  onError: (error: unknown) => void
}

let maker: SpanMaker | null = null

/** Starts traces of this process by OTLP over HTTP. @returns ends them, sending what is left */
export async function startTracing({ endpoint, ...options }: TracingOptions): Promise<() => Promise<void>> {
  if (endpoint === undefined) return async () => undefined
  const { createSpanMaker } = await import('./createSpanMaker.js')
  const made = createSpanMaker({ ...options, endpoint })
  maker = made
  return async () => {
    maker = null
    await made.close()
  }
}

/** The `traceparent` for messages that follow from what runs here; null without a trace. */
export function traceparent(): string | null {
  return openSpan()?.traceparent ?? null
}

/** Runs something as a span of its trace. Costs nothing while there are no traces. */
export async function inSpan<T>(name: string, options: SpanOptions, run: () => Promise<T>): Promise<T> {
  if (!maker) return run()
  const span = startSpan(maker, name, options)
  return withOpenSpan(span, async () => {
    try {
      return await run()
    } catch (error) {
      span.fail(error)
      throw error
    } finally {
      endSpan(span)
    }
  })
}

/**
 * Opens a span around code that ends by an event, such as an answer.
 * @returns null while there are no traces; else `run` for the code, and `end` for the event
 */
export function beginSpan(
  name: string,
  options: SpanOptions,
): { run<T>(code: () => T): T; set: OpenSpan['set']; end(): void } | null {
  if (!maker) return null
  const span = startSpan(maker, name, options)
  return { run: (code) => withOpenSpan(span, code), set: span.set, end: () => span.end() }
}

const startSpan = (by: SpanMaker, name: string, { parent, ...options }: SpanOptions): OpenSpan =>
  by.start(name, { ...options, parent: parent ?? openSpan()?.traceparent })

/** Fields of the log that are known by the end are attributes. */
function endSpan(span: OpenSpan): void {
  const { traceId: _, spanId: __, ...fields } = logContext()
  span.set(Object.fromEntries(Object.entries(fields).map(([name, value]) => [`aiigo.${name}`, value])))
  span.end()
}
