// Which tier a jest test belongs to. It follows from the file, so a new test needs no list:
//   flows   tests/: through public doors, on the whole system
//   parts   starts a process, opens a socket or asks for a database: by its own imports, or those of the `testing/`
//           files that it uses. Where only the code under test does so, the first line says `// tier: parts`.
//   unit    everything else. `jest-tier-guard.mjs` makes a unit test fail that starts a process or opens a socket.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const TIERS = ['unit', 'parts', 'flows']

const root = fileURLToPath(new URL('..', import.meta.url))
const REAL_PARTS =
  /^(node:(child_process|cluster|dgram|http|http2|https|net|tls)|@aiigo\/(storage\/testing(\/withStorage)?|contracts\/testing|devstack)|pg|ioredis|ws)$/
/** Value imports and re-exports; types are gone when a test runs. */
const IMPORTS = /^(?:import|export)\s(?!type\b)[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm

/** Every jest test of the repository, as paths from its root. */
export const testFiles = () =>
  globSync(
    '{packages/*,api,worker,agent,blob-gateway,cli,docs,demo,bench,operations,portal,simulation,tests}/src/**/*.test.ts',
    {
      cwd: root,
    },
  )
    .concat(globSync('contracts/deploy/**/*.test.ts', { cwd: root }))
    .sort()

const fileOf = (path) => [path.replace(/\.js$/, '.ts'), path].find((candidate) => existsSync(candidate))

function startsRealParts(path, seen = new Set()) {
  if (seen.has(path)) return false
  seen.add(path)
  for (const [, from, bare] of readFileSync(path, 'utf8').matchAll(IMPORTS)) {
    const specifier = from ?? bare
    if (REAL_PARTS.test(specifier)) return true
    if (!specifier.startsWith('.')) continue
    const imported = fileOf(join(dirname(path), specifier))
    if (imported && /\/testing\//.test(imported) && startsRealParts(imported, seen)) return true
  }
  return false
}

/** @param file a test: its path from the root of the repository, or absolute */
export function tierOf(file) {
  const path = resolve(root, file)
  if (path.startsWith(join(root, 'tests/'))) return 'flows'
  if (readFileSync(path, 'utf8').startsWith('// tier: parts')) return 'parts'
  return startsRealParts(path) ? 'parts' : 'unit'
}

/** Whether a test tries more in the deep profile. */
export const isDeep = (file) =>
  readFileSync(join(root, file), 'utf8').includes("process.env.AIIGO_TEST_PROFILE === 'deep'")
