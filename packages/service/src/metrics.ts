import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = Registry
export { Counter, Gauge, Histogram }

/**
 * A Prometheus registry with Node's own measurements (memory, event loop, garbage collection) already in it.
 * Pass it as `registers: [metrics]` to `new Counter(…)`, and to `createHealth` to serve it at `/metrics`.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
