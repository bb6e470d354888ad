import { stringify } from 'yaml'
import { type Alert, runbookOf } from './Alert.js'
import { panelId } from './buildDashboard.js'
import type { Dashboard } from './Dashboard.js'

/**
 * The rule file of Prometheus. Links go to the platform of the external label `platform`, which
 * `operations/prometheus/prometheus.yml` sets: its docs have the runbook pages.
 */
export function buildRules(alerts: readonly Alert[], dashboards: readonly Dashboard[]): string {
  const rules = alerts.map(({ name, severity, expr, for: time, summary, panel }) => {
    const dashboard = dashboards.find(({ uid }) => uid === panel.dashboard)
    if (!dashboard) throw new Error(`expected a dashboard ${panel.dashboard}, of alert ${name}`)
    return {
      ...{ alert: name, expr, for: time, labels: { severity } },
      annotations: {
        summary,
        runbook_url: `{{ $externalLabels.platform }}/docs/runbooks/${runbookOf(name)}.html`,
        // By these names Grafana links an alert to its panel.
        __dashboardUid__: dashboard.uid,
        __panelId__: String(panelId(dashboard, panel.title)),
      },
    }
  })
  const text = stringify({ groups: [{ name: 'aiigo', rules }] }, { lineWidth: 0 })
  return `# Generated from operations/src/alerts.ts by \`npm run generate\`; do not edit.\n${text}`
}
