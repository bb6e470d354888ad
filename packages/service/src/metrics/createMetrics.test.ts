import { describe, expect, test } from '@jest/globals'
import { METRICS, type MetricDefinition } from './catalogue.js'
import { createMetrics } from './createMetrics.js'

const definitions: [string, MetricDefinition][] = Object.entries(METRICS)

describe('the catalogue', () => {
  // https://prometheus.io/docs/practices/naming
  test.each(definitions)(
    '%s is named by the conventions of Prometheus',
    (name, { type, unit, labels, buckets, from }) => {
      expect(name).toMatch(/^aiigo_[a-z]+(_[a-z]+)*$/)
      expect(name.endsWith('_total')).toBe(type === 'counter')
      for (const base of ['seconds', 'bytes', 'ether', 'tokens']) {
        if (unit === base) expect(name.replace(/_total$/, '')).toMatch(new RegExp(`_${base}$`))
      }
      expect(buckets !== undefined).toBe(type === 'histogram')
      expect(new Set(labels).size).toBe(labels.length)
      // An id as a label would make a series for each job.
      for (const label of labels) expect(label).not.toMatch(/id$|hash|nonce|address|^job$|^node$/i)
      expect(from.length).toBeGreaterThan(0)
    },
  )
})

describe('createMetrics', () => {
  test('makes the metrics of the catalogue, each once', async () => {
    const metrics = createMetrics({ runtime: false })
    metrics.counter('aiigo_job_failures_total').inc({ queue: 'errands', cause: '', final: 'true' })
    expect(metrics.counter('aiigo_job_failures_total')).toBe(metrics.counter('aiigo_job_failures_total'))
    metrics.gauge('aiigo_api_sockets', (gauge) => gauge.set(7))
    metrics.histogram('aiigo_chain_batch_effects').observe(3)
    const text = await metrics.metrics()
    expect(text).toContain(
      '# HELP aiigo_job_failures_total Failed tries of queue jobs; final: no other try follows (tries)',
    )
    expect(text).toContain('aiigo_job_failures_total{queue="errands",cause="",final="true"} 1')
    expect(text).toContain('aiigo_api_sockets 7')
    expect(text).toContain('aiigo_chain_batch_effects_bucket{le="5"} 1')
    expect(() => metrics.counter('aiigo_job_failures_total').inc({ job: '1' })).toThrow(/label/)
  })
})
