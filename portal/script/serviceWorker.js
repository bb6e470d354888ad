import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const SOURCE = new URL('./offlineWorker.js', import.meta.url)
/** Files of `public/` that the page shows without the network. */
const PUBLIC = ['/icon.svg', '/icon-192.png', '/manifest.webmanifest']

/** Writes the service worker with the files that the first page loads: index.html, its scripts and its styles. */
export function serviceWorker() {
  return {
    name: 'aiigo-service-worker',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
      const needed = new Set()
      const add = (name) => {
        const chunk = bundle[name]
        if (!chunk || needed.has(name)) return
        needed.add(name)
        if (chunk.type !== 'chunk') return
        for (const style of chunk.viteMetadata?.importedCss ?? []) needed.add(style)
        for (const imported of chunk.imports) add(imported)
      }
      for (const { fileName, isEntry } of chunks) if (isEntry) add(fileName)
      const shell = ['/index.html', ...PUBLIC, ...[...needed].sort().map((name) => `/${name}`)]
      const page = bundle['index.html']
      const version = createHash('sha256')
        .update(shell.join('\n'))
        .update(page?.type === 'asset' ? page.source : '')
        .digest('hex')
        .slice(0, 16)
      const source = readFileSync(SOURCE, 'utf8')
        .replace('__VERSION__', version)
        .replace('__SHELL__', JSON.stringify(shell))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}
