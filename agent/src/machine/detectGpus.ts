import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A graphics processor of this machine. */
export interface Gpu {
  /** As its driver names it; null where no driver does. */
  readonly model: string | null
  /** Whole GiB of its own memory; null where no driver says. */
  readonly vramGiB: number | null
}

export interface GpuSources {
  /** Default `/`. */
  readonly root?: string
  /** Default `nvidia-smi`. */
  readonly nvidiaSmi?: string
}

const run = promisify(execFile)
const SMI_MS = 10_000
const MIB_PER_GIB = 1_024
const GIB = 1_073_741_824
/** PCI vendors of processors for computing: AMD, NVIDIA, Intel. */
const VENDORS: Readonly<Record<string, string>> = { '0x1002': 'AMD', '0x10de': 'NVIDIA', '0x8086': 'Intel' }
/** Intel's integrated graphics sit in slot 2 of the first bus. They are no GPU that anybody rents. */
const INTEGRATED = /^0000:00:02\./

/**
 * The graphics processors that Linux knows: what NVIDIA's driver lists, and cards of the direct rendering manager.
 * Cards of a virtual machine's screen, of a board's management controller and Intel's integrated ones are left out.
 * Empty on other systems, and on WSL without `nvidia-smi`.
 */
export async function detectGpus({ root = '/', nvidiaSmi = 'nvidia-smi' }: GpuSources = {}): Promise<Gpu[]> {
  const listed = await listedByNvidia(nvidiaSmi)
  const nvidia = listed.length > 0 ? listed : await knownToNvidiaDriver(root)
  const cards = await renderedCards(root)
  // The driver names what the kernel only counts.
  return [...nvidia, ...cards.filter(({ vendor }) => vendor !== 'NVIDIA' || nvidia.length === 0).map(({ gpu }) => gpu)]
}

async function listedByNvidia(command: string): Promise<Gpu[]> {
  const query = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']
  const { stdout } = await run(command, query, { timeout: SMI_MS }).catch(() => ({ stdout: '' }))
  return stdout
    .split('\n')
    .map((line) => /^(.+), *(\d+)$/.exec(line.trim()))
    .filter((found) => found !== null)
    .map(([, model, mib]) => ({ model: model as string, vramGiB: Math.round(Number(mib) / MIB_PER_GIB) }))
}

async function knownToNvidiaDriver(root: string): Promise<Gpu[]> {
  const folder = join(root, 'proc/driver/nvidia/gpus')
  const texts = await Promise.all((await namesIn(folder)).map((name) => textOf(join(folder, name, 'information'))))
  return texts
    .filter((text) => text !== null)
    .map((text) => ({ model: /^Model:\s*(.+?)\s*$/m.exec(text)?.[1] ?? null, vramGiB: null }))
}

async function renderedCards(root: string): Promise<{ vendor: string; gpu: Gpu }[]> {
  const folder = join(root, 'sys/class/drm')
  const names = (await namesIn(folder)).filter((name) => /^card\d+$/.test(name))
  const cards = await Promise.all(
    names.map(async (name) => {
      const device = join(folder, name, 'device')
      const [vendorId, uevent, product, memory] = await Promise.all(
        ['vendor', 'uevent', 'product_name', 'mem_info_vram_total'].map((file) => textOf(join(device, file))),
      )
      const vendor = VENDORS[vendorId?.trim() ?? '']
      const slot = /^PCI_SLOT_NAME=(.+)$/m.exec(uevent ?? '')?.[1] ?? ''
      if (vendor === undefined || INTEGRATED.test(slot)) return null
      const bytes = Number(memory?.trim() ?? Number.NaN)
      const vramGiB = Number.isFinite(bytes) ? Math.round(bytes / GIB) : null
      return { vendor, gpu: { model: product?.trim() || null, vramGiB } }
    }),
  )
  return cards.filter((card) => card !== null)
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
const textOf = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null)
