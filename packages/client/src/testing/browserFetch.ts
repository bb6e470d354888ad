type Answer = (url: string, init: RequestInit | undefined) => Response | Promise<Response>

/** A fetch as browsers have it: called as a method of any object but the window it throws, which Node's does not. */
export function browserFetch(answer: Answer) {
  const requests: { url: string; init: RequestInit | undefined }[] = []
  const fetch = function (this: unknown, url: string, init?: RequestInit): Promise<Response> {
    if (this !== undefined && this !== globalThis) throw new TypeError("Failed to execute 'fetch': Illegal invocation")
    requests.push({ url, init })
    return Promise.resolve(answer(url, init))
  } as typeof globalThis.fetch
  return { fetch, requests }
}
