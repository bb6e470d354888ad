import './kernel/installGlobals.js'
import { workInMemory } from './config.js'
import { readArguments } from './readArguments.js'

workInMemory()
const args = readArguments(process.argv.slice(2))
const { simulate } = await import('./simulate.js')
const { spreadSeeds } = await import('./spreadSeeds.js')
process.exit(await (args.processes > 1 && !args.bugs ? spreadSeeds(args) : simulate(args)))
