import { type ResourceType, seededNumbers } from '@aiigo/domain'

/** A machine of the past. Its provider is one of the demo's, its node another. */
export interface PastMachine {
  readonly name: string
  /** Index in the development mnemonic: the wallet of a demo agent. */
  readonly accountIndex: number
  readonly resourceType: ResourceType & ('CPU' | 'GPU')
  readonly units: number
  readonly region: string
  /** Price of the whole machine, dollars × 10^5. */
  readonly hourlyUsd: bigint
  readonly model?: string
  readonly jobsADay: number
}

/** The prices of the design's table: a server of 32 cores at $0.15 an hour, an RTX 4090 at $0.80. */
export const MACHINES: readonly PastMachine[] = [
  {
    ...{ name: 'atlas (retired)', accountIndex: 9, resourceType: 'CPU', units: 32, region: 'EU' },
    ...{ hourlyUsd: 15_000n, jobsADay: 3 },
  },
  {
    ...{ name: 'vega (retired)', accountIndex: 10, resourceType: 'GPU', units: 1, region: 'US' },
    ...{ hourlyUsd: 80_000n, model: 'RTX 4090', jobsADay: 2 },
  },
  {
    ...{ name: 'orion (retired)', accountIndex: 11, resourceType: 'CPU', units: 32, region: 'ASIA' },
    ...{ hourlyUsd: 13_500n, jobsADay: 2 },
  },
]

/** A job of the past. */
export interface PastJob {
  readonly machine: PastMachine
  readonly name: string
  /** Unix seconds. */
  readonly createdAt: number
  readonly runSeconds: number
  readonly units: number
  readonly token: 'ETH' | 'USDC'
  /** Index among the buyers. */
  readonly buyer: number
  /** FUNDED_ONLY: no node took it in time, and the deposit went back. */
  readonly end: 'PAID' | 'NO_NODE'
  /** From the result to the buyer's approval. */
  readonly approvedAfter: number
}

/** Days in which jobs ran. Seven weeks fill no chart better, and cost start-up time. */
export const TRADING_DAYS = 14
/** Days that the machines were known and online. Retention compares the last 30 with the 30 before. */
export const PRESENT_DAYS = 40

const DAY = 86_400
const HOUR = 3_600
const NAMES = {
  CPU: [
    'Word statistics',
    'k-means of sensor data',
    'Render frames 200-260',
    'Monte Carlo, 10^9 paths',
    'Genome index',
  ],
  GPU: ['Fine-tune 7B', 'Upscale archive', 'Embeddings, 4M rows', 'Diffusion batch'],
} as const

/**
 * The jobs of a history, the same at each start: a machine's follow one another, so that it is never sold twice.
 * @param end Unix seconds: everything is over by then
 */
export function planJobs(end: number): PastJob[] {
  const random = seededNumbers(20_261_129)
  const jobs: PastJob[] = []
  const from = end - TRADING_DAYS * DAY
  for (const machine of MACHINES) {
    const slot = Math.floor(DAY / machine.jobsADay)
    for (let start = from + HOUR; start + slot <= end - HOUR; start += slot) {
      // A quiet slot now and then.
      if (random() < 0.12) continue
      const most = slot - 3 * HOUR
      const runSeconds = Math.floor(most * (0.15 + 0.7 * random()))
      const names = NAMES[machine.resourceType]
      jobs.push({
        machine,
        name: names[Math.floor(random() * names.length)] as string,
        createdAt: start + Math.floor(random() * HOUR),
        runSeconds,
        units: machine.resourceType === 'GPU' ? 1 : ([8, 16, 32][Math.floor(random() * 3)] as number),
        token: random() < 0.6 ? 'ETH' : 'USDC',
        buyer: Math.floor(random() * 5),
        end: random() < 0.03 ? 'NO_NODE' : 'PAID',
        approvedAfter: 60 + Math.floor(random() * 1_200),
      })
    }
  }
  return jobs
}

/** Prices drift by up to a tenth from day to day, the same at each start. @param day from 0 */
export function priceOn(machine: PastMachine, day: number): bigint {
  const swing = Math.sin(day / 2.3 + machine.accountIndex) * 0.06 + Math.sin(day * 1.7 + machine.units) * 0.03
  // The last day has the price of the table.
  const factor = day >= TRADING_DAYS - 1 ? 1 : 1 + swing
  return (machine.hourlyUsd * BigInt(Math.round(factor * 10_000))) / 10_000n
}
