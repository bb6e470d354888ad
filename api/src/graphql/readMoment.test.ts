import { expect, test } from '@jest/globals'
import { readMoment } from './readMoment.js'
import { storableText } from './storableText.js'

test.each([
  '2026-01-31T12:00:00.000Z',
  '2026-01-31T12:00Z',
  '2026-01-31',
  '0001-01-01T00:00:00Z',
  '2026-01-31T12:00:00+02:00',
])('%s is a moment', (text) => {
  expect(readMoment(text)?.toISOString()).toBe(new Date(text).toISOString())
})

test.each([
  '',
  '1',
  'yesterday',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01',
  '2026-01-31T12:00:00',
])('%s is none', (text) => {
  expect(readMoment(text)).toBeNull()
})

test('a text is made storable, and a character is not cut in two', () => {
  expect(storableText('a\0b')).toBe('a\u{fffd}b')
  expect(storableText('a\ud800b')).toBe('a\u{fffd}b')
  expect(storableText('ab😀c', 3)).toBe('ab')
  expect(storableText('ab😀c', 4)).toBe('ab😀')
  expect(storableText('plain')).toBe('plain')
})
