import { execFileSync, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { directoryUsage } from './directoryUsage.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-usage-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Swaps the folder `a` and the link `b` by renames, until it is ended. */
const SWAPS = `const { renameSync } = require('node:fs')
  for (let turn = 0; ; turn++) {
    renameSync('a', 'c'); renameSync('b', 'a'); renameSync('a', 'b'); renameSync('c', 'a')
    if (turn === 100) require('node:fs').writeSync(1, 'swaps\\n')
  }`

test('counts files and folders, by a path with a link too, and follows no link inside', async () => {
  await mkdir(join(folder, 'job', 'a', 'b'), { recursive: true })
  await writeFile(join(folder, 'job', 'a', 'b', 'file'), 'content')
  await writeFile(join(folder, 'large'), Buffer.alloc(100_000))
  await symlink(join(folder, 'job'), join(folder, 'way'))
  for (const path of [join(folder, 'job'), join(folder, 'way')]) {
    expect(await directoryUsage(path)).toEqual({ bytes: 7, entries: 3 })
  }
  await symlink(folder, join(folder, 'job', 'link'))
  expect((await directoryUsage(join(folder, 'job'))).bytes).toBeLessThan(10_000)
})

test('counts a folder or a file that lies too deep for a path as more than any limit', async () => {
  const name = 'd'.repeat(200)
  const deep = [...Array(18)].reduce((path) => join(path, name), join(folder, 'job'))
  await mkdir(deep, { recursive: true })
  // Made from within, as a program does.
  const below = (script: string) => execFileSync('sh', ['-c', `cd "$0" && ${script}`, deep, 'e'.repeat(250)])
  below('mkdir "$1" && cd "$1" && : > "$1"')
  expect((await directoryUsage(join(folder, 'job'))).bytes).toBe(Number.POSITIVE_INFINITY)
  below('rm "$1/$1" && mkdir "$1/$1"')
  expect((await directoryUsage(join(folder, 'job'))).bytes).toBe(Number.POSITIVE_INFINITY)
  execFileSync('rm', ['-rf', join(folder, 'job')])
})

test('counts nothing outside while a program swaps a folder and a link', async () => {
  await mkdir(join(folder, 'outside'))
  await writeFile(join(folder, 'outside', 'large'), Buffer.alloc(100_000))
  await mkdir(join(folder, 'job', 'a'), { recursive: true })
  await symlink(join(folder, 'outside'), join(folder, 'job', 'b'))
  const cwd = join(folder, 'job')
  const swapping = spawn(process.execPath, ['-e', SWAPS], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  let most = 0
  try {
    await createInterface(swapping.stdout)[Symbol.asyncIterator]().next()
    for (let look = 0; look < 3_000; look++) most = Math.max(most, (await directoryUsage(cwd)).bytes)
  } finally {
    swapping.kill('SIGKILL')
  }
  expect(most).toBeLessThan(100_000)
}, 60_000)
