// Files of the package that stay files of their own, in one folder: the code finds those of threads and processes so.
export const ENTRIES = [
  'terminal',
  'pow/solveWorker',
  'benchmark/arithmeticWorker',
  'benchmark/hashWorker',
  'benchmark/partsThread',
]

// Those of them that are copied beside a job's program: nothing but Node is there.
export const ALONE = ['executor/wasm-runner', 'executor/deterministicHost']
