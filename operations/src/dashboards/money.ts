import type { Dashboard } from '../Dashboard.js'

export const money: Dashboard = {
  uid: 'aiigo-money',
  title: 'AIIGO: money',
  about: 'The escrow and what was paid, in whole tokens',
  panels: [
    {
      title: 'Escrow: held and owed',
      about: 'Balance of the escrow and its liabilities; it must hold what it owes',
      unit: 'none',
      queries: [
        { expr: 'max by (token) (aiigo_escrow_held_tokens)', legend: '{{token}} held' },
        { expr: 'max by (token) (aiigo_escrow_owed_tokens)', legend: '{{token}} owed' },
      ],
    },
    {
      title: 'Escrow is short',
      about: '1 while the escrow holds less than it owes, by exact amounts',
      unit: 'short',
      kind: 'stat',
      queries: [{ expr: 'max by (token) (aiigo_escrow_missing)', legend: '{{token}}' }],
    },
    {
      title: 'Locked',
      about: 'Deposits and bonds of tasks that have not ended',
      unit: 'none',
      queries: [{ expr: 'max by (token) (aiigo_escrow_locked_tokens)', legend: '{{token}}' }],
    },
    {
      title: 'Totals',
      about: 'Cost of paid tasks, fees, rebates and refunds since the deployment',
      unit: 'none',
      queries: [{ expr: 'max by (token, of) (aiigo_money_tokens_total)', legend: '{{token}} {{of}}' }],
    },
    {
      title: 'Money in a day',
      about: 'Cost of paid tasks, fees, rebates and refunds of the last 24 hours',
      unit: 'none',
      queries: [{ expr: 'max by (token, of) (increase(aiigo_money_tokens_total[1d]))', legend: '{{token}} {{of}}' }],
    },
  ],
}
