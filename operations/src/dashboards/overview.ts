import type { Dashboard } from '../Dashboard.js'

export const overview: Dashboard = {
  uid: 'aiigo-overview',
  title: 'AIIGO: overview',
  about: 'Whether the platform works, and how its jobs and nodes do',
  panels: [
    {
      title: 'Processes that answer',
      about: '1 while Prometheus reaches a process, 0 while it does not',
      unit: 'short',
      kind: 'stat',
      queries: [{ expr: 'min by (job) (up)', legend: '{{job}}' }],
    },
    {
      title: 'Alerts of the platform',
      about: 'The same alerts as in `aiigo admin alerts`',
      unit: 'short',
      queries: [{ expr: 'max by (code, severity) (aiigo_operator_alerts)', legend: '{{severity}} {{code}}' }],
    },
    {
      title: 'Troubles',
      about: '1 while a part is not well; no node is penalised meanwhile',
      unit: 'short',
      queries: [{ expr: 'max by (part) (aiigo_trouble)', legend: '{{part}}' }],
    },
    {
      title: 'Silence of processes',
      about: 'Time since any process of a kind wrote that it works',
      unit: 's',
      queries: [{ expr: 'min by (part) (aiigo_part_silence_seconds)', legend: '{{part}}' }],
    },
    {
      title: 'Sources of figures',
      about: '0 while the API gets no answer from a source; its figures are missing then',
      unit: 'short',
      queries: [{ expr: 'max by (source) (aiigo_source_up)', legend: '{{source}}' }],
    },
    {
      title: 'Jobs by state',
      about: 'Jobs that have not ended',
      unit: 'short',
      queries: [{ expr: 'max by (state) (aiigo_states{of="job"})', legend: '{{state}}' }],
    },
    {
      title: 'Attempts, disputes and nodes by state',
      about: 'Attempts and disputes that have not ended; all registered nodes',
      unit: 'short',
      queries: [{ expr: 'max by (of, state) (aiigo_states{of!~"job|benchmark"})', legend: '{{of}} {{state}}' }],
    },
    {
      title: 'Benchmarks of a day',
      about: 'By state; ANSWERED ones wait for their check',
      unit: 'short',
      queries: [{ expr: 'max by (state) (aiigo_states{of="benchmark"})', legend: '{{state}}' }],
    },
    {
      title: 'Transitions of jobs',
      about: 'Changes of state, each second',
      unit: 'ops',
      queries: [
        {
          expr: 'sum by (from, to) (rate(aiigo_transitions_total{of="job"}[$__rate_interval]))',
          legend: '{{from}} → {{to}}',
        },
      ],
    },
    {
      title: 'Transitions of attempts, disputes and nodes',
      about: 'Changes of state, each second',
      unit: 'ops',
      queries: [
        {
          expr: 'sum by (of, from, to) (rate(aiigo_transitions_total{of!="job"}[$__rate_interval]))',
          legend: '{{of}}: {{from}} → {{to}}',
        },
      ],
    },
    {
      title: 'Nodes',
      about: 'Nodes that are meant to work, those of them that are offline, and those that wait for the operator',
      unit: 'short',
      queries: [
        { expr: 'max(aiigo_nodes_wanted)', legend: 'meant to work' },
        { expr: 'max(aiigo_nodes_offline)', legend: 'offline' },
        { expr: 'max(aiigo_nodes_to_review)', legend: 'to review' },
      ],
    },
    {
      title: 'Capacity alerts',
      about: 'Open alerts of the capacity count',
      unit: 'short',
      queries: [{ expr: 'max by (severity) (aiigo_capacity_alerts)', legend: '{{severity}}' }],
    },
    {
      title: 'Agents',
      about: 'For agents that Prometheus reaches: attempts that run, and silence of the platform',
      unit: 'short',
      queries: [
        { expr: 'sum(aiigo_agent_attempts_running)', legend: 'attempts' },
        { expr: 'max(aiigo_agent_platform_silence_seconds)', legend: 'longest silence, seconds' },
      ],
    },
  ],
}
