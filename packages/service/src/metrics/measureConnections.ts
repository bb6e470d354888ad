import type { Metrics } from './createMetrics.js'

/** Serves the use of a pool of connections to PostgreSQL. @param counts by state, read at each scrape */
export function measureConnections(metrics: Metrics, counts: () => Promise<Readonly<Record<string, number>>>): void {
  metrics.gauge('aiigo_database_connections', async (gauge) => {
    for (const [state, count] of Object.entries(await counts())) gauge.set({ state }, count)
  })
}
