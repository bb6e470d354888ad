// tier: parts
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { detectGpus } from './detectGpus.js'
import { hardwareOf, requireGpus } from './requireGpus.js'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiigo-gpus-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function file(path: string, text: string, mode = 0o644): Promise<string> {
  const whole = join(root, path)
  await mkdir(dirname(whole), { recursive: true })
  await writeFile(whole, text)
  await chmod(whole, mode)
  return whole
}

async function card(name: string, files: Record<string, string>): Promise<void> {
  for (const [key, text] of Object.entries(files)) await file(`sys/class/drm/${name}/device/${key}`, `${text}\n`)
}

const detect = (nvidiaSmi = join(root, 'no-such-command')) => detectGpus({ root, nvidiaSmi })

describe('the GPUs of a machine', () => {
  test('are none where there is nothing, or only a screen', async () => {
    expect(await detect()).toEqual([])
    // QEMU's screen, an ASPEED management controller, Intel's integrated graphics, and a connector of it.
    await card('card0', { vendor: '0x1234' })
    await card('card1', { vendor: '0x1a03' })
    await card('card2', { vendor: '0x8086', uevent: 'DRIVER=i915\nPCI_SLOT_NAME=0000:00:02.0' })
    await card('card2-HDMI-A-1', { vendor: '0x1002' })
    expect(await detect()).toEqual([])
  })

  test('are those that nvidia-smi lists, once', async () => {
    const smi = await file(
      'nvidia-smi',
      '#!/bin/sh\necho "NVIDIA GeForce RTX 4090, 24564"\necho "NVIDIA A100, 81920"\n',
      0o755,
    )
    await card('card0', { vendor: '0x10de' })
    await file('proc/driver/nvidia/gpus/0000:01:00.0/information', 'Model: \t\t NVIDIA GeForce RTX 4090\n')
    expect(await detect(smi)).toEqual([
      { model: 'NVIDIA GeForce RTX 4090', vramGiB: 24 },
      { model: 'NVIDIA A100', vramGiB: 80 },
    ])
    expect(await detect()).toEqual([{ model: 'NVIDIA GeForce RTX 4090', vramGiB: null }])
  })

  test('are cards of other makers, with what their drivers say', async () => {
    await card('card0', { vendor: '0x1002', product_name: 'AMD Instinct MI210', mem_info_vram_total: '68702699520' })
    await card('card1', { vendor: '0x8086', uevent: 'DRIVER=xe\nPCI_SLOT_NAME=0000:03:00.0' })
    expect(await detect()).toEqual([
      { model: 'AMD Instinct MI210', vramGiB: 64 },
      { model: null, vramGiB: null },
    ])
  })

  test('have to be there for a node that offers them', async () => {
    const none = requireGpus(1, { root, nvidiaSmi: join(root, 'no-such-command') })
    await expect(none).rejects.toThrow(/expected 1 GPUs in this machine, none was found.*AGENT_RESOURCE_TYPE=CPU/)
    await card('card0', { vendor: '0x10de' })
    const two = requireGpus(2, { root, nvidiaSmi: join(root, 'no-such-command') })
    await expect(two).rejects.toThrow(/expected 2 GPUs in this machine, 1 were found.*set AGENT_UNITS=1/)
    expect(await requireGpus(1, { root, nvidiaSmi: join(root, 'no-such-command') })).toHaveLength(1)
  })

  test('of several kinds share the least memory and no model', () => {
    const big = { model: 'A100', vramGiB: 80 }
    expect(hardwareOf([big, big])).toEqual({ model: 'A100', vramGiB: 80 })
    expect(hardwareOf([big, { model: 'RTX 4090', vramGiB: 24 }])).toEqual({ vramGiB: 24 })
    expect(hardwareOf([big, { model: null, vramGiB: null }])).toEqual({})
    expect(hardwareOf([])).toEqual({})
  })
})
