import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { artifactNames } from './contractNames.js'
import { CompileError } from './errors.js'
import { foundryBinary } from './foundryBinary.js'
import { contractsRoot } from './paths.js'

const require = createRequire(import.meta.url)

export interface CompileOptions {
  /** Receives a line when there is something to compile. */
  log?: (line: string) => void
}

/**
 * Compiles `src/` with forge, unless the artifacts already stand for exactly these sources, settings and compiler.
 * @returns Whether anything was compiled.
 * @throws CompileError with forge's output.
 * @example await compileContracts() // true the first time, then false
 */
export async function compileContracts({ log = () => {} }: CompileOptions = {}): Promise<boolean> {
  const stampPath = join(contractsRoot, 'out', '.compiled.sha256')
  const sources = fingerprintOf([...soliditySources(), 'foundry.toml', 'script/solc-shim'], compilerVersions())
  // The artifacts are part of the stamp: a forge run by hand on other sources replaces them behind its back.
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === `${sources} ${artifactsFingerprint()}`) return false
  log('compiling the contracts')
  await forge(['build', 'src', '--offline'])
  writeFileSync(stampPath, `${sources} ${artifactsFingerprint()}`)
  return true
}

function soliditySources(): string[] {
  return readdirSync(join(contractsRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol'))
    .map((path) => join('src', path))
    .sort()
}

const artifactsFingerprint = (): string =>
  fingerprintOf(artifactNames.map((name) => join('out', `${name}.sol`, `${name}.json`)))

const compilerVersions = (): string[] =>
  [
    require('solc/package.json'),
    require('@openzeppelin/contracts/package.json'),
    require('@foundry-rs/forge/package.json'),
  ].map(({ name, version }: { name: string; version: string }) => `${name}@${version}`)

function fingerprintOf(paths: readonly string[], extra: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    const absolute = join(contractsRoot, path)
    hash
      .update(`${path}\0`)
      .update(existsSync(absolute) ? readFileSync(absolute) : 'missing')
      .update('\0')
  }
  for (const item of extra) hash.update(`${item}\0`)
  return hash.digest('hex')
}

async function forge(args: readonly string[]): Promise<void> {
  const child = spawn(foundryBinary('forge'), args, { cwd: contractsRoot, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new CompileError(output)
}
