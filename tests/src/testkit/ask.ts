/** An answer of a GraphQL server, as it came. */
export interface Answer<Data> {
  data: Data | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

/** Asks a GraphQL server over plain HTTP, without any client of ours in between. */
export async function ask<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  token?: string | null,
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as Answer<Data>
}
