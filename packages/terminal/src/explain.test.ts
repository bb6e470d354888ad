import { InvalidInputError, NotRetryableError, RetryableError } from '@aiigo/domain'
import { describe, expect, test } from '@jest/globals'
import { CliError, usageError } from './errors.js'
import { EXIT, exitCodeOf } from './exitCodes.js'
import { errorLines, explain, explainInterrupt, type FailureSite, withLeft } from './explain.js'
import { result } from './schemas/error.js'

const site: FailureSite = {
  program: 'aiigo',
  command: 'submit',
  advise: (codes, command) => (codes.includes('KNOWN') ? `do this in ${command}` : null),
}

describe('exit codes', () => {
  test.each([
    [usageError('jobs', 'expected a job'), EXIT.USAGE],
    [new NotRetryableError('SIGNED_OUT', 'no session'), EXIT.NOT_SIGNED_IN],
    [new RetryableError('NETWORK', 'no answer'), EXIT.NETWORK],
    [new CliError('JOB_NOT_PAID', 'it failed', 'see'), EXIT.FAILED],
    [new NotRetryableError('constructor', 'a code that is a name of every object'), EXIT.FAILED],
    [new TypeError('x is not a function'), EXIT.FAILED],
  ])('%s', (error, code) => {
    expect(explain(error, site).exitCode).toBe(code)
  })

  test('of codes that nobody listed is 1', () => {
    expect(exitCodeOf('SOMETHING_NEW')).toBe(1)
  })
})

describe('an error', () => {
  test.each([
    ['with advice', new NotRetryableError('KNOWN', 'no'), 'do this in submit'],
    ['nobody foresaw', new NotRetryableError('SOMETHING_NEW', 'no'), 'see aiigo submit --help'],
    ['of usage', usageError('submit', 'expected a word'), 'see aiigo submit --help'],
  ])('%s names a command', (_, error, advice) => {
    const explained = explain(error, site)
    expect(explained.error.advice).toBe(advice)
    expect(result.safeParse({ error: explained.error }).success).toBe(true)
  })

  test('of an input has every problem, and the advice of the one that is known', () => {
    const problems = [
      { code: 'SOMETHING_NEW', field: 'spec.name', message: 'expected a name' },
      { code: 'KNOWN', field: 'spec.budget', message: 'expected more' },
    ]
    const explained = explain(new InvalidInputError(problems), site)
    expect(explained.error).toMatchObject({
      code: 'INVALID_INPUT',
      problems,
      advice: 'do this in submit',
    })
    expect(errorLines(explained)).toEqual([
      'error: INVALID_INPUT',
      '  - spec.name: expected a name [SOMETHING_NEW]',
      '  - spec.budget: expected more [KNOWN]',
      expect.stringMatching(/^→ /),
    ])
  })

  test('that is a fault of ours has its stack', () => {
    expect(explain(new TypeError('x is not a function'), site)).toMatchObject({
      error: { code: 'UNEXPECTED' },
      stack: expect.stringMatching(/TypeError/),
    })
  })
})

test('Ctrl-C says what goes on, and the command that goes on with it', () => {
  const left = { goesOn: 'job 1 goes on without you', command: 'aiigo jobs 1 --follow', jobId: '1' }
  const explained = explainInterrupt(left, site)
  expect(explained).toMatchObject({ exitCode: 130, error: { code: 'INTERRUPTED', jobId: '1' } })
  expect(errorLines(explained)).toEqual([
    'stopped waiting; job 1 goes on without you',
    '→ go on with: aiigo jobs 1 --follow',
  ])
})

test('a network failure says what goes on meanwhile; another failure does not', () => {
  const left = { goesOn: 'job 1 goes on without you', command: 'aiigo jobs 1 --follow', jobId: '1' }
  const network = explain(new RetryableError('NETWORK', 'no answer'), site)
  expect(withLeft(network, left).error).toMatchObject({
    ...{ jobId: '1', exitCode: 4, message: 'no answer; job 1 goes on without you' },
    advice: 'when the platform answers again, go on with: aiigo jobs 1 --follow',
  })
  expect(withLeft(network, null)).toBe(network)
  const other = explain(new NotRetryableError('REVERTED', 'no'), site)
  expect(withLeft(other, left)).toBe(other)
})

test('an error of ours is the same beneath those of libraries', () => {
  const wrong = new CliError('WRONG_PASSWORD', 'expected the password', 'try again')
  const signing = new Error('signing', { cause: wrong })
  const sending = new RetryableError('CHAIN_UNREACHABLE', 'the stake', { cause: signing })
  expect(explain(sending, site)).toMatchObject({ exitCode: 1, error: { code: 'WRONG_PASSWORD', advice: 'try again' } })
})
