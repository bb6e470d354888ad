// `npm run lint`: format and lint (Biome), SQL (Postgres Language Server), import rules, dead code (knip), events
// without a handler, bundles for browsers, trees of the contracts' tests, prose (markdownlint and bin/prose-rules.mjs).
// It runs all of them and fails if any fails.
import { spawnSync } from 'node:child_process'
import { findAllTreeProblems } from '../contracts/script/checkTrees.mjs'
import { findUnhandledEvents } from '../subgraph/script/findUnhandledEvents.mjs'
import { checkBrowserBundles } from './browser-bundles.mjs'
import { findImportViolations } from './import-rules.mjs'
import { findProseViolations } from './prose-rules.mjs'

const run = (program, args) => spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' }).status === 0

const bundles = await checkBrowserBundles()
const violations = [
  ...findImportViolations(),
  ...(await findUnhandledEvents()),
  ...findAllTreeProblems(),
  ...bundles.violations,
  ...findProseViolations(),
]
for (const violation of violations) process.stderr.write(`${violation}\n`)

const passed = [
  run('node_modules/@biomejs/biome/bin/biome', ['ci', '.']),
  violations.length === 0,
  run('node_modules/knip/bin/knip.js', []),
  run('node_modules/@postgres-language-server/cli/bin/postgres-language-server', [
    'check',
    '--config-path=packages/storage',
    '--error-on-warnings',
    'packages/storage/sql',
  ]),
  run('node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs', []),
]
process.exitCode = passed.every(Boolean) ? 0 : 1
