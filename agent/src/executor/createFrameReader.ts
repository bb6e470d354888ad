import type { LogStream } from './Executor.js'

/** Bytes before a frame's content: the stream, 1 or 2, and the content's length, 32 bits, little endian. */
const HEADER = 5

/**
 * Reads the runner's output pipe: frames of what the program wrote to its two streams, in the order of its writes.
 * @param onBytes gets what has come, also of a frame that is not complete yet
 */
export function createFrameReader(onBytes: (stream: LogStream, bytes: Buffer) => void): (chunk: Buffer) => void {
  const header = Buffer.alloc(HEADER)
  let headerBytes = 0
  let stream: LogStream = 'stdout'
  let left = 0

  return (chunk) => {
    let together: Buffer[] = []
    const pass = (): void => {
      if (together.length > 0)
        onBytes(stream, together.length === 1 ? (together[0] as Buffer) : Buffer.concat(together))
      together = []
    }
    for (let at = 0; at < chunk.length; ) {
      if (left === 0) {
        const taken = chunk.copy(header, headerBytes, at, at + HEADER - headerBytes)
        headerBytes += taken
        at += taken
        if (headerBytes < HEADER) break
        headerBytes = 0
        left = header.readUInt32LE(1)
        const next = header[0] === 1 ? 'stdout' : 'stderr'
        // Writes to one stream that come together are one text.
        if (next !== stream) pass()
        stream = next
        continue
      }
      const end = Math.min(chunk.length, at + left)
      together.push(chunk.subarray(at, end))
      left -= end - at
      at = end
    }
    pass()
  }
}
