import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { removeFolder } from './removeFolder.js'

/** A user without rights over others' files. */
const NOBODY = 65_534
/** More than half of the bytes that a path may have. */
const HALF = Array.from({ length: 11 }, () => 'n'.repeat(200)).join('/')

describe('a folder that strangers have filled is removed', () => {
  let root: string
  let folder: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'remove-folder-'))
    folder = join(root, 'folder')
    await mkdir(folder)
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  it('with names that are longer than a path may be', async () => {
    for (const cwd of [folder, join(folder, HALF)]) execFileSync('mkdir', ['-p', HALF], { cwd })
    await expect(rm(folder, { recursive: true, force: true })).rejects.toMatchObject({ code: 'ENAMETOOLONG' })
    await removeFolder(folder)
    expect(await readdir(root)).toEqual([])
  })

  it('with folders that are closed to their owner, and without what its links lead to', async () => {
    const outside = join(root, 'outside')
    await mkdir(outside, { mode: 0o500 })
    await writeFile(join(outside, 'file'), 'the owner’s')
    for (const path of ['closed', 'closed/inner']) await mkdir(join(folder, path))
    await writeFile(join(folder, 'closed/inner/file'), 'theirs')
    execFileSync('ln', ['-s', outside, join(folder, 'closed/inner/link')])
    const isRoot = process.geteuid?.() === 0
    if (isRoot) execFileSync('chown', ['-hR', `${NOBODY}:${NOBODY}`, root])
    for (const path of ['closed/inner', 'closed', '.']) await chmod(join(folder, path), 0)
    if (isRoot) process.seteuid?.(NOBODY)
    try {
      await expect(rm(folder, { recursive: true, force: true })).rejects.toMatchObject({ code: 'EACCES' })
      await removeFolder(folder)
    } finally {
      if (isRoot) process.seteuid?.(0)
    }
    expect(await readdir(root)).toEqual(['outside'])
    expect(await readdir(outside)).toEqual(['file'])
    if (isRoot) await chown(root, 0, 0)
    await chmod(outside, 0o700)
  })

  it('or the error says why not', async () => {
    await removeFolder(join(root, 'nothing'))
    await expect(removeFolder('/proc/self/fdinfo')).rejects.toMatchObject({ code: expect.stringMatching(/^E/) })
  })
})
