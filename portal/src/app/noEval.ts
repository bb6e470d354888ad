// Zod compiles its checks with `Function`, which the page's content security policy forbids; the browser would report
// each attempt. Its settings are read from here (`zod/v4/core`), whenever it is loaded.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

export {}
