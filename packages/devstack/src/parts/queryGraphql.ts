/**
 * Runs one GraphQL query.
 *
 * @throws Error with what the server said when it answers with errors, or with no data
 */
export async function queryGraphql<Data>(url: string, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(5000),
  })
  const text = await response.text()
  let body: { data?: Data; errors?: unknown }
  try {
    body = JSON.parse(text) as typeof body
  } catch {
    throw new Error(`expected GraphQL at ${url}, got ${response.status}: ${text.slice(0, 200)}`)
  }
  if (body.errors || !body.data) throw new Error(`${url}: ${JSON.stringify(body.errors ?? body).slice(0, 500)}`)
  return body.data
}
