import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { createFrameReader } from './createFrameReader.js'
import { createLogReader } from './createLogReader.js'

afterEach(() => {
  jest.useRealTimers()
})

/** The texts that a reader passes on, for chunks of bytes. */
function read(chunks: readonly (readonly [stream: 'stdout' | 'stderr', bytes: string | Buffer])[]): string[] {
  const texts: string[] = []
  const reader = createLogReader((stream, text) => void texts.push(`${stream === 'stdout' ? '1' : '2'}${text}`))
  for (const [stream, bytes] of chunks) reader.write(stream, Buffer.from(bytes as string))
  reader.end()
  return texts
}

const all = (texts: readonly string[]): string => texts.map((text) => text.slice(1)).join('')

describe('a log reader', () => {
  test('passes on whole lines', () => {
    expect(
      read([
        ['stdout', 'a\nb'],
        ['stdout', 'c\nd\n'],
      ]),
    ).toEqual(['1a\n', '1bc\nd\n'])
  })

  test('keeps the order of the two streams, also within lines', () => {
    expect(
      read([
        ['stdout', 'a'],
        ['stderr', 'x\n'],
        ['stdout', 'b\n'],
      ]),
    ).toEqual(['1a', '2x\n', '1b\n'])
  })

  test('takes CR LF as one line end, wherever the chunks end, and a lone CR as a return', () => {
    expect(
      read([
        ['stdout', 'a\r\nb\r'],
        ['stdout', '\nc\r'],
        ['stdout', 'd\r'],
      ]),
    ).toEqual(['1a\n', '1b\n', '1c\r', '1d\r'])
    expect(
      read([
        ['stdout', '\r'],
        ['stdout', '\n'],
      ]),
    ).toEqual(['1\n'])
  })

  test('decodes characters that chunks cut, and shows what is no text as U+FFFD', () => {
    const bytes = Buffer.from('é😀€\n')
    for (let at = 1; at < bytes.length; at++)
      expect(
        all(
          read([
            ['stdout', bytes.subarray(0, at)],
            ['stdout', bytes.subarray(at)],
          ]),
        ),
      ).toBe('é😀€\n')
    expect(read([['stdout', Buffer.from([0xff, 0x61, 0x00, 0xf0, 0x9f])]])).toEqual(['1\uFFFDa\uFFFD\uFFFD'])
  })

  test.each([4_095, 4_096, 4_097])('cuts a long line behind whole characters: an emoji at %i', (at) => {
    const line = `${'x'.repeat(at)}😀${'y'.repeat(9_000)}\n`
    for (const chunks of [[line], [line.slice(0, 4_097), line.slice(4_097)], [`a\n${line}b\n`]]) {
      const bytes = Buffer.from(chunks.join(''))
      const texts = read([
        ['stdout', bytes.subarray(0, 4_099)],
        ['stdout', bytes.subarray(4_099)],
      ])
      expect(all(texts)).toBe(chunks.join(''))
      for (const text of texts) {
        expect(text.isWellFormed()).toBe(true)
        for (const part of text.slice(1).split(/[\n\r]/)) expect(part.length).toBeLessThanOrEqual(4_096)
      }
      // A part that ends within a line stands alone: the next text goes on behind it.
      expect(texts.length).toBeGreaterThanOrEqual(3)
    }
  })

  test('shows an unfinished line after a moment, also one that grows all the time', () => {
    jest.useFakeTimers()
    const texts: string[] = []
    const reader = createLogReader((_, text) => void texts.push(text), 400)
    reader.write('stdout', Buffer.from('name: '))
    expect(texts).toEqual([])
    jest.advanceTimersByTime(400)
    expect(texts).toEqual(['name: '])
    for (let i = 0; i < 10; i++) {
      reader.write('stdout', Buffer.from('.'))
      jest.advanceTimersByTime(100)
    }
    expect(texts.length).toBeGreaterThan(2)
    reader.end()
    expect(texts.join('')).toBe('name: ..........')
  })
})

describe('a frame reader', () => {
  const frame = (stream: number, text: string): Buffer => {
    const header = Buffer.alloc(5)
    header[0] = stream
    header.writeUInt32LE(Buffer.byteLength(text), 1)
    return Buffer.concat([header, Buffer.from(text)])
  }

  test('gives the bytes of both streams in order, wherever the chunks end', () => {
    const bytes = Buffer.concat([frame(1, 'one'), frame(1, 'two'), frame(2, 'three'), frame(1, ''), frame(1, 'four')])
    for (let size = 1; size <= bytes.length; size++) {
      let text = ''
      let last = ''
      const take = createFrameReader((stream, content) => {
        text += `${stream === last ? '' : `[${stream}]`}${content}`
        last = stream
      })
      for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size))
      expect(text).toBe('[stdout]onetwo[stderr]three[stdout]four')
    }
  })
})
