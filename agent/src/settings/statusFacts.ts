import { money } from '@aiigo/terminal/money'
import type { Amount } from '@aiigo/terminal/schemas'
import type { Caps } from '../caps/capsSchema.js'
import type { RunningAgent } from '../control/controlSchema.js'
import type { Status } from '../schemas/status.js'

type Fact = readonly [name: string, value: string | null]

const sums = (amounts: readonly Amount[]): string =>
  amounts.length === 0 ? 'nothing' : amounts.map(money).join(' and ')

/** Time in words. @example lasted(3_700_000) // '1 h 1 min' */
export function lasted(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24]
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}

/** The agent's work now, in words. */
function workOf(running: RunningAgent | null): string {
  if (!running) return 'no agent runs'
  if (!running.isReady) return `waits: ${running.waitingFor ?? 'for the platform'}`
  if (running.pausedReason) return `${running.isDraining ? 'drains' : 'pauses'}: ${running.pausedReason}`
  return running.availability === 'AVAILABLE' ? 'takes jobs' : 'is about to take jobs'
}

/** The owner's limits with what is used of them. */
function limitsOf({ caps, readings, jobs }: Pick<RunningAgent, 'caps' | 'readings' | 'jobs'>): string[] {
  const { otherLoadPercent: load, celsius, bytesToday } = readings
  const now = (value: number | null, unit: string): string =>
    value === null ? 'unknown' : `${Math.round(value)} ${unit}`
  const words: { readonly [Cap in keyof Caps]?: string | undefined } = {
    hours: caps.hours?.join(', ') && `hours ${caps.hours?.join(', ')}${caps.zone ? ` (${caps.zone})` : ''}`,
    otherLoadPercent: `load of others ${now(load, '%')} of ${caps.otherLoadPercent} %`,
    celsius: `temperature ${now(celsius, '°C')} of ${caps.celsius} °C`,
    bytesPerSecond: `${caps.bytesPerSecond} bytes a second`,
    bytesPerDay: `${bytesToday} of ${caps.bytesPerDay} bytes today`,
    diskMiB: `disk ${caps.diskMiB} MiB`,
    jobs: `${jobs.length} of ${caps.jobs} jobs`,
    units: `${caps.units} units`,
    memoryMiB: `memory ${caps.memoryMiB} MiB`,
    jobSeconds: `jobs of at most ${caps.jobSeconds} s`,
    executors: `programs of kind ${caps.executors?.join(', ')}`,
    buyers: `${caps.buyers?.length} buyers`,
    notBuyers: `without ${caps.notBuyers?.length} buyers`,
  }
  return Object.entries(words).flatMap(([cap, text]) => (caps[cap as keyof Caps] === undefined || !text ? [] : [text]))
}

/** The last checked benchmark, in words. */
function benchmarkOf(benchmark: NonNullable<Status['node']>['benchmark']): string {
  if (!benchmark) return 'none was checked yet'
  const { cpuOperationsPerSecond, weightBps, answeredAt } = benchmark
  return `${(cpuOperationsPerSecond / 1e9).toFixed(2)} GOP/s at ${answeredAt}, counts ${weightBps / 100} %`
}

/** The state of a machine as lines for a person. @param now milliseconds since the epoch */
export function statusFacts({ name, nodeId, running, node, earnings, trouble }: Status, now: number): Fact[] {
  const limits = running ? limitsOf(running) : []
  const proofs = node?.proofs
  return [
    ['node', `${name} (${nodeId})`],
    ['work', workOf(running)],
    ['chain', node && `${node.state}, ${node.trustLevel}`],
    [
      'online',
      node &&
        `${node.online ? 'yes' : 'no'}${node.uptimeBps === null ? '' : `, up ${node.uptimeBps / 100} % of the time`}`,
    ],
    ['agent', running && `version ${running.version}, runs for ${lasted(now - Date.parse(running.startedAt))}`],
    ...(running?.jobs ?? []).map(
      ({ jobId, since }): Fact => ['job', `${jobId} for ${lasted(now - Date.parse(since))}`],
    ),
    ['jobs', node && `${node.tasksCompleted} done, ${node.tasksFailed} failed`],
    ['earned today', earnings && sums(earnings.today)],
    ['in 7 days', earnings && sums(earnings.sevenDays)],
    ['in all', earnings && sums(earnings.total)],
    ['may withdraw', earnings && sums(earnings.withdrawable)],
    ['still held', earnings && sums(earnings.held)],
    ['limits', limits.length === 0 ? null : limits.join('; ')],
    ['programs', running && Object.keys(running.isolation).join(', ')],
    ['no containers', running?.noContainers ?? null],
    ['proofs of work', proofs ? `${proofs.passed} passed, ${proofs.failed} failed` : null],
    ['next proof', proofs?.nextAt ? `about ${proofs.nextAt}` : null],
    ['benchmark', node && benchmarkOf(node.benchmark)],
    ['trouble', trouble],
  ]
}
