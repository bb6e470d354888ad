import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { ALERTS } from './alerts.js'
import { buildDashboard } from './buildDashboard.js'
import { buildRules } from './buildRules.js'
import { DASHBOARDS } from './dashboards/index.js'
import { metricsPage } from './metricsPage.js'

/** Writes dashboards, rules and docs/metrics.md; same text for same sources. */
const generated = new URL('../generated/', import.meta.url)
const folder = new URL('dashboards/', generated)

rmSync(generated, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const dashboard of DASHBOARDS) {
  writeFileSync(new URL(`${dashboard.uid}.json`, folder), `${JSON.stringify(buildDashboard(dashboard), null, 2)}\n`)
}
writeFileSync(new URL('rules.yml', generated), buildRules(ALERTS, DASHBOARDS))
writeFileSync(new URL('../../docs/metrics.md', import.meta.url), metricsPage())
