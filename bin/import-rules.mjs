// The allowed import directions (README, "Where things are"). They are checked twice: in the import specifiers of the
// sources and in the dependencies of each package.json, so that the two cannot drift apart.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PRODUCTION = {
  domain: [],
  service: [],
  matching: ['domain'],
  chain: ['domain'],
  storage: ['domain'],
  queue: ['domain'],
  client: ['domain'],
  sealing: ['domain'],
  // The base of clients' programs: portal, command line, agent, demo
  sdk: ['domain', 'chain', 'client', 'sealing'],
  // The base of programs of commands: command line, agent
  terminal: ['domain'],
  contracts: ['domain'],
  'blob-gateway': ['service'],
  api: ['domain', 'matching', 'chain', 'storage', 'queue', 'service', 'sealing'],
  worker: ['domain', 'matching', 'chain', 'storage', 'queue', 'service'],
  agent: ['domain', 'chain', 'client', 'sdk', 'sealing', 'service', 'terminal'],
  cli: ['domain', 'sdk', 'terminal'],
  portal: ['domain', 'chain', 'client', 'sdk', 'examples'],
  docs: [],
}
// Packages that only start, drive or measure the system; production code must not import them.
const TOOLS = {
  // Storage and queue: for the history, which it writes by production's own verbs.
  devstack: ['domain', 'chain', 'contracts', 'service', 'storage', 'queue'],
  examples: ['domain'],
  demo: ['domain', 'sdk', 'devstack'],
  // Dashboards and alert rules, checked against the catalogue of metrics.
  operations: ['service'],
  // Queue: for its catalogue, since no queue is named elsewhere.
  tests: ['domain', 'chain', 'client', 'sdk', 'sealing', 'devstack', 'docs', 'queue'],
  simulation: ['domain', 'chain', 'matching', 'service', 'sealing', 'storage', 'queue', 'contracts', 'api', 'worker'],
  bench: [
    'domain',
    'chain',
    'sdk',
    'devstack',
    'matching',
    'service',
    'storage',
    'queue',
    'contracts',
    'worker',
    'tests',
  ],
}
const RULES = { ...PRODUCTION, ...TOOLS }

// Folders of a workspace, where the order of its parts matters: which other folders of src/ each may import. Files
// directly in src/ compose them and may import all; all may import config.ts for its type.
const FOLDERS = {
  api: {
    graphql: [],
    live: [],
    gateway: [],
    chain: ['graphql'],
    http: ['graphql'],
    modules: ['graphql', 'live', 'chain'],
    metrics: ['chain'],
  },
  worker: {
    chain: [],
    subgraph: [],
    matching: [],
    verification: [],
    pow: [],
    prices: [],
    bonus: ['chain'],
    // Keeps the record of a job; queues and loops call it.
    lifecycle: ['chain'],
    queues: ['lifecycle', 'chain', 'bonus', 'pow', 'prices', 'verification'],
    loops: ['lifecycle', 'subgraph'],
  },
}
// Packages that only files of some names may import, so that replacing one is a matter of those files.
const SEAMS = {
  api: { 'type-graphql': /^(graphql\/|.*\.(type|resolver|subscription)\.ts$)/ },
}

// Packages that change rows by the verbs of storage only: none of their files calls what changes rows or sends SQL.
// Their tests may.
const WITHOUT_SQL = ['api', 'worker']
const ROW_WRITES =
  /\.(native(?:Update|Delete|Insert)|insert(?:Many)?|upsert(?:Many)?|persist|flush|execute|createQueryBuilder|getKnex)\b\s*[<(]/

const root = new URL('..', import.meta.url).pathname
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const folders = workspaces.flatMap((pattern) => globSync(pattern, { cwd: root }))

export function findImportViolations() {
  const violations = []
  const used = new Set()
  for (const folder of folders) {
    const name = folder.split('/').at(-1)
    const allowed = RULES[name]
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    // knip finds the dependencies that nothing imports.
    for (const dependency of declared) used.add(`${name} ${dependency.replace('@aiigo/', '')}`)
    if (!allowed) {
      if (declared.some((dependency) => dependency.startsWith('@aiigo/')))
        violations.push(`${folder}: has no rule in bin/import-rules.mjs but depends on workspaces`)
      continue
    }
    // Dependencies for development are for tests; that nothing else uses them is seen in the sources below.
    for (const dependency of Object.keys(manifest.dependencies ?? {})) {
      const other = dependency.match(/^@aiigo\/([^/]+)/)?.[1]
      if (other && !allowed.includes(other))
        violations.push(`${folder}/package.json: ${name} must not depend on ${other}`)
    }
    const inside = (file) => file.slice(`${folder}/src/`.length)
    for (const file of globSync(`${folder}/{src,deploy}/**/*.ts`, { cwd: root })) {
      const isTest = /\.test\.ts$|\/testing\//.test(file)
      const source = readFileSync(join(root, file), 'utf8')
      const write = WITHOUT_SQL.includes(name) && !isTest && source.match(ROW_WRITES)
      if (write) violations.push(`${file}: must not call ${write[1]}; add a verb to packages/storage and call that`)
      for (const [, specifier] of source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
        const other = specifier.match(/^@aiigo\/([^/]+)/)?.[1]
        if (other && !declared.includes(`@aiigo/${other}`))
          violations.push(`${file}: imports ${specifier}, which ${folder}/package.json does not list`)
        if (other && !allowed.includes(other) && !isTest) violations.push(`${file}: ${name} must not import ${other}`)
        const seam = SEAMS[name]?.[specifier]
        if (seam && !isTest && !seam.test(inside(file)))
          violations.push(`${file}: must not import ${specifier}; only files like ${seam.source} may`)
        if (specifier.startsWith('.') && !isTest) violations.push(...betweenFolders(name, file, specifier))
        if (specifier.startsWith('..') && !join(file, '..', specifier).startsWith(`${folder}/`))
          violations.push(`${file}: reaches out of its workspace by ${specifier}; import the package instead`)
      }
    }
  }
  for (const [name, allowed] of Object.entries(RULES)) {
    for (const other of allowed) {
      if (!used.has(`${name} ${other}`))
        violations.push(
          `bin/import-rules.mjs: lets ${name} import ${other}, but its package.json does not list it; take it out`,
        )
    }
  }
  return violations
}

function betweenFolders(name, file, specifier) {
  const folderOf = (path) => path.match(/\/src\/([^/]+)\//)?.[1]
  const from = folderOf(file)
  const to = folderOf(join(file, '..', specifier))
  const allowed = FOLDERS[name]
  if (!allowed || from === undefined || from === to || to === undefined) return []
  if (!allowed[from]) return [`${file}: the folder ${from}/ has no rule in bin/import-rules.mjs`]
  return allowed[from].includes(to) ? [] : [`${file}: ${from}/ must not import from ${to}/ (${specifier})`]
}
