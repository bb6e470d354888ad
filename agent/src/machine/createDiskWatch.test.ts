import { mkdir, mkdtemp, open, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NotRetryableError } from '@aiigo/domain'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createDiskWatch, type DiskWatchOptions } from './createDiskWatch.js'
import { MachineFaultError, machineFaultOf } from './machineFault.js'

const log = createLogger({ name: 'test', level: 'silent' })

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-disk-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A watch of the test's folder, with what it told. */
function watchOf(options: Partial<DiskWatchOptions> = {}) {
  const told: (string | null)[] = []
  const onChange = (reason: string | null) => void told.push(reason)
  return { told, disk: createDiskWatch({ folders: [folder], reserveMiB: 0, onChange, log, ...options }) }
}

/** The kernel's own error of a full disk. */
async function fullDisk(): Promise<Error> {
  const handle = await open('/dev/full', 'w')
  try {
    await handle.writeFile('x')
  } catch (error) {
    return error as Error
  } finally {
    await handle.close()
  }
  throw new Error('expected /dev/full to be full')
}

describe('the disk of a node', () => {
  test('has the space that is free beside the reserve', async () => {
    const { disk, told } = watchOf({ reserveMiB: 10 })
    await disk.look()
    const { bavail, bsize } = await statfs(folder)
    // Others use the disk as well.
    expect(Math.abs(disk.freeMiB + 10 - (bavail * bsize) / 1_048_576)).toBeLessThan(2_048)
    expect([disk.reason, told]).toEqual([null, []])
  })

  test('pauses the node where less is free than stays free, or the folder is gone', async () => {
    const { disk, told } = watchOf({ reserveMiB: 1_000_000_000 })
    await disk.look()
    await disk.look()
    expect(told).toEqual([expect.stringMatching(/^disk full: \d+ MiB are free in .*AGENT_DISK_RESERVE_MIB/)])
    expect([disk.freeMiB, disk.reason]).toEqual([0, told[0]])

    const gone = watchOf({ folders: [join(folder, 'gone')] })
    await gone.disk.look()
    expect(gone.disk.reason).toMatch(/can not be read \(ENOENT\)/)
  })

  test('pauses the node after a fault, longer each time, and it goes on by itself', async () => {
    const { disk, told } = watchOf({ restMs: 200 })
    await disk.look()
    const fault = machineFaultOf(await fullDisk()) as MachineFaultError
    const rest = async (): Promise<number> => {
      const from = performance.now()
      disk.recordFault(fault)
      expect(disk.reason).toBe('the node can not work: its disk is full')
      do {
        await new Promise((done) => setTimeout(done, 10))
        await disk.look()
      } while (disk.reason !== null)
      return performance.now() - from
    }
    const [first, second] = [await rest(), await rest()]
    expect(first).toBeGreaterThanOrEqual(195)
    expect(second).toBeGreaterThanOrEqual(395)
    disk.recordSuccess()
    expect(told.at(-1)).toBeNull()
    disk.recordFault(fault)
    await new Promise((done) => setTimeout(done, 220))
    await disk.look()
    expect(disk.reason).toBeNull()
  })

  test('keeps the node paused while no file can be written, whatever the free space says', async () => {
    const { disk } = watchOf({ restMs: 0 })
    const inTheWay = join(folder, `.aiigo-probe-${process.pid}`)
    await mkdir(inTheWay)
    disk.recordFault(new MachineFaultError('EROFS'))
    await disk.look()
    expect(disk.reason).toMatch(/^the node can not work: its disk can not be written; it tries again from /)
    await rm(inTheWay, { recursive: true })
    await disk.look()
    expect(disk.reason).toBeNull()
  })
})

describe('a fault of the machine', () => {
  test('is found behind other errors, and names no path', async () => {
    const wrapped = new Error('could not copy /data/x', { cause: await fullDisk() })
    const fault = machineFaultOf(wrapped)
    expect([fault?.fault, fault?.message]).toEqual(['ENOSPC', 'the node can not work: its disk is full'])
    expect(fault?.retryable).toBe(false)
    expect(machineFaultOf(fault)).toBe(fault)
  })

  test('is a quota that the blob store keeps, too', () => {
    expect(machineFaultOf(new NotRetryableError('QUOTA_EXCEEDED', 'no more'))?.fault).toBe('QUOTA_EXCEEDED')
  })

  test('is not what a connection, a program or the platform does', () => {
    const connect = Object.assign(new Error('connect EACCES'), { code: 'EACCES', syscall: 'connect' })
    expect([connect, new Error('no'), 'no', null].map(machineFaultOf)).toEqual([null, null, null, null])
  })
})
