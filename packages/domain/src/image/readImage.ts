import * as z from 'zod'
import { ImageError } from './ImageError.js'
import { readTar, type TarEntry } from './readTar.js'

/** Processors that images are made for, as OCI names them. */
export const ARCHITECTURES = ['amd64', 'arm64'] as const
export type Architecture = (typeof ARCHITECTURES)[number]

/** How an image's layer is packed. */
export type LayerForm = 'tar' | 'tar+gzip' | 'tar+zstd'

export interface ImageLayer {
  readonly form: LayerForm
  /** SHA-256 that the image names, 64 lower-case hex digits. */
  readonly sha256: string
  /** SHA-256 of the unpacked layer that the image's configuration names in this place. */
  readonly unpackedSha256: string
  readonly bytes: Uint8Array
}

/** An image as its archive says; hashes are not checked here. */
export interface Image {
  readonly architecture: Architecture
  /** SHA-256 of the configuration that the image names: the image's id. */
  readonly id: string
  readonly config: Uint8Array
  readonly layers: readonly ImageLayer[]
  /** Whether it says which program begins when a job does not. */
  readonly hasCommand: boolean
  /** The program that it begins with, and the arguments that a job's own take the place of. */
  readonly entrypoint: readonly string[]
  readonly args: readonly string[]
  /** Variables of its environment, `NAME=value` each. */
  readonly env: readonly string[]
}

const HOW = 'write it by "podman save --format oci-archive", or "docker buildx build --output type=oci,dest=image.tar"'
const MAX_ENTRIES = 1_000
const MAX_LAYERS = 64
/** Bytes of a manifest or of a configuration. */
const MAX_JSON = 1_048_576

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const descriptor = z.object({ mediaType: z.string(), digest })
const indexSchema = z.object({ manifests: z.array(descriptor) })
const manifestSchema = z.object({ config: descriptor, layers: z.array(descriptor).max(MAX_LAYERS) })
const texts = z.array(z.string()).nullish()
const configSchema = z.object({
  architecture: z.string(),
  os: z.string(),
  config: z.object({ Entrypoint: texts, Cmd: texts, Env: texts }).nullish(),
  rootfs: z.object({ diff_ids: z.array(digest) }),
})

const MANIFESTS = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json']
const LAYERS: Readonly<Record<string, LayerForm>> = {
  'application/vnd.oci.image.layer.v1.tar': 'tar',
  'application/vnd.oci.image.layer.v1.tar+gzip': 'tar+gzip',
  'application/vnd.oci.image.layer.v1.tar+zstd': 'tar+zstd',
  'application/vnd.docker.image.rootfs.diff.tar': 'tar',
  'application/vnd.docker.image.rootfs.diff.tar.gzip': 'tar+gzip',
}

const refuse = (expected: string, got: string): never => {
  throw new ImageError(`expected ${expected}, got ${got}; ${HOW}`)
}

/**
 * Reads an OCI archive of one image.
 * @throws ImageError when it is none, or one of several images
 * @example readImage(bytes).architecture // 'amd64'
 */
export function readImage(archive: Uint8Array): Image {
  const entries = new Map<string, TarEntry>()
  for (const entry of readTar(archive, MAX_ENTRIES)) {
    // Heads of pax only repeat what is in the entry behind them, or say what an image's archive has no use for.
    if (entry.type === 'x' || entry.type === 'g') continue
    if (entry.type !== '0' && entry.type !== '5') refuse('an OCI archive of files and folders', 'one with links')
    if (entries.has(entry.name) && entry.type === '0') refuse('each file once in the archive', `${entry.name} twice`)
    entries.set(entry.name, entry)
  }
  const content = (name: string): Uint8Array => {
    const entry = entries.get(name)
    if (entry?.type === '0') return archive.subarray(entry.start, entry.start + entry.size)
    return refuse('an OCI archive of an image', `a tar archive without ${name.slice(0, 100)}`)
  }
  const json = <T>(name: string, schema: z.ZodType<T>): T => {
    const bytes = content(name)
    if (bytes.length > MAX_JSON) refuse(`${name} of at most ${MAX_JSON} bytes`, String(bytes.length))
    try {
      return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    } catch {
      return refuse('an OCI archive of an image', `one whose ${name} has another form`)
    }
  }
  const blob = (name: string): string => `blobs/sha256/${name.slice('sha256:'.length)}`
  content('oci-layout')
  const { manifests } = json('index.json', indexSchema)
  const [named] = manifests
  if (!named || manifests.length > 1) return refuse('an archive of one image', `one of ${manifests.length}`)
  if (!MANIFESTS.includes(named.mediaType)) {
    return refuse('an image for one platform', `an index of several (${named.mediaType.slice(0, 100)})`)
  }
  const manifest = json(blob(named.digest), manifestSchema)
  const config = json(blob(manifest.config.digest), configSchema)
  const architecture = ARCHITECTURES.find((one) => one === config.architecture)
  if (config.os !== 'linux' || !architecture) {
    const platform = `${config.os.slice(0, 50)}/${config.architecture.slice(0, 50)}`
    return refuse(`an image for ${ARCHITECTURES.map((one) => `linux/${one}`).join(' or ')}`, `one for ${platform}`)
  }
  const unpacked = config.rootfs.diff_ids
  if (unpacked.length !== manifest.layers.length) {
    return refuse(`${unpacked.length} layers, as its configuration names`, `${manifest.layers.length}`)
  }
  const [entrypoint, args] = [config.config?.Entrypoint ?? [], config.config?.Cmd ?? []]
  return {
    architecture,
    id: manifest.config.digest.slice('sha256:'.length),
    config: content(blob(manifest.config.digest)),
    layers: manifest.layers.map((layer, at) => ({
      form: LAYERS[layer.mediaType] ?? refuse('layers of tar, gzip or zstd', layer.mediaType.slice(0, 100)),
      sha256: layer.digest.slice('sha256:'.length),
      unpackedSha256: unpacked[at]?.slice('sha256:'.length) ?? '',
      bytes: content(blob(layer.digest)),
    })),
    hasCommand: entrypoint.length + args.length > 0,
    entrypoint,
    args,
    env: config.config?.Env ?? [],
  }
}
