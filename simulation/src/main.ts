import './kernel/installGlobals.js'
import { workInMemory } from './config.js'
import { readArguments } from './readArguments.js'

workInMemory()
const { simulate } = await import('./simulate.js')
process.exit(await simulate(readArguments(process.argv.slice(2))))
