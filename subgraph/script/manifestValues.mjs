import { addressIn, contractNames } from './contractNames.mjs'

/** Placeholders of a deployment's values in the compiled manifest; each occurs nowhere else in it. */
export const placeholders = {
  network: 'network-of-the-deployment',
  startBlock: '1999999999',
  ...Object.fromEntries(
    contractNames.map((name, index) => [name, `0x${(0xa11c0 + index).toString(16).padStart(40, '0')}`]),
  ),
}

/**
 * The values of one deployment, under the same keys.
 * @param {{ startBlock: number, addresses: Record<string, string>, vesting: Record<string, string> }} deployment
 * @param {string} network Name under which graph-node knows the chain.
 */
export function valuesOf(deployment, network) {
  return {
    network,
    startBlock: String(deployment.startBlock),
    ...Object.fromEntries(contractNames.map((name) => [name, addressIn(deployment, name).toLowerCase()])),
  }
}

/** Fills `<key>` in the template. */
export function fillTemplate(template, values) {
  return template.replace(/<(\w+)>/g, (_, key) => {
    if (values[key] === undefined) throw new Error(`subgraph.template.yaml asks for <${key}>, which no deployment has`)
    return values[key]
  })
}

/** Replaces the placeholders of a compiled manifest by the values of a deployment. */
export function fillCompiled(manifest, values) {
  return Object.entries(placeholders).reduce((text, [key, placeholder]) => {
    if (!text.includes(placeholder)) throw new Error(`The compiled manifest has no place for ${key} (${placeholder})`)
    return text.replaceAll(placeholder, values[key])
  }, manifest)
}
