/*
 * The portal's service worker. `serviceWorker()` of vite.config.js puts the build's own files and version in.
 *
 * It answers from its store in two cases alone: files whose names change with their content, and the page itself while
 * the server cannot be reached. Everything else goes to the network as if there were no worker: a page or an answer of
 * the API that was kept would be old without a sign of it.
 */
const VERSION = '__VERSION__'
const SHELL = __SHELL__
const STORE = `aiigo-${VERSION}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(STORE)
      .then((store) => store.addAll(SHELL))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  // The docs are another site on the same origin.
  if (pathname.startsWith('/docs')) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => kept('/index.html')))
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (SHELL.includes(pathname)) event.respondWith(fetch(request).catch(() => kept(pathname)))
})

/** A file of the shell; a network error when it is not there either. */
async function kept(path) {
  const store = await caches.open(STORE)
  return (await store.match(path)) ?? Response.error()
}

/** A file with a hash in its name: the same for ever. */
async function asset(request) {
  const store = await caches.open(STORE)
  const known = await store.match(request)
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await store.put(request, answer.clone())
  return answer
}
