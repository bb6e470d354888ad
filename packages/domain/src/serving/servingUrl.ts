/** Most characters of a serving URL. */
const MOST = 2_000

/**
 * The base URL of a node's files: http or https, with neither user, query nor fragment, so that paths can be put behind
 * it.
 * @returns its normal form without a slash at the end; null for another text
 * @example servingUrlOf('HTTPS://Node.example/a/') // 'https://node.example/a'
 */
export function servingUrlOf(text: string): string | null {
  if (text.length > MOST || !/^https?:\/\/[^\s\p{C}\\?#]+$/iu.test(text)) return null
  if (/^[^/]*\/\/[^/]*@/.test(text) || !URL.canParse(text)) return null
  const { href } = new URL(text)
  return href.replace(/\/+$/, '')
}

const isPrivateV4 = ([a = 0, b = 0]: readonly number[]): boolean =>
  a === 0 ||
  a === 10 ||
  a === 127 ||
  (a === 100 && b >= 64 && b < 128) ||
  (a === 169 && b === 254) ||
  (a === 172 && b >= 16 && b < 32) ||
  (a === 192 && b === 168) ||
  (a === 198 && (b === 18 || b === 19)) ||
  a >= 224

/** The eight groups of an IPv6 address as URLs write it. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const [front, back] = [head === '' ? [] : head, tail ?? []]
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  return [...front, ...zeros, ...back].map((group) => Number.parseInt(group, 16))
}

function isPrivateV6(address: string): boolean {
  const groups = groupsOf(address)
  const [first = 0] = groups
  const [high = 0, low = 0] = groups.slice(6)
  const v4 = [high >> 8, high & 255, low >> 8, low & 255]
  // The unspecified address, loopback, and IPv4 in IPv6: mapped, compatible, and translated (64:ff9b::).
  if (groups.slice(0, 5).every((group) => group === 0)) return isPrivateV4(v4)
  if (first === 0x64 && groups[1] === 0xff9b) return isPrivateV4(v4)
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00
}

/**
 * Whether a URL names this machine or a private, shared or link-local network by its address. What a name resolves to
 * is not looked up.
 * @example isPrivateUrl('http://192.168.1.4:4310') // true
 */
export function isPrivateUrl(url: string): boolean {
  const host = new URL(url).hostname.replace(/\.$/, '').toLowerCase()
  if (host.startsWith('[')) return isPrivateV6(host.slice(1, -1))
  if (/^\d+(\.\d+){3}$/.test(host)) return isPrivateV4(host.split('.').map(Number))
  return /(^|\.)(localhost|local|internal)$/.test(host)
}
