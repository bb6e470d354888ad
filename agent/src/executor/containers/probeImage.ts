import { type Architecture, type Image, tarEnd, tarEntry } from '@aiigo/domain'
import { sha256 } from './sha256.js'

/** The program of the probe: probe.amd64.s and probe.arm64.s beside this file, assembled. */
export const PROBE_CODE: Readonly<Record<Architecture, string>> = {
  amd64:
    'SIs8JIP/AnQed1RIjTVyAAAAugMAAAC/AQAAALgBAAAADwUx/+sxu0AAAAAx/74AAIAAugMAAABBuiKAAABJx8D/////RTHJuAkAAAAPBf/Lddm/' +
    'BwAAALg8AAAADwW7oA8AALg5AAAADwWFwHQMeAb/y3Xv69wx/+vduCIAAAAPBev3b2sK',
  arm64:
    '6QNA+T8JAPEgAQBUyAIAVCAAgNJhBQAQYgCA0ggIgNIBAADUAACA0g0AABQTCIDSAACA0gEQoNJiAIDSQwSQ0gQAgJIFAIDSyBuA0gEAANRzBgDx' +
    '4f7/VOAAgNKoC4DSAQAA1BP0gdIgAoDSAQCA0gIAgNIDAIDSBACA0ogbgNIBAADU4AAAtIAA+LdzBgDxwf7/VPH//xcAAIDS8P//FwAAgNIBAIDS' +
    'AgCA0gMAgNIEAIDSKAmA0gEAANT5//8Xb2sK',
}

const MACHINES: Readonly<Record<Architecture, number>> = { amd64: 62, arm64: 183 }
const ADDRESS = 0x400000n
const HEADS = 120

/** An executable of Linux: its heads, and the code behind them, in one segment. */
function executable(architecture: Architecture): Buffer {
  const code = Buffer.from(PROBE_CODE[architecture], 'base64')
  const head = Buffer.alloc(HEADS)
  head.write('\x7fELF\x02\x01\x01', 'latin1')
  head.writeUInt16LE(2, 16)
  head.writeUInt16LE(MACHINES[architecture], 18)
  head.writeUInt32LE(1, 20)
  head.writeBigUInt64LE(ADDRESS + BigInt(HEADS), 24)
  head.writeBigUInt64LE(64n, 32)
  head.writeUInt16LE(64, 52)
  head.writeUInt16LE(56, 54)
  head.writeUInt16LE(1, 56)
  // One segment, to read and to execute.
  head.writeUInt32LE(1, 64)
  head.writeUInt32LE(5, 68)
  for (const at of [80, 88]) head.writeBigUInt64LE(ADDRESS, at)
  for (const at of [96, 104]) head.writeBigUInt64LE(BigInt(HEADS + code.length), at)
  head.writeBigUInt64LE(4_096n, 112)
  return Buffer.concat([head, code])
}

/** The smallest image with a program, for finding out whether containers work on this machine. */
export function probeImage(architecture: Architecture): Image {
  const bytes = Buffer.concat([tarEntry('probe', executable(architecture), 0o755), tarEnd()])
  const layer = { form: 'tar', sha256: sha256(bytes), unpackedSha256: sha256(bytes), bytes } as const
  const config = Buffer.from(
    JSON.stringify({
      ...{ architecture, os: 'linux', config: { Entrypoint: ['/probe'] } },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layer.sha256}`] },
    }),
  )
  return {
    architecture,
    id: sha256(config),
    config,
    layers: [layer],
    hasCommand: true,
    entrypoint: ['/probe'],
    args: [],
    env: [],
  }
}
