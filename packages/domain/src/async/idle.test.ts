import { expect, it } from '@jest/globals'
import { idle } from './idle.js'
import { pause } from './pause.js'

it('returns when its signal is aborted, before and during the wait, where a pause throws the reason', async () => {
  const reason = new Error('stopped')
  expect(await idle(600_000, AbortSignal.abort(reason))).toBeUndefined()
  await expect(pause(600_000, AbortSignal.abort(reason))).rejects.toBe(reason)
  const stop = new AbortController()
  const both = Promise.allSettled([idle(600_000, stop.signal), pause(600_000, stop.signal)])
  stop.abort(reason)
  expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

it('returns after its time', async () => {
  expect(await idle(1, new AbortController().signal)).toBeUndefined()
})
