import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { EnvironmentError, parseEnvironment } from './environment.js'

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65535),
  AUTH_JWT_SECRET: z.string().min(32),
  LOG_LEVEL: z.enum(['info', 'debug']).default('info'),
})

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseEnvironment(schema, env)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
  }
  throw new Error('expected an EnvironmentError')
}

describe('parseEnvironment', () => {
  test('returns parsed values and defaults', () => {
    expect(parseEnvironment(schema, { PORT: '4000', AUTH_JWT_SECRET: 'x'.repeat(32) })).toEqual({
      PORT: 4000,
      AUTH_JWT_SECRET: 'x'.repeat(32),
      LOG_LEVEL: 'info',
    })
  })

  test('reports every problem at once', () => {
    const problems = problemsOf({ PORT: '70000', LOG_LEVEL: 'loud' })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'AUTH_JWT_SECRET', 'LOG_LEVEL'])
    expect(problems[0]).toContain('"70000"')
    expect(problems[1]).toContain('not set')
  })

  test('treats an empty value as not set', () => {
    const parsed = parseEnvironment(schema, { PORT: '1', AUTH_JWT_SECRET: 'y'.repeat(32), LOG_LEVEL: '' })
    expect(parsed.LOG_LEVEL).toBe('info')
  })

  test('never shows a secret', () => {
    expect(problemsOf({ PORT: '1', AUTH_JWT_SECRET: 'too-short' }).join()).not.toContain('too-short')
  })
})
