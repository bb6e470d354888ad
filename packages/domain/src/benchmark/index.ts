export * from './benchmarkLimits.js'
export {
  CPU_PART_OPERATIONS,
  computeCpuPart,
  computeMemoryPart,
  computePart,
  MEMORY_PART_BUFFER_MIB,
  MEMORY_PART_MIB,
} from './computePart.js'
export { transferBytes } from './transferBytes.js'
export * from './verifiedPower.js'
