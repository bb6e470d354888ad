// The image of this example: BusyBox of this machine, which needs no library, and report.sh.
import { readFile } from 'node:fs/promises'
import { imageArchive, tarEntry } from '../scripts/imageArchive.mjs'

const APPLETS = ['sh', 'awk', 'busybox', 'cat', 'cut', 'head', 'sort', 'tail', 'wc']

/** @param busybox path of a BusyBox that is linked statically */
export async function visitsImage(busybox) {
  const entries = [
    tarEntry('bin/'),
    tarEntry('bin/box', await readFile(busybox)),
    ...APPLETS.map((name) => tarEntry(`bin/${name}`, '', { link: 'box' })),
    tarEntry('report.sh', await readFile(new URL('report.sh', import.meta.url))),
  ]
  const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch]
  return imageArchive(entries, { Entrypoint: ['/report.sh'], Env: ['LC_ALL=C'] }, { architecture })
}
