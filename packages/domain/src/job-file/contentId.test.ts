import { expect, it } from '@jest/globals'
import { contentIdOf } from './contentId.js'

it('agrees with IPFS on the ids of known content', () => {
  // Printed by `ipfs add --cid-version 1 --raw-leaves` for an empty file and for "hello world".
  expect(contentIdOf('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')).toBe(
    'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
  )
  expect(contentIdOf('b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9')).toBe(
    'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e',
  )
})
