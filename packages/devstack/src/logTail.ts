import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const WINDOW_BYTES = 64 * 1024

/** The last lines of a file, read from its end; empty when there is no file. */
export function logTail(path: string, lines: number): string[] {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return []
  }
  try {
    const { size } = fstatSync(file)
    const length = Math.min(size, WINDOW_BYTES)
    const buffer = Buffer.alloc(length)
    readSync(file, buffer, 0, length, size - length)
    return buffer.toString('utf8').trimEnd().split('\n').filter(Boolean).slice(-lines)
  } finally {
    closeSync(file)
  }
}
