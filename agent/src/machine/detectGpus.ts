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
  /** Names that the Container Device Interface can have for it, the best first; none where no driver tells it apart. */
  readonly ids: readonly string[]
}

export interface GpuSources {
  /** Default `/`. */
  readonly root?: string
  /** Default `nvidia-smi`. */
  readonly nvidiaSmi?: string
  /** Default `rocm-smi`. */
  readonly rocmSmi?: string
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
 * The graphics processors that Linux knows: what NVIDIA's and AMD's drivers list, and cards of the direct rendering
 * manager. Cards of a virtual machine's screen, of a board's management controller and Intel's integrated ones are left
 * out. Empty on other systems, and on WSL without `nvidia-smi`.
 */
export async function detectGpus(sources: GpuSources = {}): Promise<Gpu[]> {
  const { root = '/', nvidiaSmi = 'nvidia-smi', rocmSmi = 'rocm-smi' } = sources
  const [listed, amd] = await Promise.all([listedByNvidia(nvidiaSmi), listedByRocm(rocmSmi)])
  const nvidia = listed.length > 0 ? listed : await knownToNvidiaDriver(root)
  const cards = await renderedCards(root)
  // The driver names what the kernel only counts.
  const known: Readonly<Record<string, number>> = { NVIDIA: nvidia.length, AMD: amd.length }
  return [...nvidia, ...amd, ...cards.filter(({ vendor }) => !known[vendor]).map(({ gpu }) => gpu)]
}

async function listedByNvidia(command: string): Promise<Gpu[]> {
  const query = ['--query-gpu=index,uuid,name,memory.total', '--format=csv,noheader,nounits']
  const { stdout } = await run(command, query, { timeout: SMI_MS }).catch(() => ({ stdout: '' }))
  return stdout
    .split('\n')
    .map((line) => /^(\d+), *(GPU-[\w-]+), *(.+), *(\d+)$/.exec(line.trim()))
    .filter((found) => found !== null)
    .map(([, index, uuid, model, mib]) => ({
      ...{ model: model as string, vramGiB: Math.round(Number(mib) / MIB_PER_GIB) },
      ids: [`nvidia.com/gpu=${uuid}`, `nvidia.com/gpu=${index}`],
    }))
}

/** A table of `rocm-smi`: a head, whose words differ between versions in their case, and a line for each card. */
async function listedByRocm(command: string): Promise<Gpu[]> {
  const query = ['--showproductname', '--showmeminfo', 'vram', '--csv']
  const { stdout } = await run(command, query, { timeout: SMI_MS }).catch(() => ({ stdout: '' }))
  const lines = stdout.split('\n').map((line) => line.trim().split(','))
  const head = (lines.find(([first]) => first === 'device') ?? []).map((name) => name.toLowerCase())
  const [series, memory] = [head.indexOf('card series'), head.indexOf('vram total memory (b)')]
  return lines
    .filter(([first]) => /^card\d+$/.test(first ?? ''))
    .map((fields) => {
      const bytes = Number(fields[memory] ?? Number.NaN)
      return {
        model: fields[series]?.trim() || null,
        vramGiB: Number.isFinite(bytes) ? Math.round(bytes / GIB) : null,
        ids: [`amd.com/gpu=${fields[0]?.slice('card'.length)}`],
      }
    })
}

async function knownToNvidiaDriver(root: string): Promise<Gpu[]> {
  const folder = join(root, 'proc/driver/nvidia/gpus')
  const texts = await Promise.all((await namesIn(folder)).map((name) => textOf(join(folder, name, 'information'))))
  return texts
    .filter((text) => text !== null)
    .map((text) => ({ model: /^Model:\s*(.+?)\s*$/m.exec(text)?.[1] ?? null, vramGiB: null, ids: [] }))
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
      return { vendor, gpu: { model: product?.trim() || null, vramGiB, ids: [] } }
    }),
  )
  return cards.filter((card) => card !== null)
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
const textOf = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null)
