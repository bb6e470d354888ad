const KEY = 'aiigo.reloaded'

/**
 * Loads the page again when a part of it is gone from the server, because a newer version was installed. Once a minute
 * at most: a part that stays away must not reload for good.
 */
export function reloadOnOldChunk(): void {
  addEventListener('vite:preloadError', (event) => {
    // Without the network a reload helps nobody; the page says so, and goes on when it is back.
    if (!navigator.onLine) return
    const last = Number(sessionStorage.getItem(KEY) ?? 0)
    if (Date.now() - last < 60_000) return
    event.preventDefault()
    sessionStorage.setItem(KEY, String(Date.now()))
    location.reload()
  })
}
