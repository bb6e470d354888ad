import type { Stack } from '@aiigo/devstack'

/** Samples of a Prometheus endpoint: the sum of each metric's values, by its name and one label. */
export async function readMetrics(url: string, name: string, label: string): Promise<Map<string, number>> {
  const text = await (await fetch(url)).text()
  const sums = new Map<string, number>()
  for (const line of text.split('\n')) {
    const match = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line)
    if (match?.[1] !== name) continue
    const value = new RegExp(`(?:^|,)${label}="([^"]*)"`).exec(match[2] ?? '')?.[1] ?? ''
    sums.set(value, (sums.get(value) ?? 0) + Number(match[3]))
  }
  return sums
}

/** Seconds that graph-node has been in its handlers of events, by handler. */
export function readMappingSeconds({ ports }: Stack): Promise<Map<string, number>> {
  const url = `http://127.0.0.1:${ports.graphMetrics}/metrics`
  return readMetrics(url, 'deployment_handler_execution_time_sum', 'handler')
}
