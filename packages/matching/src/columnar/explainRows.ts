import { type Explanation, explain } from '../explain.js'
import type { MatchRequest } from '../types.js'
import type { Rows } from './createRows.js'

export function explainRows(rows: Rows, request: MatchRequest, k: number): Explanation {
  return explain([...rows.nodes()], request, k)
}
