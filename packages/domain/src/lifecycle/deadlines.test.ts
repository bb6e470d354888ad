import { expect, it } from '@jest/globals'
import { afterDeadline, unfundedFrom } from './deadlines.js'

const deadline = new Date('2026-01-01T00:00:00Z')

it('gives the first instant after a deadline of the chain, and one more second for deposits', () => {
  expect(afterDeadline(deadline)).toEqual(new Date('2026-01-01T00:00:01Z'))
  expect(unfundedFrom(deadline)).toEqual(new Date('2026-01-01T00:00:02Z'))
})
