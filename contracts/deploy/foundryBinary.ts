import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { NotRetryableError } from '@aiigo/domain'

const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' }

/**
 * Path of a Foundry tool's own executable. The npm wrapper of the same name always exits with 0, whatever the tool
 * answered, and a failing test run would pass: never start the wrapper.
 * @throws NotRetryableError when the package for this platform is not installed.
 * @example foundryBinary('forge') // '…/node_modules/@foundry-rs/forge-linux-amd64/bin/forge'
 */
export function foundryBinary(tool: 'forge' | 'anvil'): string {
  const packageName = `@foundry-rs/${tool}-${process.platform}-${architectures[process.arch] ?? process.arch}`
  const require = createRequire(import.meta.url)
  try {
    // The platform's package is a dependency of the tool's package, wherever npm put it.
    const toolRequire = createRequire(require.resolve(`@foundry-rs/${tool}/package.json`))
    return join(dirname(toolRequire.resolve(`${packageName}/package.json`)), 'bin', tool)
  } catch (cause) {
    throw new NotRetryableError(
      'FOUNDRY_TOOL_MISSING',
      `expected the package ${packageName}; run npm install without --omit=optional`,
      { cause },
    )
  }
}
