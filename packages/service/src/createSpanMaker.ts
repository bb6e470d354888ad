import { SpanKind as OtelKind, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { SpanKind, SpanMaker } from './tracing.js'

interface Options {
  /** Of the collector, such as `http://collector:4318`. */
  endpoint: string
  ratio: number
  service: string
  onError: (error: unknown) => void
}

const KINDS: Readonly<Record<SpanKind, OtelKind>> = {
  server: OtelKind.SERVER,
  producer: OtelKind.PRODUCER,
  consumer: OtelKind.CONSUMER,
  client: OtelKind.CLIENT,
  internal: OtelKind.INTERNAL,
}
/** Longest wait of a span for others. Milliseconds. */
const BATCH_MS = 1_000

/** Makes spans of OpenTelemetry and sends them to a collector. `startTracing` alone loads this file. */
export function createSpanMaker({ endpoint, ratio, service, onError }: Options): SpanMaker {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `aiigo-${service}`, 'service.namespace': 'aiigo' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: BATCH_MS })],
  })
  const tracer = provider.getTracer('aiigo')
  return {
    start(name, { kind, parent, attributes }) {
      const remote = spanContextOf(parent)
      const parentContext = remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes } }, parentContext)
      const { traceId, spanId, traceFlags } = span.spanContext()
      return {
        ...{ traceId, spanId },
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
        set: (more) => void span.setAttributes({ ...more }),
        fail(error) {
          span.recordException(error instanceof Error ? error : String(error))
          span.setStatus({
            code: SpanStatusCode.ERROR,
            message: error instanceof Error ? error.message : String(error),
          })
        },
        end: () => span.end(),
      }
    },
    close: () => provider.shutdown().catch(onError),
  }
}

/** The context of a W3C `traceparent`; undefined for anything else, which strangers may send. */
function spanContextOf(parent: string | null | undefined) {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(parent ?? '') ?? []
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}
