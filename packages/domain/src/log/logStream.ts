/** Where a line of a log comes from; SYSTEM: the agent itself. */
export const LOG_STREAMS = ['STDOUT', 'STDERR', 'SYSTEM'] as const
export type LogStream = (typeof LOG_STREAMS)[number]

/**
 * How a line ends. NEWLINE: it is over. RETURN: the next line of its stream is drawn over it, as progress is. OPEN: the
 * next line of its stream goes on behind it.
 */
export const LOG_ENDS = ['NEWLINE', 'RETURN', 'OPEN'] as const
export type LogEnd = (typeof LOG_ENDS)[number]
