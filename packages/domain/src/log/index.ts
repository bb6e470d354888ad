export { lastPercentage } from './lastPercentage.js'
export {
  countLines,
  hashedLine,
  LOG_END_TEXT,
  type LogPart,
  linesOf,
  longestLine,
  MAX_LOG_LINE,
  type PartLine,
  splitLines,
} from './logLines.js'
export { LOG_ENDS, LOG_STREAMS, type LogEnd, type LogStream } from './logStream.js'
export { printable } from './printable.js'
export { type SignedLog, signedLogSchema } from './signedLogSchema.js'
