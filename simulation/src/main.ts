import './kernel/installGlobals.js'
import { readArguments } from './readArguments.js'

const { simulate } = await import('./simulate.js')
process.exitCode = await simulate(readArguments(process.argv.slice(2)))
process.exit()
