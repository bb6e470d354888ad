import { expect, test } from '@jest/globals'
import { printable } from './printable.js'

test('a program’s output can not steer the terminal of who watches it', () => {
  expect(printable('a\tb é 漢 🙂')).toBe('a\tb é 漢 🙂')
  expect(printable('\u001b[2J\u001b]0;title\u0007\r\u009bA')).toBe('\ufffd[2J\ufffd]0;title\ufffd\ufffd\ufffdA')
})
