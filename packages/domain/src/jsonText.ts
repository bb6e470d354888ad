import * as z from 'zod'

/**
 * JSON in a text, as settings carry it. What the value has to be is checked behind it, by `.pipe(schema)`.
 * @param expected the text, for the message: 'prices such as {"ETH":"1000"}'
 * @example jsonText('a list of names').pipe(z.array(z.string())).parse('["a"]') // ['a']
 */
export function jsonText(expected: string) {
  return z.string({ error: `expected ${expected}` }).transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: `expected JSON: ${expected}; ${(error as Error).message}` })
      return z.NEVER
    }
  })
}
