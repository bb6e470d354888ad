const BLOCK = 512
/** Bytes of a name in a header; longer ones have a header of their own (pax, POSIX.1-2001). */
const NAME_BYTES = 100

const text = new TextEncoder()

/**
 * A file of a tar archive: its header, and its content up to a whole block.
 * @param mode rights of the file
 */
export function tarEntry(name: string, content: Uint8Array, mode = 0o644): Uint8Array {
  if (text.encode(name).length <= NAME_BYTES) return block(name, content, '0', mode)
  return joined([
    block('pax', text.encode(paxRecord('path', name)), 'x', mode),
    block(name.slice(0, NAME_BYTES), content, '0', mode),
  ])
}

/** The end of an archive. */
export const tarEnd = (): Uint8Array => new Uint8Array(2 * BLOCK)

/** `LENGTH KEY=VALUE\n`, whose length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = text.encode(rest).length
  let length = bytes + String(bytes).length
  if (String(length).length !== String(bytes).length) length = bytes + String(length).length
  return `${length}${rest}`
}

function block(name: string, content: Uint8Array, type: '0' | 'x', mode: number): Uint8Array {
  const header = new Uint8Array(BLOCK)
  const put = (at: number, value: string): void => header.set(text.encode(value), at)
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
  put(0, name)
  put(100, `${octal(mode, 7)}\0`)
  put(108, `${octal(0, 7)}\0${octal(0, 7)}\0`)
  put(124, `${octal(content.length, 11)}\0`)
  put(136, `${octal(0, 11)}\0`)
  // The checksum is computed with spaces in its own place.
  put(148, ' '.repeat(8))
  put(156, type)
  put(257, 'ustar\0' + '00')
  put(
    148,
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
  )
  return joined([header, content, new Uint8Array((BLOCK - (content.length % BLOCK)) % BLOCK)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
