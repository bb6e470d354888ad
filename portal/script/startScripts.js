/** The scripts that every page needs: the entry, what it fetches at once, and what these import. */
function startScriptsOf(bundle) {
  const needed = new Set()
  const add = (name) => {
    const chunk = bundle[name]
    if (chunk?.type !== 'chunk' || needed.has(chunk)) return
    needed.add(chunk)
    for (const imported of chunk.imports) add(imported)
    if (chunk.isEntry) for (const imported of chunk.dynamicImports) add(imported)
  }
  for (const { fileName, isEntry } of Object.values(bundle)) if (isEntry) add(fileName)
  return [...needed]
}

/** Addresses of the scripts and styles that every page needs, in order. */
export function startFilesOf(bundle) {
  const chunks = startScriptsOf(bundle)
  const styles = chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])])
  return [...new Set([...chunks.map(({ fileName }) => fileName), ...styles])].sort().map((name) => `/${name}`)
}

/** Names these files in index.html, so that the browser fetches them at once and not one after the other. */
export function startScripts() {
  return {
    name: 'aiigo-start-scripts',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) =>
        startFilesOf(bundle ?? {})
          .filter((href) => !html.includes(`"${href}"`))
          .map((href) => ({
            tag: 'link',
            attrs: { rel: href.endsWith('.css') ? 'stylesheet' : 'modulepreload', crossorigin: true, href },
            injectTo: 'head',
          })),
    },
  }
}
