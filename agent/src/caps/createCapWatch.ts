import { idle } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import type { Caps } from './capsSchema.js'
import type { ProcessorLoad } from './createProcessorLoad.js'
import type { Traffic } from './createTraffic.js'
import { type Pause, pauseReason, type Readings } from './pauseReason.js'

/** The owner's limits that pause the node. */
export interface CapWatch {
  /** The limit that pauses the node now; null when there is none. */
  readonly pause: Pause | null
  /** The readings of the last look. */
  readonly readings: Readings
  look(): Promise<void>
  /** Looks again and again until aborted. */
  watch(signal: AbortSignal): Promise<void>
}

/** Needs of the watch. */
export interface CapWatchOptions {
  readonly caps: Caps
  readonly load: ProcessorLoad
  readonly traffic: Pick<Traffic, 'bytesToday'>
  /** Degrees Celsius; null where the machine does not tell. */
  readonly celsius: () => Promise<number | null>
  /** Told each time the node has to pause or the reason is another one, and each time it may go on. */
  readonly onChange: (pause: Pause | null) => void
  readonly log: Logger
  readonly now?: () => number
  readonly lookMs?: number
}

/** Compares this machine with its owner's limits. Only what has a limit is measured. */
export function createCapWatch(options: CapWatchOptions): CapWatch {
  const { caps, load, traffic, celsius, onChange, log, now = Date.now, lookMs = 5_000 } = options
  let pause: Pause | null = null
  let readings: Readings = { otherLoadPercent: null, celsius: null, bytesToday: traffic.bytesToday }

  async function measure(): Promise<Readings> {
    if (caps.otherLoadPercent !== undefined) {
      await load.look()
      // The first look has nothing to compare with.
      if (load.otherPercent === null) {
        await idle(FIRST_MS, AbortSignal.timeout(FIRST_MS * 2))
        await load.look()
      }
    }
    return {
      otherLoadPercent: caps.otherLoadPercent === undefined ? null : load.otherPercent,
      celsius: caps.celsius === undefined ? null : await celsius(),
      bytesToday: traffic.bytesToday,
    }
  }

  async function look(): Promise<void> {
    readings = await measure()
    const before = pause
    pause = pauseReason(caps, readings, before?.cap ?? null, now())
    if (pause?.reason === before?.reason) return
    if (pause === null) log.info({ readings }, "the owner's limits let the node work again")
    else log.warn({ ...pause, readings }, "the node pauses by its owner's limits")
    onChange(pause)
  }

  return {
    get pause() {
      return pause
    },
    get readings() {
      return readings
    },
    look,
    async watch(signal) {
      while (!signal.aborted) {
        await look()
        await idle(lookMs, signal)
      }
    },
  }
}

/** Between the first two looks at the processor, milliseconds. */
const FIRST_MS = 500
