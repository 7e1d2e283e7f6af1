// The figures of the benchmark, and their table.

export interface Figure {
  readonly what: string
  readonly measured: number
  readonly limit: number
  readonly unit: string
  /** Whether the limit is a maximum or a minimum. */
  readonly good: 'at most' | 'at least'
}

export function isGood({ measured, limit, good }: Figure): boolean {
  return good === 'at most' ? measured <= limit : measured >= limit
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${figure.measured.toFixed(2)} ${figure.unit}`,
    `${figure.good} ${figure.limit} ${figure.unit}`,
    isGood(figure) ? 'good' : 'MISSED',
  ])
  const all = [['figure', 'measured', 'limit', ''], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
