import { createServer } from 'node:http'

export interface ReceivedSpan {
  /** Of its process. */
  service: string
  name: string
  traceId: string
  spanId: string
  parentSpanId: string | null
  attributes: Record<string, string | number>
}

export interface TraceReceiver {
  /** Value of `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  endpoint: string
  spans(): readonly ReceivedSpan[]
  stop(): void
}

interface Attribute {
  key: string
  value: { stringValue?: string; intValue?: number }
}

/** Takes traces as a collector of OTLP over HTTP does. */
export async function startTraceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = []
  const attributesOf = (list: Attribute[]) =>
    Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? '']))
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      for (const { resource, scopeSpans } of JSON.parse(String(Buffer.concat(chunks))).resourceSpans) {
        const service = String(attributesOf(resource.attributes)['service.name'])
        for (const { spans: made } of scopeSpans) {
          for (const { name, traceId, spanId, parentSpanId = null, attributes } of made) {
            spans.push({ service, name, traceId, spanId, parentSpanId, attributes: attributesOf(attributes) })
          }
        }
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    spans: () => spans,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
