// tier: parts
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { logContext, withLogContext } from './logContext.js'
import { beginSpan, inSpan, startTracing, traceparent } from './tracing.js'

interface Span {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  kind: number
  status: { code?: number; message?: string }
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
}

/** Takes what an OTLP collector takes. */
const received: { service: string; span: Span }[] = []
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString())
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = resource.attributes.find(({ key }: { key: string }) => key === 'service.name')?.value.stringValue
      for (const { spans } of scopeSpans) received.push(...spans.map((span: Span) => ({ service, span })))
    }
    response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
  })
})
let endpoint: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const onError = (error: unknown): never => {
  throw error
}

describe('traces', () => {
  test('are nothing while they are off', async () => {
    const end = await startTracing({ endpoint: undefined, ratio: 1, service: 'test', onError })
    expect(await inSpan('work', { kind: 'internal' }, async () => traceparent())).toBeNull()
    expect(beginSpan('request', { kind: 'server' })).toBeNull()
    await end()
  })

  // prom-client loads the API of OpenTelemetry by itself.
  test('load no module that makes or sends spans while they are off', async () => {
    const program = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
      const { startTracing, inSpan } = await import('./packages/service/dist/index.js')
      await startTracing({ endpoint: process.argv[1] || undefined, ratio: 1, service: 'test', onError() {} })
      await inSpan('work', { kind: 'internal' }, async () => 1)
      console.log(loaded.filter((url) => /opentelemetry.(sdk|exporter|otlp|resources)/.test(url)).length, loaded.length > 5)
      process.exit()`
    const run = async (address: string) =>
      (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, address])).stdout.trim()
    expect(await run('')).toBe('0 true')
    expect(await run(endpoint)).toMatch(/^[1-9]\d* true$/)
  })

  test('lead from a request over a message to its handler and what it does, with errors and ids of the log', async () => {
    const end = await startTracing({ endpoint, ratio: 1, service: 'test', onError })
    const request = beginSpan('graphql', { kind: 'server' })
    const message = request?.run(() => traceparent()) ?? null
    request?.set({ 'http.response.status_code': 200 })
    request?.end()
    const ids: unknown[] = []
    await withLogContext({ jobId: 'a' }, () =>
      inSpan('process assign-task', { kind: 'consumer', parent: message }, async () => {
        ids.push(logContext())
        await inSpan('chain assign', { kind: 'client' }, () => Promise.reject(new Error('refused'))).catch(
          () => undefined,
        )
      }),
    )
    await inSpan('alone', { kind: 'internal', parent: 'nonsense' }, async () => undefined)
    await end()
    const of = (name: string) => {
      const found = received.find(({ span }) => span.name === name)
      if (!found) throw new Error(`no span ${name}`)
      return found
    }
    const [graphql, handler, chain] = [of('graphql').span, of('process assign-task').span, of('chain assign').span]
    expect(message).toBe(`00-${graphql.traceId}-${graphql.spanId}-01`)
    expect([handler.traceId, handler.parentSpanId]).toEqual([graphql.traceId, graphql.spanId])
    expect([chain.traceId, chain.parentSpanId]).toEqual([graphql.traceId, handler.spanId])
    expect([graphql.kind, handler.kind, chain.kind]).toEqual([2, 5, 3])
    expect(chain.status).toMatchObject({ code: 2, message: 'refused' })
    expect(handler.attributes).toContainEqual({ key: 'aiigo.jobId', value: { stringValue: 'a' } })
    expect(ids).toEqual([{ jobId: 'a', traceId: graphql.traceId, spanId: handler.spanId }])
    expect(of('alone').span.traceId).not.toBe(graphql.traceId)
    expect(of('alone').service).toBe('aiigo-test')
  }, 20_000)
})
