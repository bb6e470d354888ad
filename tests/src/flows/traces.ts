import { readFileSync } from 'node:fs'
import { pause } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { expect, it } from '@jest/globals'
import type { Marketplace } from '../testkit/marketplace.js'
import type { ReceivedSpan, TraceReceiver } from '../testkit/traceReceiver.js'

/** Traces and log lines of the jobs that other flows have run. */
export function describeTraces(market: () => Marketplace, receiver: () => TraceReceiver): void {
  it('leads a trace from the API over the queue to the transaction, and has the job in every line about it', async () => {
    const chain = await assignment(receiver)
    const [api, handler, sent] = chain
    expect(chain.map(({ service, name }) => `${service} ${name}`)).toEqual([
      'aiigo-api graphql',
      'aiigo-worker process assign-task',
      'aiigo-worker chain assign',
    ])
    expect(api?.parentSpanId).toBeNull()
    expect(api?.attributes).toMatchObject({ 'graphql.operation.name': 'acceptOffer', 'aiigo.outcome': 'ok' })
    const jobId = handler?.attributes['aiigo.jobId']
    expect(jobId).toMatch(/^[0-9a-f-]{36}$/)
    const transaction = sent?.attributes['aiigo.transaction']
    expect(transaction).toMatch(/^0x[0-9a-f]{64}$/)

    const lines = readFileSync(market().stack.logPath('worker'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(String(transaction)) && line.includes('transaction mined'))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))))
    const line = lines.find(({ kind, traceId }) => kind === 'assign' && traceId === api?.traceId)
    expect(line).toMatchObject({
      ...{ jobId, taskId: sent?.attributes['aiigo.subject'], offerId: handler?.attributes['aiigo.offerId'] },
      queue: queues.assign.name,
      traceId: api?.traceId,
    })
  })
}

/** The spans from an acceptance to its assignment on chain. */
async function assignment(receiver: () => TraceReceiver): Promise<readonly ReceivedSpan[]> {
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(200)) {
    const spans = receiver().spans()
    const byId = new Map(spans.map((span) => [span.spanId, span]))
    for (const sent of spans.filter(
      ({ name, attributes }) => name === 'chain assign' && attributes['aiigo.transaction'],
    )) {
      const handler = byId.get(sent.parentSpanId ?? '')
      const api = byId.get(handler?.parentSpanId ?? '')
      if (handler && api) return [api, handler, sent]
    }
  }
  const names = [
    ...new Set(
      receiver()
        .spans()
        .map(({ service, name }) => `${service} ${name}`),
    ),
  ]
  throw new Error(`expected a trace from the API to an assignment, got spans ${names.join(', ')}`)
}
