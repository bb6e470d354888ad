const TIMEOUT_MS = 3_000

/** Whether the blob store is there: any answer that is no failure of the server. @throws Error */
export async function blobStoreAnswers(baseUrl: string): Promise<void> {
  const response = await fetch(new URL('/healthz', baseUrl), { signal: AbortSignal.timeout(TIMEOUT_MS) })
  await response.body?.cancel()
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`)
}
