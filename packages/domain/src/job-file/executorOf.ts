import type { Architecture } from '../image/index.js'

/** A program as far as it says which executor runs it. */
type Runnable =
  | { readonly kind: 'wasm' | 'readings' | 'serve' }
  | { readonly kind: 'container'; readonly architecture: Architecture }

/**
 * Name of the executor that a program needs, as nodes list theirs. An image is for one kind of processor.
 * @example executorOf({ kind: 'container', architecture: 'amd64' }) // 'container-amd64'
 */
export const executorOf = (program: Runnable): string =>
  program.kind === 'container' ? `container-${program.architecture}` : program.kind

/** The executors of a node, from its description; one that does not list any runs modules. */
export const executorsOf = ({ executors }: { readonly executors?: readonly string[] | undefined }): readonly string[] =>
  executors ?? ['wasm']
