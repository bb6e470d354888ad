import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createMetrics } from '@aiigo/service'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { stringify } from 'yaml'
import { ALERTS } from './alerts.js'
import { RAISES, type Raise, WELL_SAMPLES, wellMetrics } from './testing/raises.js'
import { samplesOf, seriesOf } from './testing/seriesOf.js'

const run = promisify(execFile)
const RULES = join(process.cwd(), 'operations/generated/rules.yml')
/** Minutes of each half of a test, a sample each: longer than any rule waits. */
const STEPS = 25
const PROCESS = 'job="api",instance="platform:4000"'
// Not on npm: `.ci/run` installs it, and has its absence fail.
const isThere = process.env.AIIGO_REQUIRE_TOOLS === '1' || spawnSync('promtool', ['--version']).error === undefined
const whenThere = isThere ? test : test.skip

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-rules-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const answers = (expr: string, minute: number, value: number) => ({
  ...{ expr, eval_time: `${minute}m` },
  exp_samples: [{ labels: '{}', value }],
})

async function samplesWith(group: readonly Raise[], extra: string) {
  const metrics = createMetrics({ runtime: false })
  wellMetrics(metrics)
  for (const { fault } of group) fault(metrics)
  return samplesOf(`${await metrics.metrics()}\n${extra}`, PROCESS)
}

test('every rule has its fault', () => {
  const named = (list: readonly { severity: string }[], key: 'name' | 'alert') =>
    list.map((one) => `${(one as unknown as Record<string, string>)[key]} ${one.severity}`).sort()
  expect(named(RAISES, 'alert')).toEqual(named(ALERTS, 'name'))
})

whenThere('Prometheus takes the rules', async () => {
  expect((await run('promtool', ['check', 'rules', RULES])).stdout).toContain('SUCCESS')
})

/**
 * Faults that are raised together: those of one severity, which no two rules share a figure of. The deep profile raises
 * each alone, which shows that no other fault does it.
 */
const isDeep = process.env.AIIGO_TEST_PROFILE === 'deep'
const GROUPS: readonly (readonly Raise[])[] = isDeep
  ? RAISES.map((raise) => [raise])
  : [RAISES.filter(({ severity }) => severity === 'critical'), RAISES.filter(({ severity }) => severity !== 'critical')]

whenThere(
  'each alert is raised by its fault, and none while the platform is well',
  async () => {
    const well = await samplesWith([], WELL_SAMPLES)
    const tests = await Promise.all(
      GROUPS.map(async (group) => {
        const samples = group.map((raise) => raise.samples ?? '').join('')
        const isRestarting = group.some(({ alert }) => alert === 'ProcessRestarts')
        const series = seriesOf(well, await samplesWith(group, `${WELL_SAMPLES}${samples}`), STEPS)
        return {
          interval: '1m',
          input_series: series.map((one) =>
            isRestarting && one.series.startsWith('process_start_time_seconds')
              ? { ...one, values: `1000x${STEPS} 2000+300x${STEPS}` }
              : one,
          ),
          promql_expr_test: [
            answers('count(ALERTS{alertstate="firing"}) or vector(0)', STEPS - 1, 0),
            ...group.map(({ alert, severity }) =>
              answers(
                `count(max_over_time(ALERTS{alertstate="firing",alertname="${alert}",severity="${severity}"}[${STEPS}m])) > bool 0 or vector(0)`,
                2 * STEPS - 2,
                1,
              ),
            ),
          ],
        }
      }),
    )
    const file = join(folder, 'raises.yml')
    await writeFile(file, stringify({ rule_files: [RULES], evaluation_interval: '1m', tests }))
    const { stdout, stderr } = await run('promtool', ['test', 'rules', file]).catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    )
    expect(stderr).toBe('')
    expect(stdout).toContain('SUCCESS')
  },
  60_000,
)
