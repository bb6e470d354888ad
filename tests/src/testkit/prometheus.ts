import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '@aiigo/devstack'
import { pause } from '@aiigo/domain'
import { parse, stringify } from 'yaml'
import { freePort } from './freePort.js'

export interface FiringAlert {
  labels: Record<string, string>
  annotations: Record<string, string>
  state: 'pending' | 'firing'
}

export interface Prometheus {
  /** Waits until an alert with all these labels fires. @throws Error naming those that fire instead */
  fires(labels: Record<string, string>): Promise<FiringAlert>
  /** Waits until none of a name fires. */
  ends(alertname: string): Promise<void>
  /** Waits until an expression with one series has a value of at least so much. */
  reaches(expr: string, least: number): Promise<void>
  stop(): Promise<void>
}

const LIMIT_MS = 90_000

/**
 * The real Prometheus on a running stack, with the platform's rules. It looks each second, and a rule fires at once
 * instead of after its time; limits are those of the rules.
 */
export async function startPrometheus({ ports }: Stack): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-prometheus-'))
  const rules = parse(await readFile('operations/generated/rules.yml', 'utf8')) as {
    groups: { rules: { for: string }[] }[]
  }
  for (const group of rules.groups) for (const rule of group.rules) rule.for = '0s'
  await writeFile(join(folder, 'rules.yml'), stringify(rules))
  const job = (name: string, port: number) => ({
    job_name: name,
    static_configs: [{ targets: [`127.0.0.1:${port}`] }],
  })
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s', external_labels: { platform: 'http://platform' } },
    rule_files: ['rules.yml'],
    scrape_configs: [job('api', ports.api), job('worker', ports.worker), job('blob-gateway', ports.blob)],
  }
  await writeFile(join(folder, 'prometheus.yml'), stringify(config))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log: string[] = []
  const process: ChildProcess = spawn(
    'prometheus',
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  process.stderr?.on('data', (chunk: Buffer) => log.push(String(chunk)))
  const ended = once(process, 'exit')

  async function ask<T>(path: string): Promise<T> {
    const { data } = (await (await fetch(`${url}/api/v1/${path}`)).json()) as { data: T }
    return data
  }

  const alerts = async () =>
    (await ask<{ alerts: FiringAlert[] }>('alerts')).alerts.filter(({ state }) => state === 'firing')

  async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + LIMIT_MS; ; await pause(250)) {
      const found = await look().catch(() => undefined)
      if (found !== undefined) return found
      if (Date.now() <= end) continue
      const names = (await alerts().catch(() => [])).map(({ labels }) => JSON.stringify(labels))
      throw new Error(`${what}; firing: ${names.join(', ') || 'none'}\n${log.join('').slice(-2_000)}`)
    }
  }

  await until('Prometheus did not start', async () => ((await fetch(`${url}/-/ready`)).ok ? true : undefined))
  return {
    fires: (wanted) =>
      until(`expected ${JSON.stringify(wanted)} to fire`, async () =>
        (await alerts()).find(({ labels }) => Object.entries(wanted).every(([name, text]) => labels[name] === text)),
      ),
    async ends(alertname) {
      await until(`expected ${alertname} to end`, async () =>
        (await alerts()).some(({ labels }) => labels.alertname === alertname) ? undefined : true,
      )
    },
    async reaches(expr, least) {
      await until(`expected ${expr} to reach ${least}`, async () => {
        const path = `query?query=${encodeURIComponent(expr)}`
        const [only, ...others] = (await ask<{ result: { value: [number, string] }[] }>(path)).result
        return only && others.length === 0 && Number(only.value[1]) >= least ? true : undefined
      })
    },
    async stop() {
      process.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
