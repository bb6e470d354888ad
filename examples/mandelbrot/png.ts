// A PNG writer: 8-bit palette, rows filtered with Sub, deflated with the fixed Huffman code and distance-1 runs.
// AssemblyScript.

class BitWriter {
  bytes: Uint8Array
  length: i32 = 0
  private bits: u32 = 0
  private count: i32 = 0

  constructor(capacity: i32) {
    this.bytes = new Uint8Array(capacity)
  }

  byte(value: u32): void {
    if (this.length == this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2)
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes[this.length++] = <u8>value
  }

  /** Low bits first, as deflate packs everything but Huffman codes. */
  low(value: u32, width: i32): void {
    for (let i = 0; i < width; i++) {
      this.bits |= ((value >> i) & 1) << this.count
      if (++this.count == 8) this.align()
    }
  }

  /** High bits first: Huffman codes. */
  code(value: u32, width: i32): void {
    for (let i = width - 1; i >= 0; i--) this.low((value >> i) & 1, 1)
  }

  align(): void {
    if (this.count == 0) return
    this.byte(this.bits)
    this.bits = 0
    this.count = 0
  }

  done(): Uint8Array {
    this.align()
    return this.bytes.subarray(0, this.length)
  }
}

/** A literal/length symbol in the fixed code (RFC 1951, 3.2.6). */
function symbol(out: BitWriter, value: u32): void {
  if (value < 144) out.code(0x30 + value, 8)
  else if (value < 256) out.code(0x190 + value - 144, 9)
  else if (value < 280) out.code(value - 256, 7)
  else out.code(0xc0 + value - 280, 8)
}

/** A copy of `length` (3..258) bytes from one byte back. */
function run(out: BitWriter, length: u32): void {
  if (length == 258) {
    symbol(out, 285)
  } else if (length < 11) {
    symbol(out, 254 + length)
  } else {
    // Groups of four symbols share a number of extra bits (RFC 1951, 3.2.5).
    const offset = length - 3
    const extra = 29 - clz(offset)
    symbol(out, 257 + (extra << 2) + (offset >> extra))
    out.low(offset & ((1 << extra) - 1), extra)
  }
  out.code(0, 5)
}

function adler32(data: Uint8Array): u32 {
  let a: u32 = 1
  let b: u32 = 0
  for (let i = 0; i < data.length; i++) {
    a = (a + data[i]) % 65521
    b = (b + a) % 65521
  }
  return (b << 16) | a
}

function zlib(data: Uint8Array): Uint8Array {
  const out = new BitWriter(data.length / 2 + 64)
  out.byte(0x78)
  out.byte(0x01)
  out.low(1, 1)
  out.low(1, 2)
  let i = 0
  while (i < data.length) {
    symbol(out, data[i])
    let length = 0
    while (length < 258 && i + 1 + length < data.length && data[i + 1 + length] == data[i]) length++
    if (length >= 3) {
      run(out, length)
      i += length
    }
    i++
  }
  symbol(out, 256)
  out.align()
  const sum = adler32(data)
  for (let shift = 24; shift >= 0; shift -= 8) out.byte((sum >> shift) & 255)
  return out.done()
}

function crc32(data: Uint8Array, from: i32, to: i32): u32 {
  let crc: u32 = 0xffffffff
  for (let i = from; i < to; i++) {
    crc ^= data[i]
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return crc ^ 0xffffffff
}

function word(out: BitWriter, value: u32): void {
  for (let shift = 24; shift >= 0; shift -= 8) out.byte((value >> shift) & 255)
}

function chunk(out: BitWriter, type: string, data: Uint8Array): void {
  word(out, data.length)
  const start = out.length
  for (let i = 0; i < 4; i++) out.byte(type.charCodeAt(i))
  for (let i = 0; i < data.length; i++) out.byte(data[i])
  word(out, crc32(out.bytes, start, out.length))
}

/**
 * @param pixels One palette index per pixel, row by row.
 * @param palette Red, green, blue for each of 256 indices.
 */
export function encodePng(width: i32, height: i32, pixels: Uint8Array, palette: Uint8Array): Uint8Array {
  const rows = new Uint8Array((width + 1) * height)
  for (let y = 0; y < height; y++) {
    const row = y * (width + 1)
    rows[row] = 1
    for (let x = 0; x < width; x++) {
      rows[row + 1 + x] = pixels[y * width + x] - (x > 0 ? pixels[y * width + x - 1] : 0)
    }
  }
  const out = new BitWriter(65536)
  const signature: u8[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  for (let i = 0; i < 8; i++) out.byte(signature[i])
  const header = new BitWriter(13)
  word(header, width)
  word(header, height)
  header.byte(8)
  header.byte(3)
  header.byte(0)
  header.byte(0)
  header.byte(0)
  chunk(out, 'IHDR', header.done())
  chunk(out, 'PLTE', palette)
  chunk(out, 'IDAT', zlib(rows))
  chunk(out, 'IEND', new Uint8Array(0))
  return out.done()
}
