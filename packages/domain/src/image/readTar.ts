import { ImageError } from './ImageError.js'

export interface TarEntry {
  /** Without a leading "./" and without the slash behind a folder. */
  readonly name: string
  /** As tar writes it: "0" a file, "5" a folder, "1" and "2" links, "3", "4" and "6" devices and pipes. */
  readonly type: string
  /** Bytes of its content, and where they begin in the archive. */
  readonly size: number
  readonly start: number
}

const BLOCK = 512
/** Files, and the heads of pax and GNU. Readers leave out the content of others, or take it as the next entries. */
const WITH_CONTENT = /^[0xgLK]$/
const text = new TextDecoder()

function field(header: Uint8Array, at: number, length: number): string {
  const end = header.indexOf(0, at)
  return text.decode(header.subarray(at, end < 0 || end > at + length ? at + length : end))
}

function octal(header: Uint8Array, at: number, length: number, what: string): number {
  const digits = field(header, at, length).trim()
  if (/^[0-7]{1,12}$/.test(digits)) return Number.parseInt(digits, 8)
  throw new ImageError(
    `expected a tar archive with ${what} in octal digits, got another form; write it as ustar or pax`,
  )
}

/** Whether some readers take an entry of this name as a folder, of whatever type it is. */
export const isFolderName = (name: string): boolean => name === '' || name.endsWith('/')

export const contentError = (type: string): ImageError =>
  new ImageError(`expected content in files alone, got some in a folder or in an entry of type ${type}`)

/**
 * Reads the head of an entry, and refuses the forms that programs read in different ways.
 * @returns null for a block of zeros, which ends an archive
 * @throws ImageError
 */
export function readTarHead(header: Uint8Array, start: number): TarEntry | null {
  if (header.every((byte) => byte === 0)) return null
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  if (field(header, 257, 5) !== 'ustar' || octal(header, 148, 8, 'checksums') !== sum) {
    throw new ImageError('expected a tar archive, got something else, or a damaged one; write the image again')
  }
  const prefix = field(header, 257, 8) === 'ustar' ? field(header, 345, 155) : ''
  const name = `${prefix === '' ? '' : `${prefix}/`}${field(header, 0, 100)}`
  const type = String.fromCharCode(header[156] || 0x30)
  const size = octal(header, 124, 12, 'sizes')
  if (size > 0 && (!WITH_CONTENT.test(type) || (type === '0' && isFolderName(name)))) throw contentError(type)
  return {
    name: name.replace(/^(\.\/)+/, '').replace(/\/+$/, ''),
    type,
    size,
    start,
  }
}

/** Bytes that content of so many takes in an archive. */
export const tarRoom = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK

/**
 * The entries of an archive that is in memory.
 * @throws ImageError when it is none, is cut short, or has more entries than `most`
 */
export function readTar(bytes: Uint8Array, most: number): TarEntry[] {
  const entries: TarEntry[] = []
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const entry = readTarHead(bytes.subarray(at, at + BLOCK), at + BLOCK)
    if (entry === null) return entries
    at = entry.start + tarRoom(entry.size)
    if (entry.start + entry.size > bytes.length) break
    entries.push(entry)
    if (entries.length > most) throw new ImageError(`expected an archive of at most ${most} entries, got more`)
  }
  throw new ImageError('expected a whole tar archive, got one that is cut short; write the image again')
}
