import { METRICS, type MetricDefinition } from '@aiigo/service'

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const metricRow = ([name, { type, unit, labels, from, help }]: [string, MetricDefinition]): string =>
  row([`\`${name}\``, type, unit, labels.map((label) => `\`${label}\``).join(', ') || 'none', from.join(', '), help])

/** The text of docs/metrics.md. */
export function metricsPage(): string {
  return `# Metrics

<!-- Generated from packages/service/src/metrics/catalogue.ts by \`npm run generate\`; do not edit. -->

Every process serves its metrics at \`/metrics\`, in the form of Prometheus. The API serves the state that all processes
share. Node's own measurements (\`process_…\`, \`nodejs_…\`) come with them. [Operating](operating.md#monitoring) says how
to collect them.

${row(['metric', 'type', 'unit', 'labels', 'from', 'meaning'])}
${row(Array.from({ length: 6 }, () => '---'))}
${Object.entries(METRICS).map(metricRow).join('\n')}
`
}
