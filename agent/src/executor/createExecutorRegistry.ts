import { type Architecture, executorOf, NotRetryableError } from '@aiigo/domain'
import type { Executor } from './Executor.js'

export interface ExecutorRegistry {
  /** Kinds of program this node can run, as in a stored job's `program.kind`. */
  readonly kinds: readonly string[]
  /** The same as the platform names them: an image is for one kind of processor. */
  readonly names: readonly string[]
  /** @throws NotRetryableError `NO_EXECUTOR` when this node can't run programs of that kind. */
  executorFor(kind: string): Executor
}

/** A registry with one executor more. */
export function withExecutor(registry: ExecutorRegistry, kind: string, executor: Executor): ExecutorRegistry {
  return {
    kinds: [...registry.kinds, kind],
    names: [...registry.names, kind],
    executorFor: (wanted) => (wanted === kind ? executor : registry.executorFor(wanted)),
  }
}

/**
 * Chooses an executor by the kind of program.
 * @param architecture of the images that its executor of containers runs
 * @example createExecutorRegistry({ wasm: createWasmExecutor() }).executorFor('wasm')
 */
export function createExecutorRegistry(
  executors: Readonly<Record<string, Executor>>,
  architecture: Architecture = 'amd64',
): ExecutorRegistry {
  const kinds = Object.keys(executors)
  return {
    kinds,
    names: kinds.map((kind) => (kind === 'container' ? executorOf({ kind, architecture }) : kind)),
    executorFor(kind) {
      const executor = Object.hasOwn(executors, kind) ? executors[kind] : undefined
      if (!executor) {
        throw new NotRetryableError(
          'NO_EXECUTOR',
          `expected a program of kind ${kinds.join(' or ')}, got ${kind}; decline the offer`,
        )
      }
      return executor
    },
  }
}
