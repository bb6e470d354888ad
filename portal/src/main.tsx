import './app/noEval.js'
import './ui/tokens.css'
import './ui/base.css'
import { registerWorker } from './app/registerWorker.js'
import { reloadOnOldChunk } from './app/reloadOnOldChunk.js'
import { applyTheme, readTheme } from './app/theme.js'

applyTheme(readTheme())
reloadOnOldChunk()
registerWorker()
void begin()

/**
 * Runs the scripts in tasks of their own: React, then the pages. A phone answers a touch between them. The browser
 * fetches both at once, as index.html names them (`script/startScripts.js`).
 */
async function begin(): Promise<void> {
  const pages = import('./start.js')
  const { createRoot } = await import('react-dom/client')
  await new Promise((resolve) => setTimeout(resolve))
  const { start } = await pages
  await new Promise((resolve) => setTimeout(resolve))
  start(createRoot)
}
