import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Image } from '@aiigo/domain'
import { sha256 } from './sha256.js'

/** Name of the folder that an image is written to. */
export const LAYOUT = 'image'
const MEDIA = 'application/vnd.oci.image'

/**
 * Writes an image into a folder as an OCI layout for Podman. The layout has the parts that were read and checked, and
 * nothing else of the archive: two programs can read one archive in two ways.
 * @returns the layout's own folder, inside
 */
export async function writeLayout(
  { config, layers }: Pick<Image, 'config' | 'layers'>,
  parent: string,
): Promise<string> {
  const folder = join(parent, LAYOUT)
  const blobs = join(folder, 'blobs', 'sha256')
  await mkdir(blobs, { recursive: true, mode: 0o700 })
  const store = async (bytes: Uint8Array, mediaType: string) => {
    const digest = sha256(bytes)
    await writeFile(join(blobs, digest), bytes)
    return { mediaType, digest: `sha256:${digest}`, size: bytes.length }
  }
  const manifest = {
    schemaVersion: 2,
    mediaType: `${MEDIA}.manifest.v1+json`,
    config: await store(config, `${MEDIA}.config.v1+json`),
    layers: [] as unknown[],
  }
  for (const { bytes, form } of layers) manifest.layers.push(await store(bytes, `${MEDIA}.layer.v1.${form}`))
  const stored = await store(Buffer.from(JSON.stringify(manifest)), manifest.mediaType)
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [stored] }))
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }))
  return folder
}
