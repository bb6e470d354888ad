import { IllegalTransitionError } from '../errors.js'

/** For each state, the states it may move to. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>

export interface LifeCycle<S extends string> {
  readonly subject: string
  readonly states: readonly S[]
  readonly transitions: Transitions<S>
  can(from: S, to: S): boolean
  /** @throws IllegalTransitionError naming both states and what would have been allowed. */
  assert(from: S, to: S): void
  /** A state without a way out. */
  isFinal(state: S): boolean
}

/**
 * A life cycle is its transitions table; everything else is derived from it.
 * @example createLifeCycle('queue', { OPEN: ['PAUSED'], PAUSED: ['OPEN'] }).can('OPEN', 'PAUSED') // true
 */
export function createLifeCycle<S extends string>(subject: string, transitions: Transitions<S>): LifeCycle<S> {
  return {
    subject,
    states: Object.keys(transitions) as S[],
    transitions,
    can: (from, to) => transitions[from].includes(to),
    assert(from, to) {
      if (!transitions[from].includes(to)) throw new IllegalTransitionError(subject, from, to, transitions[from])
    },
    isFinal: (state) => transitions[state].length === 0,
  }
}
