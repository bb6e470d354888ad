// Writes the Debian package of the agent, with the Node that the workspace pins inside, and release.json beside it,
// into dist/package or the folder of its argument. With --quick it packs faster and larger. --releases URL is the
// folder that `aiigo-agent update --install` takes later versions from. Needs dpkg-deb.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ALONE, ENTRIES } from './entries.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = join(root, 'agent')
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, releases: { type: 'string' } },
  allowPositionals: true,
})
const out = resolve(positionals[0] ?? join(here, 'dist/package'))
const tree = join(out, 'tree')
const NAME = 'aiigo-agent'
const MAINTAINER = 'AIIGO Marketplace <agent@aiigo.example>'
const LIB = `usr/lib/${NAME}`
const DOC = `usr/share/doc/${NAME}`
const packaging = (file) => join(here, 'packaging', file)
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch]
if (!architecture) throw new Error(`expected a machine of x64 or arm64, this is ${process.arch}`)

rmSync(out, { recursive: true, force: true })
const place = (path, content, mode = 0o644) => {
  mkdirSync(join(tree, path, '..'), { recursive: true })
  writeFileSync(join(tree, path), content)
  chmodSync(join(tree, path), mode)
}

const options = {
  outdir: join(tree, LIB, 'dist'),
  entryNames: '[name]',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  legalComments: 'linked',
  logLevel: 'error',
  // Packages in CommonJS ask for parts of Node.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
}
const placesOf = (names) => names.map((name) => join(here, `dist/${name}.js`))
await build({ ...options, entryPoints: placesOf(ENTRIES), splitting: true })
await build({ ...options, entryPoints: placesOf(ALONE) })
// The library of signatures reads it from its own folder when it is first used.
cpSync(join(root, 'node_modules/tiny-secp256k1/lib/secp256k1.wasm'), join(tree, LIB, 'dist/secp256k1.wasm'))
place(
  `${LIB}/package.json`,
  `${JSON.stringify({ name: NAME, version, type: 'module', releases: values.releases }, null, 2)}\n`,
)
cpSync(realpathSync(join(root, 'node_modules/node/bin/node')), join(tree, LIB, 'node'))
chmodSync(join(tree, LIB, 'node'), 0o755)
place(`usr/bin/${NAME}`, `#!/bin/sh\nexec /${LIB}/node /${LIB}/dist/terminal.js "$@"\n`, 0o755)
place(`lib/systemd/system/${NAME}.service`, readFileSync(packaging(`${NAME}.service`)))
place(`${DOC}/README.md`, readFileSync(join(here, 'README.md')))
place(`${DOC}/copyright`, readFileSync(packaging('copyright')))
const changes = `${NAME} (${version}) unstable; urgency=medium

  * The changes are in CHANGELOG.md of the repository.

 -- ${MAINTAINER}  ${new Date().toUTCString().replace('GMT', '+0000')}
`
place(`${DOC}/changelog.gz`, gzipSync(changes, { level: 9 }))
place(`usr/share/lintian/overrides/${NAME}`, readFileSync(packaging('lintian-overrides')))

/** Files below a folder, as paths from the package's root. */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((path) => join(folder, path))
    .filter((path) => lstatSync(path).isFile())
const installed = filesBelow(join(tree, 'usr')).concat(filesBelow(join(tree, 'lib')))
const md5 = (path) => createHash('md5').update(readFileSync(path)).digest('hex')
place('DEBIAN/md5sums', installed.map((path) => `${md5(path)}  ${relative(tree, path)}\n`).join(''))
for (const script of ['postinst', 'prerm', 'postrm']) place(`DEBIAN/${script}`, readFileSync(packaging(script)), 0o755)
const kib = Math.ceil(installed.reduce((sum, path) => sum + statSync(path).size, 0) / 1024)
place(
  'DEBIAN/control',
  `Package: ${NAME}
Version: ${version}
Architecture: ${architecture}
Maintainer: ${MAINTAINER}
Installed-Size: ${kib}
Depends: libc6 (>= 2.28), libstdc++6, passwd
Recommends: bubblewrap, ca-certificates
Suggests: podman, runc
Section: net
Priority: optional
Description: offers this machine's computing power on the AIIGO marketplace
 The agent registers a node, proves its power, accepts offers within the limits
 of its owner, runs jobs in a sandbox, and submits signed results.
`,
)

const file = `${NAME}_${version}_${architecture}.deb`
const path = join(out, file)
execFileSync(
  'dpkg-deb',
  ['--root-owner-group', ...(values.quick ? ['-Zgzip', '-z1'] : ['-Zxz']), '--build', tree, path],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
)
rmSync(tree, { recursive: true })
const deb = readFileSync(path)
const integrity = `sha512-${createHash('sha512').update(deb).digest('base64')}`
const release = { version, packages: [{ architecture, file, size: deb.length, integrity }] }
writeFileSync(join(out, 'release.json'), `${JSON.stringify(release, null, 2)}\n`)
process.stdout.write(`${relative(process.cwd(), path)}: ${(deb.length / 1_048_576).toFixed(1)} MiB\n`)
