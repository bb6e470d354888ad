// Compiles every example to <name>/<name>.wasm, skipping those whose sources and compiler are unchanged. The image of
// the example `visits` is written to visits/visits.tar.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { visitsImage } from '../visits/image.mjs'

const PROGRAMS = [
  'starter',
  'word-statistics',
  'mandelbrot',
  'kmeans',
  'collatz',
  'sweep',
  'classifier',
  'sleeper',
  'rogue',
]

const root = fileURLToPath(new URL('..', import.meta.url))
const build = join(root, 'build')
const require = createRequire(import.meta.url)
const compiler = require.resolve('assemblyscript/package.json')
const shim = require.resolve('@assemblyscript/wasi-shim/asconfig.json')
const modules = dirname(dirname(dirname(shim)))

/** SHA-256 of all that the compiled program depends on. */
async function fingerprint(name) {
  const hash = createHash('sha256')
  for (const folder of [join(root, 'common'), join(root, name)]) {
    for (const file of (await readdir(folder)).filter((f) => f.endsWith('.ts')).sort()) {
      hash.update(`${file}\n`).update(await readFile(join(folder, file)))
    }
  }
  hash
    .update(await readFile(compiler))
    .update(await readFile(shim))
    .update(await readFile(fileURLToPath(import.meta.url)))
  return hash.digest('hex')
}

async function compile(name) {
  const target = join(root, name, `${name}.wasm`)
  const stamp = join(build, `${name}.stamp`)
  const wanted = await fingerprint(name)
  const [current, built] = await Promise.all([readFile(stamp, 'utf8').catch(() => ''), stat(target).catch(() => null)])
  if (current === wanted && built) return `${name}: unchanged`
  const started = performance.now()
  // Written beside and renamed, so that two builds at once never leave half a file.
  const fresh = join(build, `.${name}.${process.pid}.wasm`)
  // asc takes every path as relative to where it runs, absolute ones too.
  const [config, path, outFile] = [shim, modules, fresh].map((file) => relative(root, file))
  const args = [`${name}/main.ts`, '--config', config, '--path', path, '-O3', '--outFile', outFile]
  const messages = asc.createMemoryStream()
  const { error } = await asc.main(args, { stdout: messages, stderr: messages })
  if (error) {
    await rm(fresh, { force: true })
    throw new Error(`${name} does not compile:\n${messages.toString()}`)
  }
  await rename(fresh, target)
  await writeFile(stamp, wanted)
  return `${name}: compiled in ${((performance.now() - started) / 1000).toFixed(1)} s`
}

/** Writes the image of the example in a container, where this machine has what is put into it. */
async function writeImage() {
  const busybox = '/bin/busybox'
  // One that needs libraries does not begin in an image without them.
  const content = await readFile(busybox, 'latin1').catch(() => null)
  if (content === null || content.includes('/ld-linux') || content.includes('/ld-musl')) {
    return 'visits: not built, there is no static BusyBox (Debian: busybox-static)'
  }
  const image = await visitsImage(busybox)
  const target = join(root, 'visits/visits.tar')
  if (image.equals(await readFile(target).catch(() => Buffer.alloc(0)))) return 'visits: unchanged'
  const fresh = join(build, `.visits.${process.pid}.tar`)
  await writeFile(fresh, image)
  await rename(fresh, target)
  return 'visits: image written'
}

await mkdir(build, { recursive: true })
process.chdir(root)
// One after the other in this process: a warm compiler takes a second where a fresh one takes four.
for (const make of [...PROGRAMS.map((name) => () => compile(name)), writeImage]) {
  const line = await make()
  // `--quiet`, for those who build before something else: nothing to say about what was there already.
  if (!(process.argv.includes('--quiet') && line.endsWith('unchanged'))) console.log(line)
}
