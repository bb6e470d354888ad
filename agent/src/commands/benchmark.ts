import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../settings/Settings.js'

const SECONDS = 5

export default defineCommand({
  options: [
    { flags: '--submit', about: 'take a benchmark of the platform, which keeps and checks it; at most one an hour' },
    PASSWORD_OPTION,
    {
      flags: '--seconds <N>',
      about: `how long each measurement takes; default: ${SECONDS}`,
    },
  ],
  examples: ['aiigo-agent benchmark', 'aiigo-agent benchmark --submit', 'aiigo-agent benchmark --seconds 20 --json'],
  schemas: () => import('../schemas/benchmark.js'),
  async run(context, input) {
    const [{ measureHashes }, { availableParallelism, cpus }, { codeOf }, { withNode }] = await Promise.all([
      import('../benchmark/measureHashes.js'),
      import('node:os'),
      import('@aiigo/sdk'),
      import('../settings/withNode.js'),
    ])
    const [{ measureArithmetic }, { measureMemory }, { measureDisk }, { detectGpus }, { tmpdir }] = await Promise.all([
      import('../benchmark/measureArithmetic.js'),
      import('../benchmark/measureMemory.js'),
      import('../benchmark/measureDisk.js'),
      import('../machine/detectGpus.js'),
      import('node:os'),
    ])
    if (input.flag('submit')) {
      const { submitBenchmark } = await import('../settings/submitBenchmark.js')
      await submitBenchmark(context, input)
    }
    const seconds = input.count('seconds', { min: 1, max: 600 }) ?? SECONDS
    let folder = tmpdir()
    /** The figures of the proofs; null where the machine is not set up, not registered, or the platform is away. */
    const proofs = await withNode(context, input, async ({ provider, config, nodeId }) => {
      folder = config.AGENT_DATA_DIR
      const [{ node }, proving] = await Promise.all([readNode(provider.client, nodeId), config.AGENT_POW_THREADS])
      return (
        node && {
          passed: node.powPasses,
          failed: node.powFailures,
          hashesPerSecond: Number(node.hashesPerSecond),
          proving,
        }
      )
    }).catch((error: unknown) => {
      const why = (error as { code?: string }).code ?? codeOf(error)
      if (why !== 'NOT_SET_UP') context.output.note(`the proofs are not shown: ${(error as Error).message}`)
      return null
    })
    const cores = availableParallelism()
    const threads = proofs?.proving || Math.max(1, cores - 1)
    const progress = context.output.progress()
    progress.update('measuring one thread')
    const one = await measureHashes(1, seconds * 1_000)
    progress.update(`measuring ${threads} threads`)
    const all = threads === 1 ? one : await measureHashes(threads, seconds * 1_000)
    progress.update('measuring arithmetic')
    const oneThreadGflops = await measureArithmetic(1, seconds * 1_000)
    const gflops = cores === 1 ? oneThreadGflops : await measureArithmetic(cores, seconds * 1_000)
    progress.update('measuring memory and disk')
    const memoryMiBPerSecond = measureMemory(seconds * 1_000)
    const disk = await measureDisk(folder, seconds * 1_000).catch((error: Error) => {
      context.output.note(`the disk is not measured: ${error.message}`)
      return null
    })
    const gpus = (await detectGpus()).map(({ model, vramGiB }) => ({ model, vramGiB }))
    progress.end()
    return {
      ...{ model: cpus()[0]?.model ?? null, cores, threads, seconds },
      ...{ oneThreadHashesPerSecond: one, hashesPerSecond: all },
      ...{ oneThreadGflops, gflops, memoryMiBPerSecond, disk, gpus },
      proofs: proofs && {
        passed: proofs.passed,
        failed: proofs.failed,
        hashesPerSecond: proofs.hashesPerSecond || null,
      },
    }
  },
  show(result, output) {
    const { model, cores, threads, oneThreadHashesPerSecond, hashesPerSecond, proofs, disk, gpus } = result
    output.facts([
      ['processor', model],
      ['cores', String(cores)],
      ['one thread', threads === 1 ? null : rate(oneThreadHashesPerSecond)],
      [`${threads} ${threads === 1 ? 'thread' : 'threads'}, as for a proof`, rate(hashesPerSecond)],
      ['arithmetic, one thread', `${result.oneThreadGflops} GFLOP/s`],
      [`arithmetic, ${cores} ${cores === 1 ? 'thread' : 'threads'}`, `${result.gflops} GFLOP/s`],
      ['memory, one thread', `${result.memoryMiBPerSecond} MiB/s copied`],
      ['disk, durable writes', disk && `${disk.writeMiBPerSecond} MiB/s`],
      ['disk, reads', disk?.readMiBPerSecond ? `${disk.readMiBPerSecond} MiB/s` : null],
      ['GPUs', gpus.length === 0 ? 'none' : gpus.map(({ model: name }) => name ?? 'a card without a name').join(', ')],
      [
        'proofs of work',
        proofs &&
          `${proofs.hashesPerSecond === null ? 'none passed' : rate(proofs.hashesPerSecond)} (${proofs.passed} passed, ${proofs.failed} failed)`,
      ],
    ])
    if (proofs?.hashesPerSecond) {
      const percent = Math.round((100 * proofs.hashesPerSecond) / hashesPerSecond)
      output.line(
        `The proofs count ${percent} % of this: their time is that between blocks, and includes the way to the chain.`,
      )
    }
  },
})

/** Hashes in words. @example rate(1_234_567) // '1.23 million hashes a second' */
const rate = (hashes: number): string => `${(hashes / 1_000_000).toFixed(2)} million hashes a second`

async function readNode(client: import('@aiigo/client').Client, id: string) {
  const { NodeDocument } = await import('@aiigo/client')
  return client.execute(NodeDocument, { id })
}
