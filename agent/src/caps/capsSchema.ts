import * as z from 'zod'
import { type HourWindow, isTimeZone, localZone, parseWindow, WINDOW_FORM } from './hours.js'

const hours = z
  .array(
    z.string().refine((text) => parseWindow(text) !== null, {
      error: 'these are no hours',
      params: { expected: WINDOW_FORM, advice: 'write them with two digits each' },
    }),
  )
  .min(1)
  .max(50)

const wallet = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'expected an address, 0x and 40 hex digits')

/** Ways to run programs: modules; images by Podman; images as processes in boxes of bubblewrap. */
export const EXECUTOR_KINDS = ['wasm', 'container', 'process'] as const

/** The fate of running jobs when the owner needs the machine. */
export const RUNNING_JOBS = z.enum(['finish', 'giveBack'])

/** Limits that the owner of a machine sets. A limit that is left out does not hold. */
export const capsSchema = z.strictObject({
  /** When jobs may come: windows of local time. */
  hours: hours.optional(),
  /** Time zone of the hours and of the day of `bytesPerDay`; default: that of the machine. */
  zone: z
    .string()
    .refine(isTimeZone, {
      error: 'the system knows no such time zone',
      params: { expected: 'a time zone such as "Europe/Berlin" or "UTC"', advice: 'see: timedatectl list-timezones' },
    })
    .optional(),
  /** Processor time that other programs than this one's may use, percent of all cores. */
  otherLoadPercent: z.number().min(1).max(100).optional(),
  /** Hottest sensor, degrees Celsius. */
  celsius: z.number().min(20).max(120).optional(),
  /** Files of jobs that are fetched or stored in a second, bytes. */
  bytesPerSecond: z.int().min(10_000).optional(),
  /** Files of jobs that are fetched or stored in a day, bytes. */
  bytesPerDay: z.int().min(1_000_000).optional(),
  /** Disk space of all jobs together, MiB. */
  diskMiB: z.int().min(32).optional(),
  /** Jobs at a time. */
  jobs: z.int().min(1).max(1_024).optional(),
  /** Units of all running jobs together. */
  units: z.int().min(1).max(1_024).optional(),
  /** Memory of all running jobs together, MiB. */
  memoryMiB: z.int().min(64).optional(),
  /** Longest run of a job, seconds. */
  jobSeconds: z.int().min(1).optional(),
  /** Ways in which programs may run; default: modules. The others are for owners who want them. */
  executors: z.array(z.enum(EXECUTOR_KINDS)).min(1).max(20).optional(),
  /** Wallets whose jobs may run; default: all. */
  buyers: z.array(wallet).min(1).max(1_000).optional(),
  /** Wallets whose jobs may not run. */
  notBuyers: z.array(wallet).max(1_000).optional(),
  /** The fate of running jobs when hours end, or load or temperature are too high. */
  runningJobs: RUNNING_JOBS.default('finish'),
})

/** Limits that the owner of a machine sets. */
export type Caps = z.output<typeof capsSchema>

/** No limits. */
export const NO_CAPS: Caps = { runningJobs: 'finish' }

/** The zone of hours and days. */
export const zoneOf = ({ zone }: Pick<Caps, 'zone'>): string => zone ?? localZone()

/** The windows of the hours; null where jobs may come at any time. */
export const windowsOf = ({ hours: texts }: Pick<Caps, 'hours'>): readonly HourWindow[] | null =>
  texts?.flatMap((text) => parseWindow(text) ?? []) ?? null
