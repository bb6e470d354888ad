import { describe, expect, test } from '@jest/globals'
import { countLines, hashedLine, LOG_END_TEXT, linesOf, longestLine, splitLines } from './logLines.js'

const TEXTS = ['', 'a', '\n', '\r', '\r\n', 'a\nb', 'a\rb\n\nc', '10 %\r20 %\r', 'é\u{1f600}\n', '\n\n\n']

describe('the lines of a log part', () => {
  test('end by a newline, by a return, or are open', () => {
    expect(linesOf('50 %\rdone\n> ')).toEqual([
      { text: '50 %', end: 'RETURN' },
      { text: 'done', end: 'NEWLINE' },
      { text: '> ', end: 'OPEN' },
    ])
    expect(linesOf('')).toEqual([])
  })

  test.each(TEXTS)('make the text again: %j', (text) => {
    const lines = linesOf(text)
    expect(lines.map((line) => line.text + LOG_END_TEXT[line.end]).join('')).toBe(text)
    expect(countLines(text)).toBe(lines.length)
    expect(longestLine(text)).toBe(Math.max(0, ...lines.map((line) => line.text.length)))
    for (let count = 0; count <= lines.length + 1; count++) {
      const [first, rest] = splitLines(text, count)
      expect(first + rest).toBe(text)
      expect(linesOf(first)).toEqual(lines.slice(0, count))
    }
  })

  test('are hashed so that no two logs have the same text', () => {
    const hashed = (lines: Parameters<typeof hashedLine>[]) => lines.map((line) => hashedLine(...line)).join('')
    expect(hashedLine('STDOUT', { text: 'a', end: 'NEWLINE' })).toBe('STDOUT\ta\n')
    expect(hashed([['STDOUT', { text: 'aSTDOUT\tb', end: 'NEWLINE' }]])).not.toBe(
      hashed([
        ['STDOUT', { text: 'a', end: 'OPEN' }],
        ['STDOUT', { text: 'b', end: 'NEWLINE' }],
      ]),
    )
  })
})
