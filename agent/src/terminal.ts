import { start } from '@aiigo/terminal'
import { aiigoAgent } from './program.js'

// `aiigo-agent`, for the owner of a machine. `main.ts` is the agent for containers.
await start(aiigoAgent)
