import { writeFileSync } from 'node:fs'
import { ADVANCE_CAUSES } from './catalogue/advanceCauses.js'
import type { QueueDefinition } from './catalogue/defineQueue.js'
import { queues } from './catalogue/queues.js'

/** Writes docs/queues.md from the catalogue; same text for same sources. */
const target = new URL('../../../docs/queues.md', import.meta.url)

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function queueRow({
  name,
  description,
  payload,
  everyMs,
  concurrency,
  tries,
  firstBackoffMs,
  sends,
}: QueueDefinition): string {
  const fields = 'shape' in payload ? Object.keys(payload.shape as object) : []
  const jobs = everyMs === null ? 'enqueuers' : `every ${everyMs / 1_000} s`
  const retries = tries === 1 ? '1' : `${tries}, first wait ${firstBackoffMs / 1_000} s, doubling`
  const carries = fields.map((field) => `\`${field}\``).join(', ') || 'nothing'
  return row([
    `\`${name}\``,
    description,
    carries,
    jobs,
    String(concurrency),
    sends ? 'the leading one' : 'each',
    retries,
  ])
}

const text = `# Queues

<!-- Generated from packages/queue/src/catalogue by \`npm run generate\`; do not edit. -->

The worker runs a handler for each queue: \`worker/src/queues\`. [The path of a job](job-flow.md) says what enqueues.
[Several workers](operating.md#several-workers) says which worker leads.

${row(['queue', 'a queue job of it', 'carries', 'queue jobs come from', 'at a time in one process', 'workers that run it', 'tries'])}
${row(Array.from({ length: 7 }, () => '---'))}
${Object.values(queues).map(queueRow).join('\n')}

## Causes of \`advance\`

The state of the job and its task decides what \`advance\` does. The cause of a queue job appears in logs, in the label
\`cause\` of metrics, and in the message's id.

${row(['cause', 'meaning'])}
${row(['---', '---'])}
${Object.entries(ADVANCE_CAUSES)
  .map(([cause, meaning]) => row([`\`${cause}\``, meaning]))
  .join('\n')}
`

writeFileSync(target, text)
