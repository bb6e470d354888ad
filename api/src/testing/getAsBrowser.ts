import { request } from 'node:http'

export interface Got {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** A request as a browser sends it; `fetch` would unpack the body, and follow where it is sent. */
export function getAsBrowser(url: string, headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })
}
