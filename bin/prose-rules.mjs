// The part of the prose rules (CONTRIBUTING.md) that a program can check: comment lines have at most 120 characters,
// every path and npm script of the repository that a page or a comment names exists, each setting of a process is in
// its README, and no sentence of a page begins with a free relative. markdownlint checks Markdown lines and links.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAX_LINE = 120
/** The first words of a comment whose subject is no noun: a rule of CONTRIBUTING.md that a program can see. */
const NO_NOUN = /^\s*(?:\/\*\*|\*|\/\/\/?)\s*(?:@(?:notice|dev)\s+)?(?:What|Who|Whoever|Nobody)\b/
/** The same for sentences inside of pages. */
const PAGE_NO_NOUN = /(?:^\s*(?:[-*]|\d+\.) |[.:] )(?:\*\*)?(?:What|Who|Nobody)\b|\b[Ww]hoever\b/
/** CONTRIBUTING.md quotes bad sentences; API.md is generated. */
const FREE_PAGES = new Set(['CONTRIBUTING.md', 'packages/sdk/API.md'])
/** Processes with settings: each is read in its config.ts and named in its README. */
const PROCESSES = ['api', 'worker', 'agent', 'blob-gateway']
const root = fileURLToPath(new URL('..', import.meta.url))

/** Files with comments; generated ones are not written by people. */
const SOURCE = /\.(ts|mjs|sol|graphql|yml|tree)$/
const GENERATED = /(^|\/)(generated|abis)\/|^schema\.graphql$|subgraph-api\.graphql$/
/** A name with one of these endings is a file of the repository also without a folder in front. */
const SOURCE_ENDING = /\.(ts|mjs|sol|tree|sql|md|graphql)$/
/** Folders that builds and running systems make. */
const MADE = /(^|\/)(dist|build|out|node_modules|\.aiigo)(\/|$)/

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean)
const folders = new Set(files.flatMap(foldersOf))
const names = new Set(files.map((file) => file.slice(file.lastIndexOf('/') + 1)))
/** The package.json files, by their folder. */
const manifests = new Map(
  files
    .filter((file) => /(^|\/)package\.json$/.test(file))
    .map((file) => [file.slice(0, -'/package.json'.length), JSON.parse(readFileSync(join(root, file), 'utf8'))]),
)
const workspaces = new Set([...manifests.values()].map(({ name }) => name))

function foldersOf(file) {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** The text of each line that is comment, by the line's number; other lines are undefined. */
export function commentLines(text, file) {
  const open = file.endsWith('.graphql') ? '"""' : '/*'
  const close = file.endsWith('.graphql') ? '"""' : '*/'
  const marker = /\.(graphql|yml)$/.test(file) ? '#' : '//'
  let inside = false
  return text.split('\n').map((line) => {
    const trimmed = line.trim()
    if (inside) {
      if (trimmed.includes(close)) inside = false
      return line
    }
    if (trimmed.startsWith(open)) {
      inside = !trimmed.slice(open.length).includes(close)
      return line
    }
    if (trimmed.startsWith(marker)) return line
    const trailing = line.indexOf(` ${marker} `)
    return trailing < 0 ? undefined : line
  })
}

/** Lines of a Markdown page outside of fenced code. */
function pageLines(text) {
  let fenced = false
  return text.split('\n').map((line) => {
    if (/^\s*```/.test(line)) {
      fenced = !fenced
      return undefined
    }
    return fenced ? undefined : line
  })
}

/** Paths and packages that a line names in backticks. */
const namesIn = (line) => [...line.matchAll(/`([^`\s]+)`/g)].map(([, name]) => name)

/** Whether a name in backticks, written in `from`, is a path of this repository that does not exist. */
export function isMissing(name, from) {
  const workspace = name.match(/^@aiigo\/[\w-]+/)?.[0]
  if (workspace) return !workspaces.has(workspace)
  const path = name.replace(/#.*$/, '').replace(/\/$/, '')
  if (!/^[\w.*<>{},@/-]+$/.test(path) || path.startsWith('/') || MADE.test(path)) return false
  const bases = ['', ...foldersOf(from)]
  if (!path.includes('/')) return SOURCE_ENDING.test(path) && !/^[.*]/.test(path) && !names.has(path)
  const first = path.split('/')[0]
  const looksLikePath =
    SOURCE_ENDING.test(path) || bases.some((base) => /^\w/.test(first) && folders.has(join(base, first)))
  if (!looksLikePath) return false
  return !bases.some((base) => exists(normalize(join(base, path)))) && !files.some((file) => file.endsWith(`/${path}`))
}

function exists(path) {
  if (!/[*<{]/.test(path)) return folders.has(path) || files.includes(path)
  const pattern = path
    .replace(/[.]/g, '\\.')
    .replace(/<[^>]*>|\*+/g, '[^/]*')
    .replace(/\{([^}]*)\}/g, (_, choices) => `(${choices.replaceAll(',', '|')})`)
  const expression = new RegExp(`^${pattern}$`)
  return [...files, ...folders].some((file) => expression.test(file))
}

/** The calls of npm scripts in a line of `from` that no package.json has: of `-w`, of the root or of a folder above. */
export function missingScripts(line, from) {
  const calls = [...line.matchAll(/\bnpm (?:run (?:--silent )?([a-z][\w:-]*)|(start|test)\b)(?: -w ([@\w/-]+))?/g)]
  return calls
    .filter(([, run, lifecycle, workspace]) => {
      const candidates = workspace
        ? [...manifests].filter(([folder, { name }]) => name === workspace || folder === workspace)
        : [...manifests].filter(([folder]) => folder === '' || from.startsWith(`${folder}/`))
      return !candidates.some(([, { scripts }]) => scripts?.[run ?? lifecycle])
    })
    .map(([call]) => call)
}

/** Settings that a config.ts reads and its process's README does not name. */
export function unnamedSettings(config, readme) {
  const settings = [...config.matchAll(/^ {2,6}([A-Z][A-Z_]+): /gm)].map(([, name]) => name)
  return [...new Set(settings)].filter((name) => !readme.includes(`\`${name}\``))
}

/** @returns {string[]} one sentence for each violation */
export function findProseViolations() {
  const violations = []
  for (const file of files) {
    const isPage = file.endsWith('.md')
    if (GENERATED.test(file) || !(isPage || SOURCE.test(file)) || file.startsWith('contracts/lib/')) continue
    const text = readFileSync(join(root, file), 'utf8')
    for (const [index, line] of file.startsWith('docs/decisions/') ? [] : text.split('\n').entries())
      for (const call of missingScripts(line, file))
        violations.push(`${file}:${index + 1}: no package.json has the script of "${call}"`)
    const lines = isPage ? pageLines(text) : file.endsWith('.tree') ? text.split('\n') : commentLines(text, file)
    for (const [index, line] of lines.entries()) {
      if (line === undefined) continue
      const at = `${file}:${index + 1}`
      if (!isPage && !/\.(graphql|tree)$/.test(file) && [...line].length > MAX_LINE)
        violations.push(`${at}: a comment line has ${[...line].length} characters, at most ${MAX_LINE}`)
      if (!isPage && !file.endsWith('.tree') && NO_NOUN.test(line))
        violations.push(`${at}: a comment begins with a pronoun; begin with the noun that it is about`)
      if (isPage && !FREE_PAGES.has(file) && PAGE_NO_NOUN.test(line))
        violations.push(`${at}: a sentence begins with a pronoun; begin with the noun that it is about`)
      // Decisions describe the past: their files may be gone.
      for (const name of file.startsWith('docs/decisions/') ? [] : namesIn(line))
        if (isMissing(name, file))
          violations.push(`${at}: \`${name}\` looks like a path or package of this repository, and there is none`)
      if (!isPage)
        for (const [page] of line.matchAll(/\bdocs\/[\w./-]+\.(?:md|json|svg)\b/g))
          if (!files.includes(page)) violations.push(`${at}: ${page} does not exist`)
    }
  }
  for (const folder of PROCESSES) {
    const read = (file) => readFileSync(join(root, folder, file), 'utf8')
    for (const name of unnamedSettings(read('src/config.ts'), read('README.md')))
      violations.push(`${folder}/README.md: does not name the setting ${name} of src/config.ts`)
  }
  return violations
}
