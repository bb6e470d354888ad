// Adds to package-lock.json the entries of optional platform packages that the registry in use did not offer when the
// lock was written. npm drops what it cannot fetch from the lock and `npm ci` then refuses the lock as incomplete; with
// the entry in place the package is skipped on a platform it is not for, and fetched on the one it is for. Run after
// changing dependencies.
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))

// Rust's names for what npm calls by others.
const RUST_WORDS = { aarch64: 'arm64', x86_64: 'x64', windows: 'win32' }

/** The fields by which npm leaves a package out, from the naming that every napi and binary family uses. */
function platformOf(name) {
  const words = name.split(/[/-]/).map((word) => RUST_WORDS[word] ?? word)
  const os = [
    'android',
    'darwin',
    'freebsd',
    'linux',
    'openharmony',
    'win32',
    'aix',
    'sunos',
    'netbsd',
    'openbsd',
  ].find((word) => words.includes(word))
  const cpu =
    ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'].find((word) =>
      words.includes(word),
    ) ?? (words.includes('amd64') ? 'x64' : undefined)
  const libc = name.includes('musl') ? 'musl' : os === 'linux' && /gnu/.test(name) ? 'glibc' : undefined
  return os && cpu && { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) }
}

/** Whether npm's resolution from `folder` upwards finds `name`. */
function isLocked(folder, name) {
  for (let at = folder; ; at = at.replace(/(^|\/)node_modules\/[^/]+(\/[^/]+)?$/, '')) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
    if (!at.includes('node_modules/')) return Boolean(lock.packages[`node_modules/${name}`])
  }
}

let added = 0
for (const [folder, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(folder, name) || !/^\d/.test(version)) continue
    const platform = platformOf(name)
    if (!platform) continue
    lock.packages[`node_modules/${name}`] = { version, ...(entry.dev && { dev: true }), optional: true, ...platform }
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
if (added > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${added} platform packages added to package-lock.json\n`)
