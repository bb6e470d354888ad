import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { PROBE_CODE } from './probeImage.js'

const TOOLS = ['clang-19', 'ld.lld-19']
const isThere =
  process.env.AIIGO_REQUIRE_TOOLS === '1' || TOOLS.every((tool) => spawnSync(tool, ['--version']).error === undefined)

;(isThere ? describe : describe.skip)('the probe’s program', () => {
  test.each([
    ['amd64', 'x86_64'],
    ['arm64', 'aarch64'],
  ] as const)('for %s is what its source says', (architecture, target) => {
    const folder = mkdtempSync(join(tmpdir(), 'probe-test-'))
    const source = fileURLToPath(new URL(`./probe.${architecture}.s`, import.meta.url))
    const [object, code] = [join(folder, 'probe.o'), join(folder, 'probe.bin')]
    execFileSync('clang-19', [`--target=${target}-linux-gnu`, '-c', source, '-o', object])
    execFileSync('ld.lld-19', ['--oformat', 'binary', '-Ttext', '0', object, '-o', code])
    expect(readFileSync(code).toString('base64')).toBe(PROBE_CODE[architecture])
    rmSync(folder, { recursive: true })
  })
})
