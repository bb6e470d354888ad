import { readFileSync } from 'node:fs'

/**
 * Text of a file of `packages/storage/sql`, which lies beside `src` and `dist`.
 * @example sqlFile('jobs/job_end.sql')
 */
export function sqlFile(path: string): string {
  return readFileSync(new URL(`../../sql/${path}`, import.meta.url), 'utf8')
}
