/**
 * Works a report of visits out again, row by row in JavaScript.
 * @throws Error naming the first line that differs
 */
export function verifyVisits(report: Uint8Array, visits: Uint8Array): void {
  const [, ...rows] = new TextDecoder().decode(visits).trimEnd().split('\n')
  const pages = new Map<string, { visits: number; failed: number; bytes: number }>()
  for (const row of rows) {
    const [, page = '', status = '', bytes = ''] = row.split(',')
    const sum = pages.get(page) ?? { visits: 0, failed: 0, bytes: 0 }
    sum.visits++
    if (Number(status) >= 400) sum.failed++
    sum.bytes += Number(bytes)
    pages.set(page, sum)
  }
  const ordered = [...pages].sort(([a, one], [b, other]) => other.bytes - one.bytes || (a < b ? -1 : 1))
  const expected = ordered.map(([page, sum]) => [page, sum.visits, sum.failed, sum.bytes].join(','))
  const got = new TextDecoder().decode(report).trimEnd().split('\n')
  for (const [index, line] of ['page,visits,failed,bytes', ...expected, undefined].entries()) {
    if (got[index] !== line) throw new Error(`expected line ${index + 1} to be ${line}, got ${got[index]}`)
  }
}
