/**
 * @throws Error with the status and the beginning of the answer when a GET isn't answered with a 2xx within 3 s
 */
export async function assertAnswers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) })
  const text = await response.text()
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${text.slice(0, 300)}`)
}
