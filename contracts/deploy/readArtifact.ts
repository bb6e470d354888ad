import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Abi, Hex } from 'viem'
import { z } from 'zod'
import { ArtifactMissingError } from './errors.js'
import { artifactsRoot } from './paths.js'

const artifactSchema = z.object({
  abi: z.array(z.unknown()),
  bytecode: z.string().regex(/^0x([0-9a-f]{2})+$/),
})

export interface Artifact {
  abi: Abi
  /** Creation code without constructor arguments. */
  bytecode: Hex
}

/**
 * Reads a compiled contract.
 * @throws ArtifactMissingError for an unknown name.
 * @example readArtifact('Escrow').abi
 */
export function readArtifact(name: string): Artifact {
  const path = join(artifactsRoot, `${name}.json`)
  try {
    const { abi, bytecode } = artifactSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { abi: abi as Abi, bytecode: bytecode as Hex }
  } catch (cause) {
    throw new ArtifactMissingError(name, path, cause)
  }
}
