import type { Client } from '@aiigo/client'
import { describe, expect, it } from '@jest/globals'
import { codeOf } from '../errors.js'
import { waitFinal } from './waitFinal.js'

/** An API that answers with these jobs, one after another. */
function clientOf(...jobs: unknown[]): Client {
  return { execute: async () => ({ job: jobs.length > 1 ? jobs.shift() : jobs[0] }) } as unknown as Client
}

const of = (state: string, confirmations?: number) => ({
  state,
  finality: confirmations === undefined ? null : { confirmations, required: 2, final: confirmations === 2 },
})

describe('waiting until the end of a job is final', () => {
  it('tells each change once, and goes on when the chain takes the end back', async () => {
    const told: unknown[] = []
    const client = clientOf(of('PAID', 0), of('PAID', 0), of('PAID', 1), of('VERIFYING'), of('PAID', 0), of('PAID', 2))
    const job = await waitFinal(client, 'job', {
      everyMs: 1,
      onFinality: (finality, { state }) => told.push([state, finality?.confirmations ?? null]),
    })
    expect(job).toEqual(of('PAID', 2))
    expect(told).toEqual([
      ['PAID', 0],
      ['PAID', 1],
      ['VERIFYING', null],
      ['PAID', 0],
      ['PAID', 2],
    ])
  })

  it('does not wait for an end that the chain has no part in', async () => {
    expect(await waitFinal(clientOf(of('TIMED_OUT')), 'job', { everyMs: 1 })).toEqual(of('TIMED_OUT'))
    const unknown = waitFinal(clientOf(null), 'job', { everyMs: 1 })
    expect(codeOf(await unknown.catch((error: unknown) => error))).toBe('JOB_UNKNOWN')
  })
})
