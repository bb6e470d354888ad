// Writes an OCI archive of an image FROM scratch, without any tool of containers and without a network.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** An entry of a tar archive: a file's content, a folder (name ends with "/"), or a link ({ link }). */
export function tarEntry(name, content, { mode = 0o755, type, link = '', size } = {}) {
  const bytes = Buffer.from(content ?? '')
  const head = Buffer.alloc(512)
  const octal = (value, digits) => value.toString(8).padStart(digits, '0')
  const kind = type ?? (link ? '2' : name.endsWith('/') ? '5' : '0')
  for (const [at, value] of [
    [0, name],
    [100, octal(mode, 7)],
    [108, octal(0, 7)],
    [116, octal(0, 7)],
    [124, octal(size ?? bytes.length, 11)],
    [136, octal(0, 11)],
    [148, '        '],
    [156, kind],
    [157, link],
    [257, `ustar\0${'00'}`],
  ]) {
    head.write(value, at)
  }
  head.write(
    `${octal(
      head.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  )
  return Buffer.concat([head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}

const END = Buffer.alloc(1_024)

/**
 * The archive of an image.
 * @param entries of its only layer, from `tarEntry`
 * @param config what OCI calls so: Entrypoint, Cmd, Env, WorkingDir
 * @param stored bytes that are stored in place of the packed layer
 * @param claimed the configuration's hash as the archive says it
 */
export function imageArchive(
  entries,
  config = {},
  { architecture = 'amd64', os = 'linux', packed = true, stored: given, claimed } = {},
) {
  const layer = Buffer.concat([...entries, END])
  const stored = given ?? (packed ? gzipSync(layer, { level: 9 }) : layer)
  const configuration = Buffer.from(
    JSON.stringify({ architecture, os, config, rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] } }),
  )
  const media = 'application/vnd.oci.image'
  const nameOf = (bytes) => (bytes === configuration && claimed) || sha256(bytes)
  const blob = (mediaType, bytes) => ({ mediaType, digest: `sha256:${nameOf(bytes)}`, size: bytes.length })
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: `${media}.manifest.v1+json`,
      config: blob(`${media}.config.v1+json`, configuration),
      layers: [blob(`${media}.layer.v1.tar${packed ? '+gzip' : ''}`, stored)],
    }),
  )
  const index = JSON.stringify({ schemaVersion: 2, manifests: [blob(`${media}.manifest.v1+json`, manifest)] })
  return Buffer.concat([
    tarEntry('oci-layout', '{"imageLayoutVersion":"1.0.0"}', { mode: 0o644 }),
    tarEntry('index.json', index, { mode: 0o644 }),
    ...[stored, configuration, manifest].map((bytes) =>
      tarEntry(`blobs/sha256/${nameOf(bytes)}`, bytes, { mode: 0o644 }),
    ),
    END,
  ])
}
