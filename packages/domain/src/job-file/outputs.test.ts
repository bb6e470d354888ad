import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import picomatch from 'picomatch'
import { handInProblem, matchesOutput, outputFolder, outputProblem } from './outputs.js'

describe('the outputs of a job', () => {
  it.each<[output: string, name: string, matches: boolean]>([
    ['result.txt', 'result.txt', true],
    ['result.txt', 'result.txt2', false],
    ['frames', 'frames/a/b.png', true],
    ['frames/', 'frames/a/b.png', true],
    ['frames/', 'frames2/b.png', false],
    ['frames/*.png', 'frames/001.png', true],
    ['frames/*.png', 'frames/deep/001.png', false],
    ['frames/**/*.png', 'frames/001.png', true],
    ['frames/**/*.png', 'frames/deep/er/001.png', true],
    ['**/*.log', 'a.log', true],
    ['run-?/', 'run-1/a/b', true],
    ['run-?/', 'run-12/a', false],
    ['*', 'a/b', false],
  ])('%s names %s: %s', (output, name, matches) => {
    expect(matchesOutput(output, name)).toBe(matches)
  })

  it('match as picomatch does', () => {
    const name = fc.array(fc.stringMatching(/^[ab.]{1,4}$/), { minLength: 1, maxLength: 4 })
    const wild = fc.array(fc.oneof(fc.constant('**'), fc.stringMatching(/^[ab.*?]{1,4}$/)), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(wild, name, (patterns, names) => {
        const [pattern, path] = [patterns.join('/'), names.join('/')]
        // Those are no names and no patterns of a job file.
        fc.pre(outputProblem(pattern) === null && /[*?]/.test(pattern) && !names.some((one) => /^\.|\.$/.test(one)))
        // For picomatch, "a/**" names a as well, but "*/**" does not.
        const same = pattern.endsWith('**') ? `${pattern}/*` : pattern
        expect([pattern, path, matchesOutput(pattern, path)]).toEqual([pattern, path, picomatch.isMatch(path, same)])
      }),
      { numRuns: 3_000 },
    )
  })

  // `matchesSequence.test.ts` counts the comparisons.
  it('match patterns for which a search of all ways would have no end', () => {
    expect(matchesOutput(`${'*a'.repeat(90)}b`, 'a'.repeat(200))).toBe(false)
    expect(matchesOutput('**/a/**/a/**/a/**/b', Array(8).fill('a').join('/'))).toBe(false)
  })

  it.each([
    '../x',
    '/etc/*',
    'a/../*',
    '.ssh/*',
    'a**',
    '**x/y',
    '{a,b}',
    '[ab]',
    '!(x)',
    'a//b',
    '*/'.repeat(9),
    'a\\*',
  ])('refuses %s', (output) => {
    expect(outputProblem(output)).not.toBeNull()
  })

  it('are written into folders that are there', () => {
    const outputs = ['a.txt', 'a/b.txt', 'a/', 'a/*.png', 'a/**/c', 'a*/b/c', '**']
    expect(outputs.map(outputFolder)).toEqual(['', 'a', 'a', 'a', 'a', '', ''])
  })

  it('are what the job asks for, under safe names, and no inputs', () => {
    const job = { outputs: ['out/', '*.csv'], inputs: [{ as: 'in.csv' }] }
    expect(handInProblem(job, 'out/a')).toBeNull()
    expect(handInProblem(job, 'b.csv')).toBeNull()
    expect(handInProblem(job, 'IN.csv')).toBe('it is an input')
    expect(handInProblem(job, 'other')).toBe('the job does not ask for it')
    expect(handInProblem(job, 'out/../../x')).not.toBeNull()
    expect(handInProblem(job, 'out/.ssh')).not.toBeNull()
  })
})
