#!/usr/bin/env node
// The command `aiigo`.
import { launch } from '@aiigo/terminal/launch'

await launch('aiigo', new URL('../dist/main.js', import.meta.url), 'cli')
