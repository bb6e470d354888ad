import type { OpenReadings } from '../../readings/openReadings.js'
import { endUnearned, requireWork, type Work } from './Work.js'

/** A job that takes readings of a sensor. Those of earlier runs are paid, too. */
export function createReadingsWork(readings: OpenReadings): Work {
  const hasEarned = readings.log.readings.length > 0
  return {
    ...{ hasEarned, endsEarly: !hasEarned, storesLate: hasEarned },
    failFiles(error) {
      throw error
    },
    // They end in time to be handed in: those that there are are a result.
    secondsOf: (limitSeconds, leftMs) => Math.min(limitSeconds, Math.max(0, Math.floor(leftMs / 1_000) - 1)),
    taskOf: () => ({ readings }),
    async endBefore(before) {
      const { stop, refusal } = before
      if (!hasEarned || refusal !== null) return endUnearned(before)
      // A run that is stopped at its beginning hands in those that there are.
      requireWork(stop)
      return null
    },
    requireEarnings: () => undefined,
    onServing: () => undefined,
    earned: (execution) => ({ points: execution ? execution.points : readings.log.readings.length }),
    close: () => readings.log.close(),
  }
}
