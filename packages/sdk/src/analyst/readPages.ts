import type { CallOptions } from '../connect/Connection.js'
import type { ListOptions } from './Analyst.js'

/** The query to graph-node for one page. */
export interface Page<Filter> {
  where: Filter & { id_gt?: string }
  block: { number: number }
  first: number
}

const PAGE = 500

/**
 * Rows in order of their ids, page by page at one block: `skip` would miss and repeat rows while the chain goes on, and
 * slows down.
 * @param newest The newest indexed block, asked for when the caller names none.
 */
export async function* readPages<Filter extends object, Row extends { readonly id: string }>(
  { where, block, after, pageSize = PAGE, ...call }: ListOptions<Filter>,
  read: (page: Page<Filter>, call: CallOptions) => Promise<readonly Row[]>,
  newest: (call: CallOptions) => Promise<number>,
): AsyncGenerator<Row> {
  const number = block ?? (await newest(call))
  for (let last = after; ; ) {
    const filter = { ...where, ...(last === undefined ? {} : { id_gt: last }) } as Page<Filter>['where']
    const rows = await read({ where: filter, block: { number }, first: pageSize }, call)
    yield* rows
    if (rows.length < pageSize) return
    last = rows.at(-1)?.id
  }
}
