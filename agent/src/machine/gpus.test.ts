// tier: parts
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createArgs } from '../executor/containers/containerArgs.js'
import { createExecutorRegistry } from '../executor/createExecutorRegistry.js'
import { createGpuPool } from './createGpuPool.js'
import { detectGpus } from './detectGpus.js'
import { passedGpus } from './passedGpus.js'
import { hardwareOf, requireGpus } from './requireGpus.js'

/**
 * Contracts of tools that this machine has not: outputs as their makers' documentation shows them, of
 * `nvidia-smi --query-gpu=index,uuid,name,memory.total --format=csv,noheader,nounits`,
 * `rocm-smi --showproductname --showmeminfo vram --csv` and `nvidia-ctk cdi list`.
 */
const NVIDIA_SMI = `0, GPU-4cf8db2d-06c0-7d70-1a51-e59b25b2c16c, NVIDIA GeForce RTX 4090, 24564
1, GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c, NVIDIA A100 80GB PCIe, 81920
`
const ROCM_SMI = `WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status

device,VRAM Total Memory (B),VRAM Total Used Memory (B),Card series,Card model,Card vendor,Card SKU
card0,68702699520,10960896,AMD INSTINCT MI250 (MCM) OAM AC MBA,0x0b0c,Advanced Micro Devices Inc. [AMD/ATI],D65209
`
const CDI_BY_INDEX = `INFO[0000] Found 3 CDI devices
nvidia.com/gpu=0
nvidia.com/gpu=1
nvidia.com/gpu=all
`
const CDI_BY_UUID = `INFO[0000] Found 5 CDI devices
nvidia.com/gpu=0
nvidia.com/gpu=1
nvidia.com/gpu=GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c
nvidia.com/gpu=GPU-4cf8db2d-06c0-7d70-1a51-e59b25b2c16c
nvidia.com/gpu=all
`

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

const none = (): string => join(root, 'no-such-command')
const detect = (nvidiaSmi = none(), rocmSmi = none()) => detectGpus({ root, nvidiaSmi, rocmSmi })

/** A tool that answers as recorded. */
const tool = (name: string, output: string): Promise<string> =>
  file(name, `#!/bin/sh\ncat <<'END'\n${output}END\n`, 0o755)

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
    const smi = await tool('nvidia-smi', NVIDIA_SMI)
    await card('card0', { vendor: '0x10de' })
    await file('proc/driver/nvidia/gpus/0000:01:00.0/information', 'Model: \t\t NVIDIA GeForce RTX 4090\n')
    expect(await detect(smi)).toEqual([
      {
        ...{ model: 'NVIDIA GeForce RTX 4090', vramGiB: 24 },
        ids: ['nvidia.com/gpu=GPU-4cf8db2d-06c0-7d70-1a51-e59b25b2c16c', 'nvidia.com/gpu=0'],
      },
      {
        ...{ model: 'NVIDIA A100 80GB PCIe', vramGiB: 80 },
        ids: ['nvidia.com/gpu=GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c', 'nvidia.com/gpu=1'],
      },
    ])
    expect(await detect()).toEqual([{ model: 'NVIDIA GeForce RTX 4090', vramGiB: null, ids: [] }])
  })

  test('are cards of other makers, with what their drivers say', async () => {
    await card('card0', { vendor: '0x1002', product_name: 'AMD Instinct MI210', mem_info_vram_total: '68702699520' })
    await card('card1', { vendor: '0x8086', uevent: 'DRIVER=xe\nPCI_SLOT_NAME=0000:03:00.0' })
    expect(await detect()).toEqual([
      { model: 'AMD Instinct MI210', vramGiB: 64, ids: [] },
      { model: null, vramGiB: null, ids: [] },
    ])
    // AMD's own tool says more of the same card.
    expect(await detect(none(), await tool('rocm-smi', ROCM_SMI))).toEqual([
      { model: 'AMD INSTINCT MI250 (MCM) OAM AC MBA', vramGiB: 64, ids: ['amd.com/gpu=0'] },
      { model: null, vramGiB: null, ids: [] },
    ])
  })

  test('have to be there for a node that offers them', async () => {
    const sources = { root, nvidiaSmi: none(), rocmSmi: none() }
    await expect(requireGpus(1, sources)).rejects.toThrow(
      /expected 1 GPUs in this machine, none was found.*AGENT_RESOURCE_TYPE=CPU/,
    )
    await card('card0', { vendor: '0x10de' })
    await expect(requireGpus(2, sources)).rejects.toThrow(
      /expected 2 GPUs in this machine, 1 were found.*set AGENT_UNITS=1/,
    )
    expect(await requireGpus(1, sources)).toHaveLength(1)
  })

  test('of several kinds share the least memory and no model', () => {
    const big = { model: 'A100', vramGiB: 80, ids: [] }
    expect(hardwareOf([big, big])).toEqual({ model: 'A100', vramGiB: 80 })
    expect(hardwareOf([big, { model: 'RTX 4090', vramGiB: 24, ids: [] }])).toEqual({ vramGiB: 24 })
    expect(hardwareOf([big, { model: null, vramGiB: null, ids: [] }])).toEqual({})
    expect(hardwareOf([])).toEqual({})
  })
})

describe('GPUs that are passed to images', () => {
  const withImages = (name: string) =>
    createExecutorRegistry({
      container: { name, describe: async () => '', run: () => Promise.reject(new Error('none')) },
    })
  const passed = async (cdi: string, executors = withImages('container')) =>
    passedGpus(await detect(await tool('nvidia-smi', NVIDIA_SMI)), executors, {
      nvidiaCtk: await tool('nvidia-ctk', cdi),
      amdCtk: none(),
    })

  test('go by the names of the toolkit: by what tells a card apart for good, else by its number', async () => {
    expect(await passed(CDI_BY_UUID)).toEqual([
      'nvidia.com/gpu=GPU-4cf8db2d-06c0-7d70-1a51-e59b25b2c16c',
      'nvidia.com/gpu=GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c',
    ])
    expect(await passed(CDI_BY_INDEX)).toEqual(['nvidia.com/gpu=0', 'nvidia.com/gpu=1'])
  })

  test('have all to be known to Podman, or the agent does not start', async () => {
    await expect(passed('')).rejects.toThrow(
      /got none for NVIDIA GeForce RTX 4090, NVIDIA A100.*nvidia-ctk cdi generate/,
    )
    await expect(passed('nvidia.com/gpu=0\n')).rejects.toThrow(/got none for NVIDIA A100 80GB PCIe;/)
    await expect(passed(CDI_BY_INDEX, withImages('process'))).rejects.toThrow(/expected Podman/)
  })

  test('are none on a node that runs modules alone, or has none', async () => {
    const modules = createExecutorRegistry({ wasm: withImages('x').executorFor('container') })
    expect(await passed('', modules)).toEqual([])
    expect(await passedGpus([], withImages('process'))).toEqual([])
  })

  test('are arguments of Podman', () => {
    const plan = {
      ...{
        name: 'job',
        image: 'id',
        args: [],
        env: {},
        envFile: null,
        workDir: null,
        pidFile: '/pid',
        hasStdin: false,
        isMovable: false,
      },
      limits: { seconds: 1, memoryMiB: 64, outputMiB: 1 },
    }
    const way = { runtime: 'runc', cgroupManager: 'cgroupfs', isMapped: true } as const
    const args = createArgs({ ...plan, gpus: ['nvidia.com/gpu=0', 'nvidia.com/gpu=1'] }, way, true).join(' ')
    expect(args).toContain('--device nvidia.com/gpu=0 --device nvidia.com/gpu=1')
    expect(createArgs(plan, way, true)).not.toContain('--device')
  })

  test('are of one job at a time', () => {
    const pool = createGpuPool(['a', 'b', 'c'])
    const [first, second] = [pool.take(2), pool.take(1)]
    expect([first.devices, second.devices]).toEqual([['a', 'b'], ['c']])
    expect(() => pool.take(1)).toThrow('expected 1 free GPUs, 0 are free')
    first.release()
    const third = pool.take(2)
    // Released once more, the GPUs of another job do not become free.
    first.release()
    expect(third.devices).toEqual(['a', 'b'])
    expect(pool.free).toBe(0)
    third.release()
    second.release()
    expect(pool.free).toBe(3)
  })
})
