import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Architecture, type Image, ImageError, readImage } from '@aiigo/domain'
import { ExecutorError } from '../ExecutorError.js'
import { checkLayers } from './checkLayers.js'
import { lastLine, type Podman } from './createPodman.js'
import { sha256 } from './sha256.js'
import { writeLayout } from './writeLayout.js'

const MIB = 1_048_576

export interface ImageStoreOptions {
  readonly podman: Podman
  readonly architecture: Architecture
  /** Absolute; for what is on its way into Podman's storage. */
  readonly folder: string
  /** Disk space of the images that are kept for later jobs, MiB. */
  readonly keptMiB: number
}

interface Stored {
  /** SHA-256 of the archive that it came from. */
  readonly archive: string
  users: number
  /** Bytes on disk. */
  size: number
  isKept: boolean
}

/**
 * The images of jobs in Podman's storage. An image stays while a job uses it; those of programs that are stored for
 * all to see stay longer, by their hash, until others need the room.
 */
export function createImageStore({ podman, architecture, folder, keptMiB }: ImageStoreOptions) {
  /** By id, the one that was used longest ago first. */
  const stored = new Map<string, Stored>()
  let turn: Promise<unknown> = Promise.resolve()
  /** Podman unpacks one image at a time: two of the same would be in each other's way. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = turn.then(act)
    turn = mine.catch(() => undefined)
    return mine
  }

  async function load(image: Image): Promise<void> {
    const way = await mkdtemp(join(folder, 'image-'))
    try {
      const answer = await podman.pull(await writeLayout(image, way))
      if (answer.code === 0) return
      if (answer.code === null) throw new ExecutorError(`podman did not unpack the image: ${lastLine(answer)}`)
      if (/no space left|disk quota|input\/output error/i.test(answer.stderr)) {
        const code = /input\/output/i.test(answer.stderr) ? 'EIO' : 'ENOSPC'
        throw new ExecutorError('this machine failed while podman unpacked the image', {
          cause: Object.assign(new Error(lastLine(answer)), { code }),
        })
      }
      throw new ImageError(`podman can't unpack the image: ${lastLine(answer)}`)
    } finally {
      await rm(way, { recursive: true, force: true })
    }
  }

  const sizeOf = async (id: string): Promise<number> =>
    Number((await podman.run(['image', 'inspect', '--format', '{{.Size}}', id])).stdout.trim()) || 0

  async function remove(id: string): Promise<void> {
    await podman.run(['rmi', '--force', id])
    stored.delete(id)
  }

  async function release(id: string): Promise<void> {
    const mine = stored.get(id)
    if (!mine) return
    mine.users--
    if (mine.users === 0 && !mine.isKept) await remove(id)
    for (const [other, { users }] of [...stored]) {
      const total = [...stored.values()].reduce((sum, { size }) => sum + size, 0)
      if (total <= keptMiB * MIB) return
      if (users === 0) await remove(other)
    }
  }

  return {
    /**
     * Unpacks an image, unless it is there, and keeps it for the time of a use.
     * @param keep whether it may stay for later jobs, if it is not there for a job that does not let it
     * @throws ImageError when no node of this kind can run it; ExecutorError
     */
    async use<T>(archivePath: string, keep: boolean, act: (image: Image) => Promise<T>): Promise<T> {
      const archive = await readFile(archivePath).catch((error: Error) => {
        throw new ExecutorError(`could not read the image ${archivePath}: ${error.message}`, { cause: error })
      })
      const image = readImage(archive)
      const hash = sha256(archive)
      if (image.architecture !== architecture) {
        throw new ImageError(`the image is for ${image.architecture}, this node is ${architecture}`)
      }
      await inTurn(async () => {
        const there = stored.get(image.id)
        // Another archive may only claim to be this image.
        if (there?.archive !== hash) await checkLayers(image)
        if (!there) await load(image)
        const next = there ?? { archive: hash, users: 0, size: await sizeOf(image.id), isKept: keep }
        stored.delete(image.id)
        // A sealed one does not become one that is kept.
        stored.set(image.id, { ...next, users: next.users + 1 })
      })
      try {
        return await act(image)
      } finally {
        await inTurn(() => release(image.id))
      }
    },
    /** Ids of the images that are there. */
    get ids(): readonly string[] {
      return [...stored.keys()]
    },
  }
}
