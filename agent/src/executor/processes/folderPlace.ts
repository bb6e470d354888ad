import { spawn } from 'node:child_process'
import { chmod, lchown, lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Image, ImageError, type ImageLayer } from '@aiigo/domain'
import { unpack } from '../containers/checkLayers.js'
import type { ImagePlace } from '../containers/createImageStore.js'
import { directoryUsage } from '../directoryUsage.js'
import { ExecutorError } from '../ExecutorError.js'
import { removeFolder } from '../removeFolder.js'
import { boxCommand, STATUS_FD } from './boxCommand.js'

/** How a layer says that a file of the layers below is not there any more, and all of a folder. */
const GONE = '.wh.'
const ALL_GONE = '.wh..wh..opq'
/** Folders that the box puts something of its own on. */
const OWN = ['dev', 'proc', 'sys', 'tmp', 'run', 'job']
const SETUID_AND_SETGID = 0o6000
/** Errors of paths in an unpacked layer: no names and modes but its own lead to them. */
const OF_LAYER = new Set(['ENAMETOOLONG', 'ELOOP', 'ENOTDIR', 'EACCES'])
/** A layer has some minutes. */
const UNPACKING = { env: {}, timeout: 300_000, killSignal: 'SIGKILL' } as const

/** Puts what a layer has over the layers below. No link is followed: each folder is looked at before it is entered. */
async function putOver(layer: string, below: string): Promise<void> {
  const names = await readdir(layer)
  if (names.includes(ALL_GONE)) {
    for (const name of await readdir(below)) await rm(join(below, name), { recursive: true, force: true })
  }
  for (const name of names.filter((one) => one.startsWith(GONE) && one !== ALL_GONE)) {
    const gone = name.slice(GONE.length)
    if (gone === '' || gone === '.' || gone === '..') throw new ImageError(`expected a name behind ${GONE} in a layer`)
    await rm(join(below, gone), { recursive: true, force: true })
  }
  for (const name of names.filter((one) => !one.startsWith(GONE))) {
    const [from, to] = [join(layer, name), join(below, name)]
    const status = await lstat(from)
    const there = await lstat(to).catch(() => null)
    if (!status.isDirectory()) {
      if (there) await rm(to, { recursive: true, force: true })
      // Such bits have no effect in a box, and there is no use for them on the machine.
      if (status.isFile() && (status.mode & SETUID_AND_SETGID) !== 0) await chmod(from, status.mode & 0o1777)
      await rename(from, to)
      continue
    }
    if (there && !there.isDirectory()) await rm(to)
    if (!there?.isDirectory()) {
      await mkdir(to)
      await lchown(to, status.uid, status.gid)
    }
    await chmod(from, 0o700)
    await putOver(from, to)
    // The owner can always enter, as this agent may be no more than that.
    await chmod(to, (status.mode & 0o1777) | 0o700)
  }
}

/** Puts an unpacked layer over the layers below. @throws ImageError when this machine can't read it for what it is */
async function putLayerOver(layer: string, below: string): Promise<void> {
  // An entry of the layer's own folder may have closed it.
  await chmod(layer, 0o700)
  try {
    await putOver(layer, below)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!OF_LAYER.has(code)) throw error
    throw new ImageError(`expected layers whose files have paths of usual length and depth, got an error ${code}`)
  }
}

export interface FolderPlaceOptions {
  /** Folder of unpacked images, absolute. */
  readonly folder: string
  /** File with the filter of system calls. */
  readonly filter: string
  /** The user of the machine that a box's user 0 is; null for the agent's own. */
  readonly user: number | null
}

/**
 * Folders with unpacked images. The system's `tar` unpacks each layer in a box whose only writable folder is the
 * layer's, so an archive can name nothing else, by links either.
 */
export function folderPlace({ folder, filter, user }: FolderPlaceOptions): ImagePlace & { rootOf(id: string): string } {
  const rootOf = (id: string): string => join(folder, id)

  async function unpackLayer(layer: ImageLayer, into: string): Promise<void> {
    await mkdir(into, { mode: 0o700 })
    if (user !== null) await lchown(into, user, user)
    const [program, ...args] = boxCommand({
      ...{ root: null, workDir: into, limits: { memoryMiB: 64, outputMiB: 2_048 }, doors: [], user },
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      command: ['tar', '--extract', '--no-same-owner', '--preserve-permissions', '--file', '-'],
    })
    const filterFile = await open(filter, 'r')
    try {
      const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe', 'pipe', filterFile.fd], ...UNPACKING })
      child.stdio[STATUS_FD]?.on('data', () => undefined)
      let said = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-2_000)
      })
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', resolve)
      })
      // A tar that has ended early says why by itself.
      const [code] = await Promise.all([
        ended,
        pipeline(Readable.from(unpack(layer), { objectMode: false }), child.stdin as NodeJS.WritableStream).catch(
          () => undefined,
        ),
      ])
      if (code === 0) return
      const line = said.trim().split('\n')[0] ?? ''
      if (/no space left|disk quota|input\/output error/i.test(said)) {
        const cause = Object.assign(new Error(line), { code: /input\/output/i.test(said) ? 'EIO' : 'ENOSPC' })
        throw new ExecutorError('this machine failed while an image was unpacked', { cause })
      }
      if (!line.startsWith('tar:')) throw new ExecutorError(`could not unpack an image: ${line || `exit code ${code}`}`)
      throw new ImageError(`a layer can't be unpacked: ${line.slice(0, 500)}`)
    } finally {
      await filterFile.close()
    }
  }

  return {
    rootOf,
    async load({ id, layers }: Image) {
      const [root, layerFolder] = [`${rootOf(id)}.new`, `${rootOf(id)}.layer`]
      const removeBoth = async (): Promise<void> => {
        for (const path of [root, layerFolder]) await removeFolder(path)
      }
      await removeBoth()
      try {
        await mkdir(root, { mode: 0o755 })
        for (const layer of layers) {
          await unpackLayer(layer, layerFolder)
          await putLayerOver(layerFolder, root)
          await removeFolder(layerFolder)
        }
        for (const name of OWN) {
          const path = join(root, name)
          if (!(await lstat(path).catch(() => null))?.isDirectory()) {
            await rm(path, { force: true })
            await mkdir(path)
          }
        }
        await rename(root, rootOf(id))
      } catch (error) {
        // The next start empties the folder: the cause of the failure counts.
        await removeBoth().catch(() => undefined)
        throw error
      }
    },
    sizeOf: async (id) => (await directoryUsage(rootOf(id))).bytes,
    remove: (id) => removeFolder(rootOf(id)),
  }
}

/** Empties the folder of what an earlier agent has left, and writes the filter of system calls into it. */
export async function clearFolder(folder: string, filter: Buffer): Promise<string> {
  await removeFolder(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'filter.bpf')
  await writeFile(path, filter, { mode: 0o400 })
  return path
}
