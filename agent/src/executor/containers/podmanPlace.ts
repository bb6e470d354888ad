import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageError } from '@aiigo/domain'
import { ExecutorError } from '../ExecutorError.js'
import type { ImagePlace } from './createImageStore.js'
import { lastLine, type Podman } from './createPodman.js'
import { writeLayout } from './writeLayout.js'

/** Podman's storage. @param folder absolute; for what is on its way into it */
export function podmanPlace(podman: Podman, folder: string): ImagePlace {
  return {
    async load(image) {
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
    },
    sizeOf: async (id) =>
      Number((await podman.run(['image', 'inspect', '--format', '{{.Size}}', id])).stdout.trim()) || 0,
    async remove(id) {
      await podman.run(['rmi', '--force', id])
    },
  }
}
