// Files of the package that stay files of their own, in one folder: the code finds those of threads and processes so.
export const ENTRIES = [
  'terminal',
  'pow/solveWorker',
  'benchmark/arithmeticWorker',
  'benchmark/hashWorker',
  'executor/wasm-runner',
  'executor/deterministicHost',
]
