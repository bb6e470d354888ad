import { LegendDisplayMode, LegendPlacement, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common'
import {
  DashboardBuilder,
  DashboardCursorSync,
  type Dashboard as GrafanaDashboard,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as CurvesBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import type { Dashboard, Panel } from './Dashboard.js'

/** Of the data source that `operations/grafana/provisioning` makes. */
export const DATASOURCE = { type: 'prometheus', uid: 'aiigo-prometheus' } as const

/** Grafana's grid has 24 columns. */
const WIDTH = 12
const HEIGHT = 8

const LEGEND = new VizLegendOptionsBuilder()
  .showLegend(true)
  .displayMode(LegendDisplayMode.List)
  .placement(LegendPlacement.Bottom)

/** A panel's number in its dashboard, which links and alerts name. */
export function panelId({ panels }: Dashboard, title: string): number {
  const index = panels.findIndex((panel) => panel.title === title)
  if (index < 0) throw new Error(`expected a panel “${title}”`)
  return index + 1
}

/** A dashboard in Grafana's form: two panels in a row. */
export function buildDashboard(dashboard: Dashboard): GrafanaDashboard {
  const { uid, title, about, panels } = dashboard
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(about)
    .tags(['aiigo'])
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
  for (const [index, panel] of panels.entries()) {
    const place = { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT }
    builder.withPanel(withQueries(panel).id(panelId(dashboard, panel.title)).gridPos(place))
  }
  return builder.build()
}

function withQueries({ title, about, unit, kind = 'curves', queries }: Panel): StatBuilder | CurvesBuilder {
  const panel = kind === 'stat' ? new StatBuilder() : new CurvesBuilder().min(0).legend(LEGEND)
  panel.title(title).description(about).unit(unit).datasource(DATASOURCE)
  for (const [index, { expr, legend }] of queries.entries()) {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode(65 + index))
      .expr(expr)
      .legendFormat(legend)
    panel.withTarget(query)
  }
  return panel
}
