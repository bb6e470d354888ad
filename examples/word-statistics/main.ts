// Counts words, their lengths and the lines of a UTF-8 text. AssemblyScript. A word is a longest run of ASCII letters,
// with apostrophes inside it; letters are lowered. Other bytes separate words.
import { argument, intArgument, readFile, writeText } from '../common/files'

const APOSTROPHE: u8 = 0x27

function isLetter(byte: u8): bool {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

class Entry {
  constructor(
    public word: string,
    public count: i32,
  ) {}
}

const name = argument(1, 'text.txt')
const topWords = intArgument(2, 20, 1)
const text = readFile(name)
const counts = new Map<string, i32>()
const lengths = new Map<i32, i32>()
let words = 0
let letters: i64 = 0
let lines = 0
let start = -1
const step = text.length / 5 + 1

for (let i = 0; i <= text.length; i++) {
  const byte: u8 = i < text.length ? text[i] : 0
  if (byte == 0x0a) lines++
  const inside = start >= 0 && byte == APOSTROPHE && i + 1 < text.length && isLetter(text[i + 1])
  if (isLetter(byte) || inside) {
    if (start < 0) start = i
  } else if (start >= 0) {
    const length = i - start
    const lowered = new Uint8Array(length)
    for (let k = 0; k < length; k++) {
      const c = text[start + k]
      lowered[k] = c == APOSTROPHE ? c : c | 0x20
    }
    const word = String.UTF8.decode(lowered.buffer)
    counts.set(word, counts.has(word) ? counts.get(word) + 1 : 1)
    lengths.set(length, lengths.has(length) ? lengths.get(length) + 1 : 1)
    words++
    letters += length
    start = -1
  }
  if (i % step == step - 1) console.log('read ' + ((i / step) * 20 + 20).toString() + ' %')
}

const keys = counts.keys()
const entries: Entry[] = []
for (let i = 0; i < keys.length; i++) entries.push(new Entry(keys[i], counts.get(keys[i])))
// Most frequent first; equal counts in alphabetical order, so that the result is one and the same everywhere.
entries.sort((a, b) => (a.count != b.count ? b.count - a.count : a.word < b.word ? -1 : 1))

const top: string[] = []
for (let i = 0; i < min(topWords, entries.length); i++) {
  top.push('{"word":"' + entries[i].word + '","count":' + entries[i].count.toString() + '}')
}
const sizes = lengths.keys().sort()
const histogram: string[] = []
for (let i = 0; i < sizes.length; i++)
  histogram.push('"' + sizes[i].toString() + '":' + lengths.get(sizes[i]).toString())

writeText(
  'statistics.json',
  '{"bytes":' +
    text.length.toString() +
    ',"lines":' +
    lines.toString() +
    ',"words":' +
    words.toString() +
    ',"distinctWords":' +
    entries.length.toString() +
    ',"wordCharacters":' +
    letters.toString() +
    ',"lengths":{' +
    histogram.join(',') +
    '}' +
    ',"top":[' +
    top.join(',') +
    ']}\n',
)
console.log(words.toString() + ' words, ' + entries.length.toString() + ' different ones')
