import { fileURLToPath } from 'node:url'

/** The Foundry project's folder: one above this file, both in `deploy/` and in `dist/`. */
export const contractsRoot = fileURLToPath(new URL('..', import.meta.url))
