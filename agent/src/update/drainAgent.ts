import { idle } from '@aiigo/domain'
import { askAgent } from '../control/askAgent.js'

const LOOK_MS = 1_000

/** Lets the running agent finish its jobs, and take no more; without one nothing is done. @returns whether one runs */
export async function drainAgent(dataDir: string, signal: AbortSignal, tell: (text: string) => void): Promise<boolean> {
  let state = await askAgent(dataDir, 'drain')
  while (state && state.open > 0) {
    tell(`waiting for ${state.open} ${state.open === 1 ? 'job' : 'jobs'}`)
    await idle(LOOK_MS, signal)
    signal.throwIfAborted()
    state = await askAgent(dataDir, 'status')
  }
  return state !== null
}
