import { expect, it } from '@jest/globals'
import { every } from './every.js'

it('takes a step at once, waits as it is told after each, and goes on after a failure, until the signal', async () => {
  const stop = new AbortController()
  const did: string[] = []
  let steps = 0
  await every(
    () => {
      did.push(`wait ${steps}`)
      return 1
    },
    stop.signal,
    async () => {
      steps++
      did.push(`step ${steps}`)
      if (steps === 2) throw new Error('odd')
      if (steps === 3) stop.abort()
    },
    (error) => did.push(String(error)),
  )
  expect(did).toEqual(['step 1', 'wait 1', 'step 2', 'Error: odd', 'wait 2', 'step 3', 'wait 3'])
})

it('takes no step after the signal, and does not report what fails because of it', async () => {
  const stop = new AbortController()
  const failures: unknown[] = []
  const step = async () => {
    stop.abort()
    throw new Error('aborted in the middle')
  }
  await every(600_000, stop.signal, step, (error) => failures.push(error))
  await every(600_000, stop.signal, step, (error) => failures.push(error))
  expect(failures).toEqual([])
})
