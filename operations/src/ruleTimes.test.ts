import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createMetrics, type Metrics } from '@aiigo/service'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parse, stringify } from 'yaml'
import type { Alert } from './Alert.js'
import { ALERTS } from './alerts.js'
import { DASHBOARDS } from './dashboards/index.js'
import { readsOf } from './promql.js'
import { RAISES, type Raise, WELL_SAMPLES, wellMetrics } from './testing/raises.js'
import { type InputSeries, isCounter, samplesOf } from './testing/seriesOf.js'

jest.setTimeout(60_000)
const run = promisify(execFile)
interface GeneratedRule {
  readonly alert: string
  readonly labels: { readonly severity: string }
}
const { groups } = parse(readFileSync(join(process.cwd(), 'operations/generated/rules.yml'), 'utf8')) as {
  groups: { rules: GeneratedRule[] }[]
}
const generated = groups.flatMap(({ rules }) => rules)
/** Seconds between samples and between evaluations, as in `operations/prometheus/prometheus.yml`. */
const STEP = 15
const PROCESS = 'job="api",instance="platform:4000"'
/** Of `ProcessRestarts`: between starts, seconds; the third is an alert. */
const RESTART = 300
const START = 'process_start_time_seconds'
// Not on npm: `.ci/run` installs it, and has its absence fail.
const isThere = process.env.AIIGO_REQUIRE_TOOLS === '1' || spawnSync('promtool', ['--version']).error === undefined
const whenThere = isThere ? describe : describe.skip

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-times-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** @example seconds('10m') // 600 */
function seconds(time: string): number {
  const [, figure, unit] = /^(\d+)([smh])$/.exec(time) ?? []
  return Number(figure) * { s: 1, m: 60, h: 3_600 }[unit as 's' | 'm' | 'h']
}

async function samplesWith(change: (metrics: Metrics) => void, extra = ''): Promise<Map<string, number>> {
  const metrics = createMetrics({ runtime: false })
  wellMetrics(metrics)
  change(metrics)
  return samplesOf(`${await metrics.metrics()}\n${WELL_SAMPLES}${extra}`, PROCESS)
}

/** Numbers of steps: well, with the fault, well again. */
interface Course {
  readonly before: number
  readonly during: number
  readonly after: number
}

/** A series over the three parts of a course. Counters grow in each step of the fault, and stay afterwards. */
function courseOf(series: string, was: number | undefined, is: number | undefined, course: Course): InputSeries {
  const { before, during, after } = course
  const values: (number | '_')[] = Array(before).fill(was ?? '_')
  const growth = isCounter(series) ? (is ?? 0) - (was ?? 0) : 0
  for (let step = 0; step < during; step++) values.push(is === undefined ? '_' : is + growth * step)
  const last = values.at(-1) ?? '_'
  values.push(...Array(after).fill(isCounter(series) ? last : (was ?? '_')))
  return { series, values: values.join(' ') }
}

const isRestart = ({ alert }: Raise): boolean => alert === 'ProcessRestarts'

/** The moments of starts of a process, one after the other. @param most starts at most */
function restarts(series: string, { before, during, after }: Course, most: number): InputSeries {
  const step = (at: number): number => Math.min(most, Math.floor((at * STEP) / RESTART) + 1)
  const values = [
    ...Array(before).fill(1_000),
    ...Array.from({ length: during + after }, (_, at) => 1_000 + step(at) * RESTART),
  ]
  return { series, values: values.join(' ') }
}

async function inputOf(raise: Raise, course: Course, kind: 'fault' | 'edge'): Promise<InputSeries[]> {
  const well = await samplesWith(() => undefined)
  const changed =
    kind === 'fault'
      ? await samplesWith((metrics) => raise.fault(metrics), raise.samples)
      : await samplesWith((metrics) => raise.edge?.(metrics))
  return [...new Set([...well.keys(), ...changed.keys()])].map((series) =>
    isRestart(raise) && series.startsWith(START)
      ? restarts(series, course, kind === 'fault' ? 99 : 2)
      : courseOf(series, well.get(series), changed.get(series), course),
  )
}

/** Has Prometheus go through the course of a fault, with one generated rule and the series that the rule reads. */
async function goThrough(
  { name, severity, expr }: Alert,
  series: InputSeries[],
  answers: readonly [string, number, number][],
): Promise<void> {
  const read = new Set(readsOf(expr).map(({ metric }) => metric))
  const one = ({ alert, labels }: GeneratedRule): boolean => alert === name && labels.severity === severity
  const rules = join(folder, `${name}-${severity}.rules.yml`)
  await writeFile(rules, stringify({ groups: [{ name: 'one', rules: generated.filter(one) }] }))
  const test = {
    interval: `${STEP}s`,
    input_series: series.filter(({ series: text }) => read.has(text.replace(/\{.*/, ''))),
    promql_expr_test: answers.map(([expr, step, value]) => ({
      ...{ expr, eval_time: `${step * STEP}s` },
      exp_samples: [{ labels: '{}', value }],
    })),
  }
  const file = join(folder, `${name}-${severity}.yml`)
  await writeFile(file, stringify({ rule_files: [rules], evaluation_interval: `${STEP}s`, tests: [test] }))
  const { stdout, stderr } = await run('promtool', ['test', 'rules', file]).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  )
  expect(stderr).toBe('')
  expect(stdout).toContain('SUCCESS')
}

whenThere('an alert waits its time', () => {
  const cases = RAISES.map((raise) => {
    const rule = ALERTS.find(({ name, severity }) => name === raise.alert && severity === raise.severity)
    if (!rule) throw new Error(`expected a rule ${raise.alert}`)
    const waits = seconds(rule.for) / STEP
    /** The longest time over which the rule counts, in steps: so long a fault is seen after its end. */
    const window = Math.max(0, ...[...rule.expr.matchAll(/\[(\w+)\]/g)].map(([, time = '']) => seconds(time))) / STEP
    const fires = `ALERTS{alertstate="firing",alertname="${raise.alert}",severity="${raise.severity}"}`
    const firing = `count(${fires}) > bool 0 or vector(0)`
    const everFired = (steps: number) => `count(max_over_time(${fires}[${steps * STEP}s])) > bool 0 or vector(0)`
    return { name: `${raise.alert}, ${raise.severity}`, raise, rule, waits, window, firing, everFired }
  })

  test.each(cases)('$name: it fires after $rule.for, and not before', async (one) => {
    const { raise, rule, waits, window, firing, everFired } = one
    const before = window + 4
    // The third start is two times after the first.
    const seen = isRestart(raise) ? (2 * RESTART) / STEP : 0
    // A rate is there from the second sample on.
    const late = window > 0 ? 2 : 0
    const course = { before, during: seen + waits + late + 2, after: 0 }
    await goThrough(rule, await inputOf(raise, course, 'fault'), [
      [everFired(before + seen + waits), before + seen + waits - 1, 0],
      [firing, before + seen + waits + late, 1],
    ])
  })

  test.each(cases.filter(({ waits, window }) => waits > window + 2))(
    '$name: a fault that is over before $rule.for raises nothing',
    async ({ rule, raise, waits, window, everFired }) => {
      const course = { before: window + 4, during: waits - window - 1, after: waits + window + 4 }
      const steps = course.before + course.during + course.after
      await goThrough(rule, await inputOf(raise, course, 'fault'), [[everFired(steps), steps - 1, 0]])
    },
  )

  test.each(cases.filter(({ raise }) => raise.edge || isRestart(raise)))(
    '$name: figures at the limit raise nothing, however long they stay',
    async ({ rule, raise, waits, window, everFired }) => {
      const course = { before: window + 4, during: waits + window + 8, after: 0 }
      const steps = course.before + course.during
      await goThrough(rule, await inputOf(raise, course, 'edge'), [[everFired(steps), steps - 1, 0]])
    },
  )

  test('only figures of 0 and 1, and counts of which one is too many, have no limit to stay at', () => {
    const without = cases.filter(({ raise }) => !raise.edge && !isRestart(raise)).map(({ rule }) => rule.expr)
    expect(without.filter((expr) => !/(== [01]|> 0)$/.test(expr))).toEqual([])
  })
})

whenThere('Prometheus', () => {
  test('takes every expression of a dashboard', async () => {
    const rules = DASHBOARDS.flatMap(({ panels }) =>
      panels.flatMap(({ queries }) =>
        // Grafana puts a time in; Prometheus takes names of records without spaces.
        queries.map(({ expr }) => ({ record: 'panel', expr: expr.replaceAll('$__rate_interval', '1m') })),
      ),
    ).map((rule, index) => ({ ...rule, record: `panel:${index}` }))
    expect(rules.filter(({ expr }) => expr.includes('$'))).toEqual([])
    const file = join(folder, 'panels.yml')
    await writeFile(file, stringify({ groups: [{ name: 'panels', rules }] }))
    const { stdout } = await run('promtool', ['check', 'rules', file])
    expect(stdout).toContain(`${rules.length} rules found`)
  })
})
