import { parseArgs } from 'node:util'

/** Where the queues are kept. */
export type Backend = 'postgres' | 'redis'
/** How buyers pay: the platform relays a request out of their prepaid balance, or they send a transaction each. */
export type Funding = 'balance' | 'transaction'

export interface PipelineOptions {
  readonly backends: readonly Backend[]
  /** Jobs in flight of each phase, ascending. */
  readonly inFlight: readonly number[]
  /** Worker processes of each further phase. */
  readonly workers: readonly number[]
  readonly funding: Funding
  /**
   * A phase lasts until so many jobs are paid, or so many seconds are over, whichever comes first; and then until as
   * many as are in flight have been paid, or a multiple of them.
   */
  readonly jobs: number
  readonly seconds: number
  /** Jobs over which memory is watched, after the phases; 0: the phases themselves are watched. */
  readonly memoryJobs: number
  /** Whether the limits are measured. */
  readonly limits: boolean
}

const LONG_JOBS = 20_000

/** @throws Error naming the option that is wrong */
export function readOptions(args: readonly string[]): PipelineOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      'in-flight': { type: 'string', default: '8,64' },
      workers: { type: 'string', default: '1,2,4' },
      fund: { type: 'string', default: 'balance' },
      jobs: { type: 'string', default: '400' },
      seconds: { type: 'string', default: '20' },
      long: { type: 'boolean', default: false },
      'no-limits': { type: 'boolean', default: false },
    },
  })
  const { only, fund } = values
  if (only !== undefined && only !== 'postgres' && only !== 'redis') {
    throw new Error(`expected --only postgres or redis, got ${only}`)
  }
  if (fund !== 'balance' && fund !== 'transaction') {
    throw new Error(`expected --fund balance or transaction, got ${fund}`)
  }
  return {
    backends: only ? [only] : ['postgres', 'redis'],
    inFlight: numbers('in-flight', values['in-flight']),
    workers: numbers('workers', values.workers),
    funding: fund,
    jobs: number('jobs', values.jobs),
    seconds: number('seconds', values.seconds),
    memoryJobs: values.long ? LONG_JOBS : 0,
    limits: !values['no-limits'],
  }
}

const numbers = (name: string, text: string): number[] =>
  text
    .split(',')
    .map((part) => number(name, part))
    .sort((a, b) => a - b)

function number(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`expected whole numbers of at least 1 for --${name}, got ${text}`)
  return value
}
