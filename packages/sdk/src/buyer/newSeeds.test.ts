import { expect, test } from '@jest/globals'
import { newSeeds } from './newSeeds.js'

const verification = { mode: 'REPLICATED', replicas: 2 } as const

test('replicas that are done again join their set, or are a new one where all of it have failed', () => {
  const members = [0, 1, 2, 3, 4, 5].map((element) => ({ jobId: `j${element}`, key: 'train', element }))
  const failed = members.filter(({ element }) => [1, 2, 3].includes(element))
  const specs = new Map(
    failed.map(({ jobId, element }) => [jobId, { verification, seed: `seed ${Math.floor(element / 2)}` }]),
  )
  const seedNow = newSeeds(members, failed, specs)
  expect(seedNow('seed 0')).toBe('seed 0')
  expect(seedNow('seed 1')).toMatch(/^[0-9a-f]{32}$/)
  expect(seedNow('seed 1')).toBe(seedNow('seed 1'))
})
