import { opendir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { isOutputPattern, matchesOutput, outputFolder } from '@aiigo/domain'
import { holdFolder } from '../executor/openInside.js'

/** Entries that a look through a directory ends at; the executor stops a program that makes half as many. */
const MAX_WALK = 5_000

/** The plain files below a folder of a directory that a program changes meanwhile; links are not followed. */
async function* filesBelow(root: string, folder: string): AsyncGenerator<string> {
  const folders = [folder]
  let entries = 0
  for (let next = folders.pop(); next !== undefined && entries < MAX_WALK; next = folders.pop()) {
    const held = await holdFolder(root, join(root, next)).catch(() => null)
    if (!held) continue
    try {
      for await (const entry of (await opendir(held.path).catch(() => null)) ?? []) {
        const name = next === '' ? entry.name : `${next}/${entry.name}`
        if (entry.isDirectory()) folders.push(name)
        else if (entry.isFile()) yield name
        if (++entries >= MAX_WALK) break
      }
    } catch {
      // It has vanished.
    } finally {
      await held.close()
    }
  }
}

/**
 * Names of the files that entries in the form of outputs stand for, in a directory that a program changes meanwhile. A
 * name may be that of a file that is not there.
 */
export async function listInside(directory: string, entries: readonly string[]): Promise<string[]> {
  const root = await realpath(directory).catch(() => null)
  const found = new Set<string>()
  for (const entry of root === null ? [] : entries) {
    const isPattern = isOutputPattern(entry)
    if (!isPattern) found.add(entry)
    for await (const name of filesBelow(root ?? '', isPattern ? outputFolder(entry) : entry)) {
      if (matchesOutput(entry, name)) found.add(name)
    }
  }
  return [...found].sort()
}
