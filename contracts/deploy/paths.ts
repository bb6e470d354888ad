import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The Foundry project's folder: one above this file, both in `deploy/` and in `dist/`. */
export const contractsRoot = fileURLToPath(new URL('..', import.meta.url))

/** The deployed artifacts, compiled by `script/ship.mjs`. */
export const artifactsRoot = join(contractsRoot, 'generated', 'artifacts')
