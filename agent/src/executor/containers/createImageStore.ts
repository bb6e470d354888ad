import { readFile } from 'node:fs/promises'
import { type Architecture, type Image, ImageError, readImage } from '@aiigo/domain'
import { ExecutorError } from '../ExecutorError.js'
import { checkLayers } from './checkLayers.js'
import { sha256 } from './sha256.js'

const MIB = 1_048_576

/** Where images are unpacked. */
export interface ImagePlace {
  /**
   * Unpacks an image that was checked.
   * @throws ImageError when no node can; ExecutorError when this machine could not
   */
  load(image: Image): Promise<void>
  /** Bytes on disk. */
  sizeOf(id: string): Promise<number>
  remove(id: string): Promise<void>
}

export interface ImageStoreOptions {
  readonly place: ImagePlace
  readonly architecture: Architecture
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
 * The images of jobs on this machine. An image stays while a job uses it; those of programs that are stored for
 * all to see stay longer, by their hash, until others need the room.
 */
export function createImageStore({ place, architecture, keptMiB }: ImageStoreOptions) {
  /** By id, the one that was used longest ago first. */
  const stored = new Map<string, Stored>()
  let turn: Promise<unknown> = Promise.resolve()
  /** One image is unpacked at a time: two of the same would be in each other's way. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = turn.then(act)
    turn = mine.catch(() => undefined)
    return mine
  }

  async function remove(id: string): Promise<void> {
    await place.remove(id)
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
        if (!there) await place.load(image)
        const next = there ?? { archive: hash, users: 0, size: await place.sizeOf(image.id), isKept: keep }
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
