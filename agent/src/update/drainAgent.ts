import { idle } from '@aiigo/domain'
import { askAgent } from '../control/askAgent.js'

const LOOK_MS = 1_000

/**
 * Lets the running agent finish its jobs, and take no more; without one nothing is done. An agent that was started anew
 * meanwhile is asked again.
 * @param isExpected whether an agent that does not answer is about to: then it is waited for
 * @returns whether one runs
 */
export async function drainAgent(
  dataDir: string,
  signal: AbortSignal,
  tell: (text: string) => void,
  isExpected: () => Promise<boolean> = async () => false,
): Promise<boolean> {
  for (;;) {
    const state = await askAgent(dataDir, 'drain')
    if (state ? state.open === 0 : !(await isExpected())) return state !== null
    if (state) tell(`waiting for ${state.open} ${state.open === 1 ? 'job' : 'jobs'}`)
    await idle(LOOK_MS, signal)
    signal.throwIfAborted()
  }
}
