import { describe, expect, it } from '@jest/globals'
import { IllegalTransitionError } from '../errors.js'
import { attemptLifeCycle, attemptTakenBack } from './attempt.js'
import { jobLifeCycle, jobTakenBack } from './job.js'
import { nodeLifeCycle } from './node.js'
import { taskLifeCycle } from './task.js'
import type { LifeCycle } from './transitions.js'

/** A life cycle whose states are any text, so that all of them can be walked alike. */
const anyText = <S extends string>(cycle: LifeCycle<S>) => ({
  ...cycle,
  states: cycle.states as readonly string[],
  transitions: cycle.transitions as Readonly<Record<string, readonly string[]>>,
  can: (from: string, to: string) => cycle.can(from as S, to as S),
  assert: (from: string, to: string) => cycle.assert(from as S, to as S),
  isFinal: (state: string) => cycle.isFinal(state as S),
})
type AnyCycle = ReturnType<typeof anyText>

const [job, task] = [anyText(jobLifeCycle), anyText(taskLifeCycle)]
const lifeCycles = [job, anyText(attemptLifeCycle), anyText(nodeLifeCycle), task]

/** Every state that can be reached from `start`, by walking the table. */
function reachable(cycle: AnyCycle, start: string): Set<string> {
  const seen = new Set([start])
  for (const state of seen) for (const next of cycle.transitions[state] ?? []) seen.add(next)
  return seen
}

describe.each(lifeCycles.map((cycle) => [cycle.subject, cycle] as const))('%s life cycle', (_, cycle) => {
  it('names only states it knows', () => {
    for (const targets of Object.values(cycle.transitions))
      for (const target of targets) expect(cycle.states).toContain(target)
  })

  it('reaches every state from the first', () => {
    expect([...reachable(cycle, cycle.states[0] as string)].sort()).toEqual([...cycle.states].sort())
  })

  it('refuses every move that is not in the table and says what is allowed', () => {
    for (const from of cycle.states) {
      for (const to of cycle.states) {
        if (cycle.can(from, to)) expect(() => cycle.assert(from, to)).not.toThrow()
        else expect(() => cycle.assert(from, to)).toThrow(IllegalTransitionError)
      }
    }
  })
})

describe('what the chain can take back', () => {
  it.each([
    [jobLifeCycle, jobTakenBack],
    [attemptLifeCycle, attemptTakenBack],
  ] as [LifeCycle<string>, LifeCycle<string>][])(
    'leads from an end of the %# to where it can end again',
    (cycle, back) => {
      expect([...back.states].sort()).toEqual([...cycle.states].sort())
      for (const from of back.states) {
        for (const to of back.transitions[from] ?? []) {
          expect(cycle.isFinal(from)).toBe(true)
          expect(reachable(cycle, to)).toContain(from)
        }
      }
    },
  )
})

describe('states that hold money', () => {
  it('every job state that is not final can reach a state that pays or refunds', () => {
    for (const state of job.states) {
      if (job.isFinal(state)) continue
      const ends = [...reachable(job, state)].filter(job.isFinal)
      expect(ends.length).toBeGreaterThan(0)
    }
  })

  it('every task state that is not final can reach an end', () => {
    for (const state of task.states) {
      const ends = [...reachable(task, state)].filter(task.isFinal)
      expect(ends.length).toBeGreaterThan(0)
    }
  })
})
