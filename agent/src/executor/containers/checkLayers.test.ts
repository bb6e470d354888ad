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
    ...{ entrypoint: ['/program'], args: [], env: [] },
    layers: layers.map(
      ({ form, bytes }, at): ImageLayer => ({ form, bytes, sha256: sha256(bytes), unpackedSha256: diffIds[at] ?? '' }),
    ),
  }
}

const long = 'n'.repeat(101)
/** A record of pax, with its own length in bytes in front. */
function record(text: string): string {
  const rest = Buffer.byteLength(text) + 2
  let length = rest
  while (length !== rest + String(length).length) length = rest + String(length).length
  return `${length} ${text}\n`
}
/** Entries that are content here, and entries to a program that leaves content of some types out. */
const hidden = layerOf(tarEntry('disk', '', { type: '3' }), tarEntry('more', '', { size: 64 * 1_048_576 }))

const plain = (unpacked: Buffer) => ({ form: 'tar', bytes: unpacked, unpacked }) as const
const packed = (unpacked: Buffer) => ({ form: 'tar+gzip', bytes: gzipSync(unpacked), unpacked }) as const

describe('layers of an image', () => {
  const [one, other] = ['one', 'other'].map((text) => layerOf(tarEntry('d/'), tarEntry('d/f', text))) as [
    Buffer,
    Buffer,
  ]
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

  it('may have names that the heads of pax or GNU say', async () => {
    const names = ['x', 'L'].flatMap((type) => [
      ...[tarEntry('head', type === 'x' ? record(`path=${long}`) : long, { type }), tarEntry('f', 'text')],
      ...[tarEntry('head', type === 'x' ? record(`path=${long}/`) : `${long}/\0`, { type }), tarEntry('d/')],
      tarEntry('g', 'text'),
    ])
    await checkLayers(imageOf([plain(layerOf(...names))]))
  })

  it('may have names and links of 1024 bytes, beside longer attributes of files', async () => {
    const most = 'ü'.repeat(512)
    const attribute = record(`SCHILY.xattr.user.some=${'a path=\n'.repeat(1_000)}`)
    await checkLayers(
      imageOf([
        plain(
          layerOf(
            ...[tarEntry('h', `${record(`path=${most}`)}${attribute}`, { type: 'x' }), tarEntry('f', 'text')],
            ...[tarEntry('h', record(`linkpath=${most}`), { type: 'x' }), tarEntry('l', '', { link: 'f' })],
            ...[tarEntry('h', `${most}\0`, { type: 'L' }), tarEntry('f', 'text')],
            ...[tarEntry('h', `${most}\0`, { type: 'K' }), tarEntry('l', '', { link: 'f' })],
          ),
        ),
      ]),
    )
  })

  it.each([
    ['a name of pax', 'x', record(`mtime=1`) + record(`path=${'ü'.repeat(512)}/`)],
    ['a name of pax for all entries', 'g', record(`path=${'d/'.repeat(600)}`)],
    ['a link of pax', 'x', record(`linkpath=${'n'.repeat(1_025)}`)],
    ['a name of GNU', 'L', `${'n'.repeat(1_025)}\0`],
    ['a link of GNU', 'K', `${'n'.repeat(1_025)}\0`],
  ])('are refused when %s is longer than a path from outside may lead to', async (_, type, text) => {
    const image = imageOf([plain(layerOf(tarEntry('h', text, { type }), tarEntry('f', 'text')))])
    await expect(checkLayers(image)).rejects.toThrow('at most 1024 bytes')
  })

  it.each(['5 path=d\n', '99 path=d\n', 'path=d\n', '9 path=dd', '011 path=d/\n', '10 path d\n\n', '0 '])(
    'are refused with the pax head %j, which programs may read in different ways',
    async (text) => {
      const image = imageOf([plain(layerOf(tarEntry('h', text, { type: 'x' }), tarEntry('f', 'text')))])
      await expect(checkLayers(image)).rejects.toThrow('records with their lengths')
    },
  )

  it.each([
    ['a folder', [tarEntry('d/', hidden)]],
    ['a link', [tarEntry('l', hidden, { type: '2', link: 'f' })]],
    ['a hard link', [tarEntry('f', 'text'), tarEntry('l', hidden, { type: '1', link: 'f' })]],
    ['a file named as a folder', [tarEntry('d/', hidden, { type: '\0' })]],
    ['a file without a name', [tarEntry('', hidden, { type: '0' })]],
    ['a file that pax names as a folder', [tarEntry('h', record('path=d/'), { type: 'x' }), tarEntry('d', hidden)]],
    ['a file that GNU names as a folder', [tarEntry('h', 'd/\0', { type: 'L' }), tarEntry('d', hidden)]],
  ])('are refused when %s has content, which Podman would read as entries', async (_, entries) => {
    await expect(checkLayers(imageOf([plain(layerOf(...entries))]))).rejects.toThrow('content in files alone')
  })

  it.each([
    ['more than one frame', { ...zstd, bytes: Buffer.concat([zstd.bytes, zstdCompressSync(hidden)]) }],
    [
      'something behind its end',
      { ...packed(one), bytes: Buffer.concat([gzipSync(one), Buffer.alloc(9), gzipSync(hidden)]) },
    ],
  ])('are refused when one has %s, which Podman may unpack', async (_, layer) => {
    await expect(checkLayers(imageOf([layer]))).rejects.toThrow('behind its end')
  })

  it('are refused when one is packed once more than its form says, which Podman finds out', async () => {
    // An entry's head that is the head of gzip, too.
    const both = layerOf(tarEntry('\x1f\ufffd', 'text'))
    both.write('\x1f\x8b\x08', 0, 'latin1')
    both.write('        ', 148)
    both.write(
      `${both
        .subarray(0, 512)
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    for (const layer of [plain(both), packed(both), packed(gzipSync(hidden)), packed(gzipSync('short'))]) {
      await expect(checkLayers(imageOf([layer]))).rejects.toThrow('packed once more')
    }
  })

  it('are refused when one is cut short', async () => {
    for (const length of [100, 512, 600]) {
      const image = imageOf([plain(layerOf(tarEntry('f', 'text')).subarray(0, length))])
      await expect(checkLayers(image)).rejects.toThrow('cut short')
    }
  })
})
