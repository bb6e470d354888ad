import { describe, expect, it } from '@jest/globals'
import { compareRuns, problemOfOutcome, RUN_OUTCOMES, type RunReport, STOPPED_EXIT_CODES } from './runReport.js'

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
const run = (changes: Partial<RunReport> = {}): RunReport => ({
  outcome: 'EXITED',
  exitCode: 0,
  printed: { stdout: a, stderr: b },
  outputs: [
    { name: 'x', digest: a },
    { name: 'y', digest: b },
  ],
  ...changes,
})

describe('two runs of a job', () => {
  it('are equal in any order of their files', () => {
    expect(compareRuns(run(), run({ outputs: [...run().outputs].reverse() }))).toEqual({ verdict: 'EQUAL' })
  })

  it.each([
    ['exit code', { exitCode: 3 }, ['exit code 0, the re-run 3']],
    ['what is printed', { printed: { stdout: b, stderr: a } }, ['another text on stdout', 'another text on stderr']],
    ['end', { outcome: 'CRASHED' }, ['outcome EXITED, the re-run CRASHED']],
    [
      'files',
      {
        outputs: [
          { name: 'x', digest: b },
          { name: 'z', digest: b },
        ],
      },
      ['another content of x', 'y, which the re-run did not write', 'no z, which the re-run wrote'],
    ],
  ] as [string, Partial<RunReport>, string[]][])('differ in their %s', (_, changes, differences) => {
    expect(compareRuns(run(), run(changes))).toEqual({ verdict: 'DIFFERENT', differences })
  })

  it('names the first ten of many differences', () => {
    const outputs = Array.from({ length: 30 }, (_, index) => ({ name: `f${index}`, digest: a }))
    const compared = compareRuns(run({ outputs }), run({ outputs: [] }))
    expect(compared).toMatchObject({ verdict: 'DIFFERENT' })
    if (compared.verdict === 'DIFFERENT') expect(compared.differences.slice(9)).toEqual([expect.any(String), '20 more'])
  })

  it.each(['TIME_LIMIT', 'KILLED'] as const)('say nothing when one was stopped by %s', (outcome) => {
    expect(compareRuns(run({ outcome }), run())).toMatchObject({ verdict: 'INCOMPARABLE' })
    expect(compareRuns(run(), run({ outcome }))).toMatchObject({ verdict: 'INCOMPARABLE' })
  })

  it.each(['OUTPUT_LIMIT', 'MEMORY_LIMIT'] as const)(
    'that both ended at %s are not compared by cut files',
    (outcome) => {
      expect(compareRuns(run({ outcome }), run({ outcome, outputs: [] }))).toEqual({ verdict: 'EQUAL' })
    },
  )
})

describe('the outcome of a result', () => {
  it('goes with any exit code when the program ended by itself', () => {
    for (const exitCode of [0, 3, 124, 255]) expect(problemOfOutcome({ outcome: 'EXITED', exitCode })).toBeNull()
  })

  it.each(RUN_OUTCOMES.filter((outcome) => outcome !== 'EXITED' && outcome !== 'KILLED'))(
    'goes with one exit code alone after %s',
    (outcome) => {
      const stopped = STOPPED_EXIT_CODES[outcome as keyof typeof STOPPED_EXIT_CODES]
      expect(problemOfOutcome({ outcome, exitCode: stopped })).toBeNull()
      for (const exitCode of [0, 1, stopped + 1]) {
        expect(problemOfOutcome({ outcome, exitCode })).toBe(
          `expected exit code ${stopped} for the outcome ${outcome}, got ${exitCode}`,
        )
      }
    },
  )

  it.each([0, 137])('is never KILLED, with exit code %s', (exitCode) => {
    expect(problemOfOutcome({ outcome: 'KILLED', exitCode })).toMatch(/got KILLED/)
  })
})
