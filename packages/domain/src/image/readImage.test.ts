import { describe, expect, it } from '@jest/globals'
import { imageProblems, inspectImage } from './imageProblems.js'
import { readImage } from './readImage.js'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** An entry of a tar archive with right or wrong heads. */
function entry(name: string, content: string, { type = '0', magic = 'ustar\0' + '00', sum = 0 } = {}): Uint8Array {
  const body = bytesOf(content)
  const bytes = new Uint8Array(512 + Math.ceil(body.length / 512) * 512)
  const put = (at: number, text: string): void => bytes.set(bytesOf(text), at)
  put(0, name)
  put(124, `${body.length.toString(8).padStart(11, '0')}\0`)
  put(148, '        ')
  put(156, type)
  put(257, magic)
  const total = bytes.subarray(0, 512).reduce((all, byte) => all + byte, sum)
  put(148, `${total.toString(8).padStart(6, '0')}\0 `)
  bytes.set(body, 512)
  return bytes
}

const digest = (digit: string): string => digit.repeat(64)
const blob = (digit: string): string => `blobs/sha256/${digest(digit)}`
const named = (mediaType: string, digit: string) => ({ mediaType, digest: `sha256:${digest(digit)}` })
const MEDIA = 'application/vnd.oci.image'

function archive({
  platform = { architecture: 'amd64', os: 'linux' },
  config = { Entrypoint: ['/tool'] } as object,
  diffs = ['4'],
  manifests = [named(`${MEDIA}.manifest.v1+json`, '1')],
  layer = `${MEDIA}.layer.v1.tar+gzip`,
  more = [] as Uint8Array[],
} = {}): Uint8Array {
  const manifest = { config: named(`${MEDIA}.config.v1+json`, '2'), layers: [named(layer, '3')] }
  const parts = [
    entry('./oci-layout', '{}'),
    entry('index.json', JSON.stringify({ manifests })),
    entry('blobs/', '', { type: '5' }),
    entry(blob('1'), JSON.stringify(manifest)),
    entry(
      blob('2'),
      JSON.stringify({ ...platform, config, rootfs: { diff_ids: diffs.map((one) => `sha256:${digest(one)}`) } }),
    ),
    entry(blob('3'), 'layer'),
    ...more,
    new Uint8Array(1_024),
  ]
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const problemOf = (bytes: Uint8Array): string | undefined => inspectImage(bytes).problems[0]?.message

describe('an archive of an image', () => {
  it('tells platform, id and layers', () => {
    const image = readImage(archive())
    expect(image).toMatchObject({ architecture: 'amd64', id: digest('2'), hasCommand: true })
    expect(image.layers).toEqual([
      { form: 'tar+gzip', sha256: digest('3'), unpackedSha256: digest('4'), bytes: bytesOf('layer') },
    ])
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['text', bytesOf('no archive'), /cut short/],
    ['a block of something else', new Uint8Array(512).fill(1), /expected a tar archive/],
    ['a wrong checksum', entry('oci-layout', '{}', { sum: 1 }), /damaged/],
    ['a cut archive', archive().subarray(0, 1_500), /cut short/],
    ['an archive of something else', entry('manifest.json', '[]').slice(), /cut short|oci-layout/],
    ['several images', archive({ manifests: [1, 2].map(() => named(`${MEDIA}.manifest.v1+json`, '1')) }), /one image/],
    ['several platforms', archive({ manifests: [named(`${MEDIA}.index.v1+json`, '1')] }), /one platform/],
    ['another system', archive({ platform: { architecture: 'amd64', os: 'windows' } }), /windows\/amd64/],
    ['another processor', archive({ platform: { architecture: 'riscv64', os: 'linux' } }), /linux\/riscv64/],
    ['an unknown layer', archive({ layer: `${MEDIA}.layer.v1.tar+other` }), /layers of tar/],
    ['links', archive({ more: [entry('x', '', { type: '2' })] }), /links/],
    ['fewer layers than its configuration names', archive({ diffs: ['4', '5'] }), /2 layers/],
    ['more layers than its configuration names', archive({ diffs: [] }), /0 layers/],
    ['a folder with content', archive({ more: [entry('more/', 'x', { type: '5' })] }), /content in files alone/],
    ['a file named as a folder', archive({ more: [entry('more/', 'x', { type: '\0' })] }), /content in files alone/],
    ['a file twice', archive({ more: [entry('index.json', '{}')] }), /twice/],
  ])('is refused: %s', (_, bytes, message) => {
    expect(problemOf(bytes)).toMatch(message)
  })

  it('needs a program to begin, of its own or of the job', () => {
    const image = inspectImage(archive({ config: {} }))
    expect(imageProblems(image, { args: [] })).toEqual([
      { code: 'NOT_AN_IMAGE', message: expect.stringContaining('program.container.entrypoint') },
    ])
    expect(imageProblems(image, { args: ['/tool'] })).toEqual([])
    expect(imageProblems(image, { args: [], entrypoint: ['/tool'] })).toEqual([])
  })
})
