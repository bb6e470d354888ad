/** Units that people count each type in, and how many of the metered unit an hour of one has. */
export const RESOURCES: Record<'CPU' | 'GPU', { readonly perHour: number; readonly units: readonly number[] }> = {
  CPU: { perHour: 3_600, units: [1, 2, 4, 8, 16, 32] },
  GPU: { perHour: 3_600, units: [1, 2, 4, 8] },
}

export const REGIONS = ['US', 'EU', 'ASIA', 'SA', 'AF', 'OC'] as const

export type QuotedType = keyof typeof RESOURCES
