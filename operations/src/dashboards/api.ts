import type { Dashboard } from '../Dashboard.js'

export const api: Dashboard = {
  uid: 'aiigo-api',
  title: 'AIIGO: API, files and processes',
  about: 'Requests, sockets, limits, the blob gateway, and the processes themselves',
  panels: [
    {
      title: 'Requests',
      about: 'Operations over HTTP by the field that they ask for first, each second',
      unit: 'reqps',
      queries: [
        {
          expr: 'topk(15, sum by (operation) (rate(aiigo_api_requests_total[$__rate_interval])))',
          legend: '{{operation}}',
        },
      ],
    },
    {
      title: 'Outcomes that are no success',
      about: 'Operations over HTTP by the code of their error, each second',
      unit: 'reqps',
      queries: [
        {
          expr: 'sum by (outcome) (rate(aiigo_api_requests_total{outcome!="ok"}[$__rate_interval]))',
          legend: '{{outcome}}',
        },
      ],
    },
    {
      title: 'Failures of the API',
      about: 'Part of the operations that failed by the platform’s fault',
      unit: 'percentunit',
      queries: [
        {
          expr: 'sum(rate(aiigo_api_requests_total{outcome=~"INTERNAL_SERVER_ERROR|HTTP_5..|.*UNAVAILABLE"}[$__rate_interval])) / sum(rate(aiigo_api_requests_total[$__rate_interval]))',
          legend: 'failed',
        },
      ],
    },
    {
      title: 'Time of answers',
      about: 'Time to answer an operation: 95 of 100 were faster',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (kind, le) (rate(aiigo_api_request_seconds_bucket[$__rate_interval])))',
          legend: '{{kind}}',
        },
      ],
    },
    {
      title: 'Refused by limits',
      about: 'Requests, sockets and subscriptions that a limit refused, each second',
      unit: 'reqps',
      queries: [{ expr: 'sum by (limit) (rate(aiigo_api_refused_total[$__rate_interval]))', legend: '{{limit}}' }],
    },
    {
      title: 'Sockets and subscriptions',
      about: 'Open WebSockets and the subscriptions on them',
      unit: 'short',
      queries: [
        { expr: 'sum(aiigo_api_sockets)', legend: 'sockets' },
        { expr: 'sum(aiigo_api_subscriptions)', legend: 'subscriptions' },
      ],
    },
    {
      title: 'Process for queries',
      about: '1 while the process that answers queries takes them',
      unit: 'short',
      kind: 'stat',
      queries: [{ expr: 'min(aiigo_api_reader_ready)', legend: 'ready' }],
    },
    {
      title: 'Connections to PostgreSQL',
      about: 'Connections of each process; waiting: callers that wait for one',
      unit: 'short',
      queries: [{ expr: 'sum by (job, state) (aiigo_database_connections)', legend: '{{job}} {{state}}' }],
    },
    {
      title: 'Requests for files',
      about: 'Requests to the blob gateway, each second',
      unit: 'reqps',
      queries: [
        {
          expr: 'sum by (method, status) (rate(aiigo_blob_requests_total[$__rate_interval]))',
          legend: '{{method}} {{status}}',
        },
      ],
    },
    {
      title: 'Disk of the blob gateway',
      about: 'Free part of the disk that has the files',
      unit: 'percentunit',
      queries: [{ expr: 'min(aiigo_blob_disk_free_bytes / aiigo_blob_disk_bytes)', legend: 'free' }],
    },
    {
      title: 'Memory',
      about: 'Memory that the operating system holds for a process',
      unit: 'bytes',
      queries: [{ expr: 'max by (job) (process_resident_memory_bytes)', legend: '{{job}}' }],
    },
    {
      title: 'Delay of the event loop',
      about: '99 of 100 turns came sooner',
      unit: 's',
      queries: [{ expr: 'max by (job) (nodejs_eventloop_lag_p99_seconds)', legend: '{{job}}' }],
    },
    {
      title: 'Starts of processes',
      about: 'Starts in a quarter of an hour',
      unit: 'short',
      queries: [{ expr: 'max by (job) (changes(process_start_time_seconds[15m]))', legend: '{{job}}' }],
    },
  ],
}
