import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The load that other programs make. */
export interface ProcessorLoad {
  /**
   * Percent of all cores that other programs used between the looks of the last minute; null before the second look,
   * and where the system does not tell.
   */
  readonly otherPercent: number | null
  look(): Promise<void>
}

/** Processor time in the kernel's ticks since the start of the machine. */
interface Look {
  readonly total: number
  readonly busy: number
  /** Of this process, its children, and theirs. */
  readonly own: number
}

/** Looks that are compared: the first and the last of so many. */
const KEPT = 12

/**
 * Measures the processor time that other programs use: that of the machine less that of this process and its children.
 * Jobs are children of the agent.
 * @param proc the folder of the kernel's process information
 */
export function createProcessorLoad(proc = '/proc', pid = process.pid): ProcessorLoad {
  const looks: Look[] = []

  async function look(): Promise<Look> {
    const [line = ''] = (await readFile(join(proc, 'stat'), 'utf8')).split('\n')
    const [user, nice, system, idle, ioWait, irq, softIrq, steal] = line.split(/\s+/).slice(1).map(Number) as number[]
    const busy = sum([user, nice, system, irq, softIrq, steal])
    return { busy, total: busy + sum([idle, ioWait]), own: await ownTicks() }
  }

  async function ownTicks(): Promise<number> {
    const ids = (await readdir(proc)).filter((name) => /^\d+$/.test(name))
    const stats = await Promise.all(
      ids.map(async (id) => {
        // A process that has ended meanwhile has no file; its time is its parent's by now.
        const text = await readFile(join(proc, id, 'stat'), 'utf8').catch(() => null)
        return text === null ? null : statOf(text)
      }),
    )
    const own = new Set([pid])
    const known = stats.filter((stat) => stat !== null)
    for (let grown = true; grown; ) {
      grown = false
      for (const { id, parent } of known) {
        if (!own.has(parent) || own.has(id)) continue
        own.add(id)
        grown = true
      }
    }
    return sum(known.filter(({ id }) => own.has(id)).map(({ ticks }) => ticks))
  }

  return {
    get otherPercent() {
      const [first, last] = [looks[0], looks.at(-1)]
      if (!first || !last || last.total <= first.total) return null
      const other = last.busy - first.busy - Math.max(0, last.own - first.own)
      return Math.min(100, Math.max(0, (100 * other) / (last.total - first.total)))
    },
    async look() {
      const seen = await look().catch(() => null)
      if (seen === null) looks.length = 0
      else looks.push(seen)
      if (looks.length > KEPT) looks.shift()
    },
  }
}

const sum = (figures: readonly (number | undefined)[]): number =>
  figures.reduce<number>((total, figure) => total + (figure || 0), 0)

/** Id, parent and ticks (its own, and those of children that have ended) from a line of proc(5)'s stat. */
function statOf(text: string): { id: number; parent: number; ticks: number } {
  // The name in parentheses may have spaces.
  const rest = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [user, system, childUser, childSystem] = rest.slice(11, 15).map(Number) as number[]
  return { id: Number.parseInt(text, 10), parent: Number(rest[1]), ticks: sum([user, system, childUser, childSystem]) }
}
