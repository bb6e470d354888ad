export { askedBy, type CodeBlock, codeBlocks } from './codeBlocks.js'
export { readSources, type Source } from './sources.js'
