import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Files that a build makes, by the source that they come from. */
const BUILT: [RegExp, string][] = [[/^(.*)\/dist\/(.*)\.js$/, '$1/src/$2.ts']]

/**
 * The programs and files that shell commands name and that are not there: `node FILE`, `sh FILE`, `npx PROGRAM`,
 * `npx aiigo COMMAND`, job files and folders of `cp`. Lint checks the scripts of `npm run`.
 * @param root the repository's folder
 */
export function missingNames(code: string, root: string): string[] {
  const missing: string[] = []
  const need = (file: string): void => {
    const source = BUILT.reduce((path, [pattern, to]) => path.replace(pattern, to), file)
    if (!existsSync(join(root, file)) && !existsSync(join(root, source))) missing.push(file)
  }
  for (const [, file = ''] of code.matchAll(/(?:^|[\s;&|(])(?:node|sh) ([\w@./-]+\.(?:m?js|sh))\b/gm)) need(file)
  for (const [, folder = ''] of code.matchAll(/^cp -r (\S+) /gm)) need(folder)
  // A folder that the same block makes is not there yet.
  const made = [...code.matchAll(/^cp -r \S+ (\S+)/gm)].map(([, folder = '']) => `${folder}/`)
  for (const [, file = ''] of code.matchAll(/--job (\S+)/g))
    if (!made.some((folder) => file.startsWith(folder))) need(file)
  for (const [, program = '', words = ''] of code.matchAll(/\bnpx ([\w@/-]+)((?: [a-z]+)*)/g)) {
    if (program === 'aiigo') missing.push(...missingCommand(words.trim().split(' '), root))
    else if (!existsSync(join(root, 'node_modules/.bin', program))) missing.push(`npx ${program}`)
  }
  return missing
}

/** Each command of `aiigo` has a schema of its answer, which has its name. */
function missingCommand([first = '', second = '']: string[], root: string): string[] {
  const names = second ? [`${first}-${second}`, first] : [first]
  const isThere = names.some((name) => existsSync(join(root, `cli/schemas/${name}.json`)))
  return isThere ? [] : [`npx aiigo ${names[0]}`]
}
