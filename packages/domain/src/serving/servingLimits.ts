/** Bounds of jobs that serve files to readers. */
export const SERVING = {
  /**
   * Bytes of a chunk: the unit of serving, of checking and of paying. It bounds the risk of both sides; a receipt costs
   * one signature, one check and one durable write, which is little against the sending of a chunk.
   */
  chunkBytes: 1_048_576,
  /** Chunks that a reader may have without a receipt: the one that it checks, and those on their way. */
  windowChunks: 4,
  /**
   * Besides the window, one byte in so many of those that the reader has paid for may stay unpaid: bytes that the node
   * has sent and a cut connection has lost.
   */
  lossShare: 64,
  readers: 100,
  /** MB of 10^6 bytes: a chunk has more than one. */
  leastMegabytes: 2,
  /** MB of 10^6 bytes: a petabyte. */
  megabytes: 1_000_000_000,
} as const

/** Name of the output of a job that serves files: the highest receipt of each reader. */
export const RECEIPTS_OUTPUT = 'receipts.json'

/**
 * Bytes that a node sends to a reader without a receipt.
 * @param paid bytes of the reader's highest receipt
 * @example unpaidLimit(0n) // 4_194_304n
 */
export const unpaidLimit = (paid: bigint): bigint =>
  BigInt(SERVING.chunkBytes * SERVING.windowChunks) + paid / BigInt(SERVING.lossShare)

/** Bytes in a billed MB. */
const MB = 1_000_000n

/** Bytes that a job of so many megabytes pays for. */
export const bytesOfMegabytes = (megabytes: number): bigint => BigInt(megabytes) * MB

/**
 * MB that receipts are billed: every started one, none without a receipt.
 * @param bytes sum of the highest receipts of all readers
 * @example receiptedMegabytes(1_000_001n) // 2n
 */
export const receiptedMegabytes = (bytes: bigint): bigint => (bytes + MB - 1n) / MB
