// Entry of a solver thread: works at a challenge together with the others, and posts each nonce that it finds first.
import { parentPort, workerData } from 'node:worker_threads'
import { createKeccak } from 'hash-wasm'
import { type SharedSearch, solveShared } from './solveShared.js'

const keccak = await createKeccak(256)
solveShared(keccak, workerData as SharedSearch, (solution) => parentPort?.postMessage(solution))
