#!/usr/bin/env node
// The command `aiigo-agent`.
import { launch } from '@aiigo/terminal/launch'

await launch('aiigo-agent', new URL('../dist/terminal.js', import.meta.url), 'agent')
