import { PassThrough } from 'node:stream'
import type { Context, Input } from '@aiigo/terminal'
import { benchmarkThreads } from '../benchmark/benchmarkThreads.js'
import { createComputeParts } from '../benchmark/computeParts.js'
import { takeBenchmark } from '../benchmark/takeBenchmark.js'
import { createBlobs } from '../blobs.js'
import type { Settings } from './Settings.js'
import { withNode } from './withNode.js'

/** Takes a benchmark of the platform for the node of this machine. @throws what `withNode` and `takeBenchmark` throw */
export async function submitBenchmark(context: Context<Settings>, input: Input): Promise<void> {
  const { output, signal } = context
  const progress = output.progress()
  const note = (fields: unknown, text = 'something is not measured'): void => {
    const { reason } = fields as { reason?: string }
    output.note(reason === undefined ? text : `${text}: ${reason}`)
  }
  try {
    await withNode(context, input, async ({ provider, config, nodeId }) => {
      await provider.signIn({ signal })
      const { AGENT_CAPS: caps, AGENT_DATA_DIR: folder } = config
      // Asked for by the owner: no limit of the day holds it back.
      const traffic = { meter: () => new PassThrough() }
      const blobs = createBlobs({ url: config.BLOB_STORE_URL, files: provider.connection.files, traffic })
      const deps = {
        ...{ provider, blobs, folder, compute: createComputeParts(benchmarkThreads(caps)), log: { warn: note } },
        onStage: (stage: string) => progress.update(`benchmark of the platform: ${stage}`),
      }
      await takeBenchmark(nodeId, deps, signal)
    })
  } finally {
    progress.end()
  }
  output.note('the platform checks the benchmark within some minutes: aiigo-agent status')
}
