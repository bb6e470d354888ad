import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { METRICS, type MetricDefinition } from '@aiigo/service'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { type Alert, runbookOf } from './Alert.js'
import { ALERTS } from './alerts.js'
import { buildDashboard, DATASOURCE } from './buildDashboard.js'
import { buildRules } from './buildRules.js'
import { DASHBOARDS } from './dashboards/index.js'
import { metricsPage } from './metricsPage.js'
import { baseOf, groupsOf, readsOf } from './promql.js'

const root = process.cwd()
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Of Prometheus and of prom-client. */
const FOREIGN: Record<string, readonly string[]> = {
  up: [],
  process_start_time_seconds: [],
  process_resident_memory_bytes: [],
  nodejs_eventloop_lag_p99_seconds: [],
}
/** Codes of errors in the runbooks. */
const CODES = new Set([
  'CHAIN_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'RATE_LIMITED',
  'DEPLOYMENT_FILE',
])
/** The file of a command of `aiigo`. */
const camel = ([first = '', ...rest]: string[]): string =>
  first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
/** Labels that Prometheus and histograms add. */
const ADDED = ['job', 'instance', 'le']
const catalogue: Record<string, MetricDefinition> = METRICS
const allowed = (metric: string): readonly string[] | undefined => {
  const labels = catalogue[metric]?.labels ?? catalogue[baseOf(metric)]?.labels ?? FOREIGN[metric]
  return labels && [...labels, ...ADDED]
}
const panels = DASHBOARDS.flatMap((dashboard) => dashboard.panels.map((panel) => ({ dashboard, panel })))
const expressions: [string, string][] = [
  ...panels.flatMap(({ dashboard, panel }) =>
    panel.queries.map(({ expr }): [string, string] => [`${dashboard.title}, ${panel.title}`, expr]),
  ),
  ...ALERTS.map(({ name, severity, expr }): [string, string] => [`${name} ${severity}`, expr]),
]

describe('expressions', () => {
  test.each(expressions)('%s reads metrics and labels of the catalogue', (_, expr) => {
    const reads = readsOf(expr)
    expect(reads.length).toBeGreaterThan(0)
    for (const { metric, labels } of reads) {
      expect([metric, allowed(metric) !== undefined]).toEqual([metric, true])
      for (const label of labels) expect(allowed(metric)).toContain(label)
    }
    for (const label of groupsOf(expr)) {
      expect([label, reads.some(({ metric }) => allowed(metric)?.includes(label))]).toEqual([label, true])
    }
  })

  test('a wrong name is seen', () => {
    expect(readsOf('max by (queue) (aiigo_queue_jbos{stat="x"}) > 0')).toEqual([
      { metric: 'aiigo_queue_jbos', labels: ['stat'] },
    ])
    expect(allowed('aiigo_queue_jbos')).toBeUndefined()
    expect(allowed('aiigo_job_seconds_bucket')).toContain('cause')
  })
})

describe('dashboards', () => {
  test('show every metric of the catalogue', () => {
    const shown = new Set(
      panels.flatMap(({ panel }) =>
        panel.queries.flatMap(({ expr }) => readsOf(expr).map(({ metric }) => baseOf(metric))),
      ),
    )
    expect(Object.keys(METRICS).filter((name) => !shown.has(name))).toEqual([])
  })

  test.each(DASHBOARDS)(
    '$title fits Grafana: panels apart, numbered, of the data source that is provisioned',
    (dashboard) => {
      const built = buildDashboard(dashboard)
      const places = new Set<string>()
      const ids = new Set<number>()
      for (const panel of (built.panels ?? []) as unknown as {
        id: number
        gridPos: { x: number; y: number; w: number; h: number }
        datasource: unknown
        targets: { refId: string; expr: string }[]
      }[]) {
        expect(panel.datasource).toEqual(DATASOURCE)
        expect(new Set(panel.targets.map(({ refId }) => refId)).size).toBe(panel.targets.length)
        const { x, y, w, h } = panel.gridPos
        expect(x + w).toBeLessThanOrEqual(24)
        for (let column = x; column < x + w; column++) {
          for (let line = y; line < y + h; line++) {
            expect(places.has(`${column} ${line}`)).toBe(false)
            places.add(`${column} ${line}`)
          }
        }
        ids.add(panel.id)
      }
      expect(ids.size).toBe(dashboard.panels.length)
      expect(JSON.parse(read(`operations/generated/dashboards/${dashboard.uid}.json`))).toEqual(
        JSON.parse(JSON.stringify(built)),
      )
    },
  )

  test('have addresses and titles of their own', () => {
    for (const key of ['uid', 'title'] as const)
      expect(new Set(DASHBOARDS.map((one) => one[key])).size).toBe(DASHBOARDS.length)
    for (const { panels: own } of DASHBOARDS) expect(new Set(own.map(({ title }) => title)).size).toBe(own.length)
  })
})

const severities = ALERTS.map((alert): [string, Alert] => [`${alert.name} (${alert.severity})`, alert])

describe('alerts', () => {
  test.each(severities)('%s has a panel that shows every metric that it reads', (_, { panel, expr }) => {
    const found = panels.find(
      ({ dashboard, panel: one }) => dashboard.uid === panel.dashboard && one.title === panel.title,
    )
    const shown = new Set(
      found?.panel.queries.flatMap((query) => readsOf(query.expr).map(({ metric }) => baseOf(metric))),
    )
    expect(readsOf(expr).filter(({ metric }) => !shown.has(baseOf(metric)))).toEqual([])
  })

  test.each([...new Set(ALERTS.map(({ name }) => name))])('%s has a runbook page, which the docs list', (name) => {
    const page = `docs/runbooks/${runbookOf(name)}.md`
    expect(existsSync(join(root, page)) ? '' : `${page} is missing`).toBe('')
    const text = read(page)
    expect(text.split('\n')[0]).toBe(`# ${name}`)
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
    expect(sections).toEqual(['Symptom', 'Harm', 'Look', 'Mend', 'Verify'])
    for (const section of text.split(/^## .+$/m).slice(1)) expect(section.trim().length).toBeGreaterThan(40)
    expect(text).toMatch(/```sh/)
    expect(read('docs/runbooks/README.md')).toContain(`(${runbookOf(name)}.md)`)
    expect(read('docs/README.md')).toContain(`(runbooks/${runbookOf(name)}.md)`)
  })

  test('no page is about an alert that is none', () => {
    const pages = globSync('docs/runbooks/*.md', { cwd: root }).map((path) => path.replace(/^.*\/|\.md$/g, ''))
    const known = new Set(['README', ...ALERTS.map(({ name }) => runbookOf(name))])
    expect(pages.filter((page) => !known.has(page))).toEqual([])
  })

  test('the commands of the pages exist', () => {
    const { services } = parse(read('docker-compose.yml')) as { services: object }
    const settings = read('.env.example')
    const [seen, unknown] = [new Set<string>(), [] as string[]]
    for (const page of globSync('docs/runbooks/*.md', { cwd: root })) {
      const text = read(page)
      for (const [, block = ''] of text.matchAll(/```sh[^\n]*\n([\s\S]*?)```/g)) {
        for (const line of block.trim().split('\n')) {
          const [program = ''] = line.split(' ')
          seen.add(program)
          const words = line.split(' ').slice(1)
          const file = `cli/src/commands/${camel(words.filter((word) => /^[a-z]+$/.test(word)))}.ts`
          const first = `cli/src/commands/${camel(words.slice(0, 2).filter((word) => /^[a-z]+$/.test(word)))}.ts`
          const service = /^docker compose (?:exec|restart|logs(?: --tail \d+)?) ([a-z-]+)/.exec(line)?.[1]
          if (program === 'aiigo' && ![file, first].some((path) => existsSync(join(root, path)))) unknown.push(line)
          if (service && !(service in services)) unknown.push(line)
        }
      }
      for (const [, setting = ''] of text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)) {
        if (!settings.includes(`${setting}=`) && !CODES.has(setting)) unknown.push(`${page}: ${setting}`)
      }
    }
    expect(unknown).toEqual([])
    expect([...seen].sort()).toEqual(['aiigo', 'cast', 'curl', 'docker'])
  })

  test('one name and severity is one rule', () => {
    expect(new Set(severities.map(([title]) => title)).size).toBe(ALERTS.length)
  })
})

test('what is generated is up to date', () => {
  expect(read('operations/generated/rules.yml')).toBe(buildRules(ALERTS, DASHBOARDS))
  expect(read('docs/metrics.md')).toBe(metricsPage())
})
