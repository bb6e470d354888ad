// Writes text.txt (or the file given): about 250 kB of English-like sentences from a small grammar and a seeded random
// source.
import { writeFileSync } from 'node:fs'
import { createRandom } from '../common/random.mjs'

const random = createRandom(1861)
// Squaring favours the front of a list, so that word frequencies fall off as in real text.
const pick = (list) => list[Math.floor(random() ** 2 * list.length)]
const words = (text) => text.split(' ')

const nouns = words(
  'river house morning letter captain garden winter stranger village lantern sister harbour mountain answer promise shadow kitchen journey soldier window evening bridge market doctor forest clock orchard island carriage whisper candle teacher storm blanket meadow kingdom engine portrait pocket neighbour chimney compass thunder violin parcel sparrow cathedral ink',
)
const names = words("Anna Edmund Clara Mr.Hale O'Brien Margaret Tobias Eleanor")
const verbs = words(
  "carried found watched remembered crossed followed opened lost described feared couldn't-see loved painted kept wouldn't-leave returned counted hid mended forgot",
)
const adjectives = words(
  'old quiet small cold bright long narrow weary golden distant foolish patient hollow grey half-forgotten curious solemn',
)
const adverbs = words('slowly again once quietly never suddenly almost together gladly at-last')
const places = words('beside beyond under near above across behind within')
const joints = ['and', 'but', 'while', 'because', 'for', 'until', 'though']

const phrase = () =>
  random() < 0.2
    ? pick(names).replace('.', '. ')
    : `${random() < 0.7 ? 'the' : 'a'} ${random() < 0.45 ? `${pick(adjectives)} ` : ''}${pick(nouns)}`
const clause = () => {
  const adverb = random() < 0.3 ? ` ${pick(adverbs).replace('-', ' ')}` : ''
  const place = random() < 0.4 ? ` ${pick(places)} ${phrase()}` : ''
  return `${phrase()} ${pick(verbs).replace('-', ' ')} ${phrase()}${place}${adverb}`
}
const sentence = () => {
  const second = random() < 0.4 ? `, ${pick(joints)} ${clause()}` : ''
  const year = random() < 0.03 ? ` in ${1700 + Math.floor(random() * 200)}` : ''
  const text = `${clause()}${second}${year}`
  const end = random() < 0.1 ? '!' : random() < 0.1 ? '?' : '.'
  const said = text[0].toUpperCase() + text.slice(1) + end
  return random() < 0.08 ? `“${said}”` : said
}
const paragraph = () => {
  const lines = []
  let line = ''
  for (const word of Array.from({ length: 3 + Math.floor(random() * 6) }, sentence)
    .join(' ')
    .split(' ')) {
    if (line.length + word.length > 88) {
      lines.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  return [...lines, line].join('\n')
}

let text = ''
for (let chapter = 1; text.length < 245_000; chapter++) {
  text += `CHAPTER ${chapter}\n\n${Array.from({ length: 12 }, paragraph).join('\n\n')}\n\n`
}
writeFileSync(process.argv[2] ?? new URL('text.txt', import.meta.url), text)
