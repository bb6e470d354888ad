import { expect, test } from '@jest/globals'
import { RESOURCE_TYPES } from '../resource.js'
import { isTypeShown } from './typeEvidence.js'

test('the proof of work shows a CPU, and an audit that stands everything else', () => {
  expect(RESOURCE_TYPES.filter((type) => isTypeShown(type, null))).toEqual(['CPU'])
  expect(RESOURCE_TYPES.every((type) => isTypeShown(type, new Date()))).toBe(true)
})
