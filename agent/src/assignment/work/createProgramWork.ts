import { endUnearned, type Work } from './Work.js'

/** A job that runs a program. */
export function createProgramWork(): Work {
  return {
    ...{ hasEarned: false, endsEarly: true, storesLate: false },
    failFiles(error) {
      throw error
    },
    secondsOf: (limitSeconds) => limitSeconds,
    taskOf: () => ({}),
    endBefore: async (before) => endUnearned(before),
    requireEarnings: () => undefined,
    onServing: () => undefined,
    earned: () => ({}),
    close: async () => undefined,
  }
}
