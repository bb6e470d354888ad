/**
 * A process that shares nothing with anybody: parses and sorts for as long as its first message says, and answers how
 * often it did.
 */
const text = JSON.stringify(Array.from({ length: 500 }, (_, i) => ({ id: i.toString(16), value: Math.sin(i) })))

process.on('message', (milliseconds: number) => {
  let rounds = 0
  for (const end = performance.now() + milliseconds; performance.now() < end; rounds++) {
    const parsed = JSON.parse(text) as { value: number }[]
    parsed.sort((a, b) => a.value - b.value)
  }
  process.send?.({ rounds })
})
process.send?.({ ready: true })
