export { idle } from './idle.js'
export { type MemoizeOptions, memoize } from './memoize.js'
export { pause } from './pause.js'
export { type Backoff, backoffMs, isRetryable, type RetryOptions, retry } from './retry.js'
