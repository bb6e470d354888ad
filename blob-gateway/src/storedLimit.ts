const CHUNK_BYTES = 65_536
/** The tag that authenticates a chunk. */
const TAG_BYTES = 16
/** Room for the header of a sealed file. */
const HEADER_BYTES = 1_024

/**
 * The most bytes of a file in the store: jobs' files come sealed, and the limit is that of the file that was sealed.
 * @param plainBytes MAX_BLOB_BYTES
 * @example storedLimit(65_536) // 66_576
 */
export function storedLimit(plainBytes: number): number {
  return plainBytes + Math.ceil(plainBytes / CHUNK_BYTES) * TAG_BYTES + HEADER_BYTES
}
