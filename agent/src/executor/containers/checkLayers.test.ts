import { createHash } from 'node:crypto'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { Image, ImageLayer, LayerForm } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { checkLayers } from './checkLayers.js'

const scripts = fileURLToPath(new URL('../../../../examples/scripts/', import.meta.url))
// Plain JavaScript, as the build of the examples runs it.
const { tarEntry } = (await import(pathToFileURL(`${scripts}imageArchive.mjs`).href)) as {
  tarEntry: (name: string, content?: Buffer | string, options?: object) => Buffer
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const END = Buffer.alloc(1_024)
const layerOf = (...entries: Buffer[]): Buffer => Buffer.concat([...entries, END])

/** An image as an archive names it whose hashes are those of its bytes, unless it claims other ones. */
function imageOf(
  layers: readonly { readonly form: LayerForm; readonly bytes: Buffer; readonly unpacked: Buffer }[],
  claimed: readonly Buffer[] = layers.map(({ unpacked }) => unpacked),
): Image {
  const diffIds = claimed.map(sha256)
  const config = Buffer.from(
    JSON.stringify({ rootfs: { type: 'layers', diff_ids: diffIds.map((id) => `sha256:${id}`) } }),
  )
  return {
    ...{ architecture: 'amd64', id: sha256(config), config, hasCommand: true },
    layers: layers.map(
      ({ form, bytes }, at): ImageLayer => ({ form, bytes, sha256: sha256(bytes), unpackedSha256: diffIds[at] ?? '' }),
    ),
  }
}

const plain = (unpacked: Buffer) => ({ form: 'tar', bytes: unpacked, unpacked }) as const
const packed = (unpacked: Buffer) => ({ form: 'tar+gzip', bytes: gzipSync(unpacked), unpacked }) as const

describe('layers of an image', () => {
  const [one, other] = ['one', 'other'].map((text) => layerOf(tarEntry('d/'), tarEntry('d/f', text))) as [Buffer, Buffer]
  const zstd = { form: 'tar+zstd', bytes: zstdCompressSync(one), unpacked: one } as const

  it('are those of its configuration, packed in any way', async () => {
    await checkLayers(imageOf([plain(one), packed(other), zstd]))
  })

  it.each([
    ['others', imageOf([packed(other)], [one])],
    ['other ones that are not packed', imageOf([plain(other)], [one])],
    ['in another order', imageOf([packed(other), packed(one)], [one, other])],
  ])('are refused when they are %s than those of its configuration', async (_, image) => {
    await expect(checkLayers(image)).rejects.toThrow('unpacked layer has another hash')
  })
})
