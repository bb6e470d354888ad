import { type AdvanceCause, type QueueMessage, queues } from '@aiigo/queue'

/** Whether the deadline sweep has sent a message that moves a job on. */
export function swept(sent: readonly QueueMessage[], jobId: string, cause: AdvanceCause = 'SWEEP'): boolean {
  const payload = JSON.stringify({ jobId, cause })
  return sent.some((message) => message.queue === queues.advance.name && JSON.stringify(message.payload) === payload)
}
