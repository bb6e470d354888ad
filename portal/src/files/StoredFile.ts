/** A file that a page shows: fetched, opened and checked when it is wanted. */
export interface StoredFile {
  readonly name: string
  /** Bytes, opened. */
  readonly size: number
  /** Names the content, for the page's memory of it. */
  readonly key: readonly string[]
  load(options: { signal?: AbortSignal }): Promise<Uint8Array<ArrayBuffer>>
}
