// Runs a job file's program here, without the marketplace: node scripts/run.mjs <job.yaml> [folder for its files].
// Plain node:wasi without the limits of a provider's executor: only for programs you trust.
import { openSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { devNull, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { WASI } from 'node:wasi'
import { outputFolder, parseJobFile } from '@aiigo/domain'

const [, , jobPath, target] = process.argv
if (!jobPath) throw new Error('expected the path of a job file, got nothing: node scripts/run.mjs <job.yaml> [folder]')

const job = parseJobFile(await readFile(jobPath, 'utf8'))
if (job.program.wasm === undefined) {
  throw new Error('expected a job with a module (program.wasm), got another kind; buy it from the marketplace')
}
const base = dirname(resolve(jobPath))
const folder = target ? resolve(target) : await mkdtemp(join(tmpdir(), 'aiigo-example-'))
for (const output of job.outputs) await mkdir(join(folder, outputFolder(output)), { recursive: true })
for (const { as } of job.inputs) await mkdir(dirname(join(folder, as)), { recursive: true })
for (const input of job.inputs) await cp(join(base, input.path), join(folder, input.as))

const stdin = openSync(job.stdin === undefined ? devNull : join(folder, job.stdin))
const wasi = new WASI({
  version: 'preview1',
  args: ['program', ...job.args],
  env: job.env,
  preopens: { '/': folder },
  stdin,
})
const module = await WebAssembly.compile(await readFile(join(base, job.program.wasm)))
process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()))
for (const name of job.outputs) console.log(join(folder, name))
