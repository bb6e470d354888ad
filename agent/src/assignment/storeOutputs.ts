import { join } from 'node:path'
import type { JobKey } from '@aiigo/sealing'
import type { CollectedOutput } from '../executor/index.js'
import type { Attempt } from './Attempt.js'
import type { ManifestOutput } from './resultManifest.js'
import { sealFile } from './sealFile.js'

/** Stores the outputs of a run, sealed to the job's key where there is one. */
export async function storeOutputs(
  { deps, clock, work }: Attempt,
  found: readonly CollectedOutput[],
  key: JobKey | null,
): Promise<readonly ManifestOutput[]> {
  const { blobs, folder } = deps
  // Earnings may be there when the time of the run is over.
  const until = work.storesLate ? clock.signed : clock.run
  const storing = clock.signalAt(until)

  async function storePlain({ name, path, sha256, size }: CollectedOutput): Promise<ManifestOutput> {
    const stored = await clock.again(`storing ${name}`, () => blobs.upload({ path }, storing), until)
    if (stored.sha256 !== sha256)
      throw new Error(`expected ${name} to be stored as ${sha256}, the store says ${stored.sha256}`)
    return { name, cid: stored.cid, sha256, size }
  }
  async function store(output: CollectedOutput): Promise<ManifestOutput> {
    if (!key) return storePlain(output)
    const path = join(folder, 'sealed')
    const { mac, ...sealed } = await sealFile(output.path, path, key)
    return { ...(await storePlain({ name: output.name, path, ...sealed })), sealed: { size: output.size, mac } }
  }
  const outputs: ManifestOutput[] = []
  for (const output of found) outputs.push(await store(output))
  return outputs
}
