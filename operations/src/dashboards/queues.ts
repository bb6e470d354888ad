import type { Dashboard } from '../Dashboard.js'

export const queues: Dashboard = {
  uid: 'aiigo-queues',
  title: 'AIIGO: queues',
  about: 'Queue jobs, the outbox, and the loops beside the queues',
  panels: [
    {
      title: 'Age of the oldest waiting queue job',
      about: 'How long the oldest queue job that nobody took up has been due',
      unit: 's',
      queries: [
        { expr: 'max by (queue) (aiigo_queue_oldest_seconds)', legend: '{{queue}}' },
        {
          expr: 'max by (queue) (aiigo_queue_oldest_seconds) > 0 and max by (queue) (aiigo_queue_jobs{state="active"}) == 0',
          legend: '{{queue}}, and none runs',
        },
      ],
    },
    {
      title: 'Waiting and active queue jobs',
      about: 'Queue jobs that are due, and those that run',
      unit: 'short',
      queries: [
        { expr: 'max by (queue, state) (aiigo_queue_jobs{state=~"waiting|active"})', legend: '{{queue}} {{state}}' },
      ],
    },
    {
      title: 'Delayed queue jobs',
      about: 'Deadlines, and tries that wait',
      unit: 'short',
      queries: [{ expr: 'max by (queue) (aiigo_queue_jobs{state="delayed"})', legend: '{{queue}}' }],
    },
    {
      title: 'Failed queue jobs',
      about: 'Queue jobs that were given up, and 1 for queues whose failures ask for an operator',
      unit: 'short',
      queries: [
        { expr: 'max by (queue) (aiigo_queue_jobs{state="failed"})', legend: '{{queue}}' },
        { expr: 'max by (queue) (aiigo_queue_failing)', legend: '{{queue}}: look at it' },
      ],
    },
    {
      title: 'Queue jobs done',
      about: 'Queue jobs that succeeded, each second',
      unit: 'ops',
      queries: [{ expr: 'sum by (queue) (rate(aiigo_job_seconds_count[$__rate_interval]))', legend: '{{queue}}' }],
    },
    {
      title: 'Failed tries',
      about: 'Tries that failed, each second; final: no other try follows',
      unit: 'ops',
      queries: [
        {
          expr: 'sum by (queue, final) (rate(aiigo_job_failures_total[$__rate_interval]))',
          legend: '{{queue}}, final {{final}}',
        },
      ],
    },
    {
      title: 'Wait of queue jobs',
      about: 'Time from when a queue job was due until it was taken up: 95 of 100 were faster',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (queue, le) (rate(aiigo_queue_wait_seconds_bucket[$__rate_interval])))',
          legend: '{{queue}}',
        },
      ],
    },
    {
      title: 'Duration of queue jobs',
      about: 'Time a queue job took: 95 of 100 were faster',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (queue, le) (rate(aiigo_job_seconds_bucket[$__rate_interval])))',
          legend: '{{queue}}',
        },
      ],
    },
    {
      title: 'Outbox',
      about: 'Rows that no queue has got, and the age of the oldest',
      unit: 'short',
      queries: [
        { expr: 'max(aiigo_outbox_rows)', legend: 'rows' },
        { expr: 'max(aiigo_outbox_oldest_seconds)', legend: 'age of the oldest, seconds' },
      ],
    },
    {
      title: 'Rows handed to queues',
      about: 'Rows of the outbox that were handed over, each second',
      unit: 'ops',
      queries: [{ expr: 'sum(rate(aiigo_outbox_handed_total[$__rate_interval]))', legend: 'rows' }],
    },
    {
      title: 'Progress of loops',
      about: 'Time since a loop of a process last did its work',
      unit: 's',
      queries: [{ expr: 'max by (job, loop) (aiigo_loop_age_seconds)', legend: '{{job}} {{loop}}' }],
    },
  ],
}
