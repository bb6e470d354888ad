import type { Storage } from './createStorage.js'

export interface Pruning {
  /** Ends the work after the slice that is being deleted. */
  signal?: AbortSignal | undefined
}

/** Rows of one statement: some tens of milliseconds, and locks for no longer. */
export const SLICE_ROWS = 2_000

/**
 * Deletes rows in transactions of their own, a slice at a time, until a slice is not full. Several processes may do so
 * at once, where the statement passes over locked rows.
 * @param slice deletes at most so many rows, and returns how many
 * @returns how many were deleted
 */
export async function deleteInSlices(
  slice: (rows: number) => Promise<number>,
  { signal }: Pruning = {},
  rows = SLICE_ROWS,
): Promise<number> {
  for (let total = 0; ; ) {
    const deleted = await slice(rows)
    total += deleted
    if (deleted < rows || signal?.aborted) return total
  }
}

/** One statement that deletes. @returns the number of rows */
export async function deleteRows(storage: Storage, statement: string, parameters: readonly unknown[]): Promise<number> {
  const { affectedRows } = await storage.fork().execute<{ affectedRows: number }>(statement, [...parameters], 'run')
  return affectedRows
}
