import { Trans, useLingui } from '@lingui/react/macro'
import { formatMoment } from '../../format/time.js'
import { Empty } from '../../ui/Empty.js'
import { Table } from '../../ui/Table.js'
import type { NodeView } from './useNode.js'

const KIB_PER_MIB = 1_024

/** The figures of a node's benchmark. */
export function BenchmarkTable({ benchmark }: Pick<NodeView, 'benchmark'>) {
  const { t } = useLingui()
  if (!benchmark) {
    return (
      <Empty title={<Trans>No benchmark yet</Trans>}>
        <Trans>The agent takes one while it is idle. It counts once the platform has checked it.</Trans>
      </Empty>
    )
  }
  const { networkUpKibPerSecond: up, networkDownKibPerSecond: down, diskWriteMibPerSecond: disk } = benchmark
  const mib = (kib: number | null): string => (kib === null ? '–' : t`${(kib / KIB_PER_MIB).toFixed(1)} MiB/s`)
  return (
    <Table
      caption={t`Figures of the benchmark`}
      head={[t`Answered`, t`Processor`, t`Memory`, t`Upload`, t`Download`, t`Disk, as the node says`, t`Counts`]}
      figures={[1, 2, 3, 4, 5, 6]}
      rows={[
        {
          key: benchmark.answeredAt,
          cells: [
            formatMoment(benchmark.answeredAt),
            t`${(benchmark.cpuOperationsPerSecond / 1e9).toFixed(2)} GOP/s`,
            t`${benchmark.memoryMibPerSecond} MiB/s`,
            mib(up),
            mib(down),
            disk === null ? '–' : t`${disk} MiB/s`,
            `${(benchmark.weightBps / 100).toFixed(0)} %`,
          ],
        },
      ]}
    />
  )
}
