import { runMain } from '@aiigo/service'
import { readConfig } from './config.js'
import { runAgent } from './runAgent.js'

// The agent with settings from the environment alone: for containers, and for the local stack.
runMain(() => runAgent(readConfig()))
