import { expect, test } from '@jest/globals'
import { expectReachable, platformPlaces } from './platformPlaces.js'

test.each([
  ['https://market.example', 'https://market.example', 'https://market.example/graphql'],
  ['market.example/', 'https://market.example', 'https://market.example/graphql'],
  ['http://10.0.0.1:4000', 'http://10.0.0.1:4000', 'http://10.0.0.1:4000/graphql'],
  ['https://market.example/api/graphql', 'https://market.example', 'https://market.example/api/graphql'],
])('%s is a platform', (text, origin, api) => {
  expect(platformPlaces(text)).toEqual({ origin, api })
})

test.each(['', 'ftp://market.example', 'http://'])('%j is none', (text) => {
  expect(() => platformPlaces(text)).toThrow(/expected the address of a platform/)
})

test('a part of another machine’s platform cannot be at this machine’s own address', () => {
  const blobs = 'http://127.0.0.1:4200'
  expect(() => expectReachable('files', blobs, 'http://10.0.0.1:4000', 'BLOB_PUBLIC_URL')).toThrow(
    /other machines reach/,
  )
  expect(() => expectReachable('files', blobs, 'http://127.0.0.1:4000', 'BLOB_PUBLIC_URL')).not.toThrow()
  expect(() => expectReachable('files', 'http://10.0.0.1:4200', 'http://10.0.0.1:4000', 'X')).not.toThrow()
})
