import { start } from '@aiigo/terminal'
import { aiigo } from './program.js'

await start(aiigo)
