export * from './failureMemory.js'
