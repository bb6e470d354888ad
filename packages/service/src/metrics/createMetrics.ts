import { Counter, collectDefaultMetrics, Gauge, Histogram, type Metric, Registry } from 'prom-client'
import { METRICS, type MetricDefinition, type MetricName, type NameOf } from './catalogue.js'

export type { Counter, Gauge, Histogram }

/** A Prometheus registry whose metrics are those of the catalogue. Asked for twice, a metric is the same one. */
export interface Metrics {
  readonly contentType: string
  /** The text of `/metrics`. */
  metrics(): Promise<string>
  counter(name: NameOf<'counter'>): Counter
  /** @param collect called before each scrape, to set values that are read then; it must be quick */
  gauge(name: NameOf<'gauge'>, collect?: (gauge: Gauge) => void | Promise<void>): Gauge
  histogram(name: NameOf<'histogram'>): Histogram
}

export interface MetricsOptions {
  /** Whether Node's own measurements (memory, event loop, garbage collection) are in it; default true. */
  runtime?: boolean
}

/** Metrics of one process; `createHealth` serves them at `/metrics`. */
export function createMetrics({ runtime = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry()
  if (runtime) collectDefaultMetrics({ register: registry })

  function once<M extends Metric>(name: MetricName, make: (definition: MetricDefinition) => M): M {
    return (registry.getSingleMetric(name) as M | undefined) ?? make(METRICS[name])
  }
  const settings = (name: MetricName, { help, unit, labels }: MetricDefinition) => ({
    ...{ name, help: `${help} (${unit})`, labelNames: [...labels], registers: [registry] },
  })

  return {
    contentType: registry.contentType,
    metrics: () => registry.metrics(),
    counter: (name) => once(name, (definition) => new Counter(settings(name, definition))),
    gauge: (name, collect) =>
      once(name, (definition) => {
        const gauge: Gauge = new Gauge({
          ...settings(name, definition),
          ...(collect ? { collect: () => collect(gauge) } : {}),
        })
        return gauge
      }),
    histogram: (name) =>
      once(name, (definition) => {
        const { buckets = [] } = definition
        return new Histogram({ ...settings(name, definition), buckets: [...buckets] })
      }),
  }
}
