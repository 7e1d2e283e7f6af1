// The table: what each agency put there, of which kind, and whether it stands, was used or has gone.
import type { ResourceKind } from '../network/facts.ts'
import type { Network, Resource } from '../network/state.ts'
import type { Chart } from './draw.ts'
import { colours, fontSize, lineOf, words } from './look.ts'

export interface Cell {
  readonly standing: number
  readonly used: number
  /** Withdrawn or lapsed after it was promised. */
  readonly gone: number
  /** Promised only. */
  readonly offered: number
}

export interface TablePicture {
  readonly name: string
  /** Those with most on the table first; the last row may stand for several. */
  readonly rows: readonly { readonly agency: string; readonly cells: ReadonlyMap<ResourceKind, Cell> }[]
}

export const resourceKinds: readonly ResourceKind[] = [
  'money',
  'time',
  'data',
  'space',
  'expertise',
  'mandate',
  'access',
]

/** So many agencies have a row of their own. */
const mostRows = 12

export function tableOf(network: Network): TablePicture {
  const byAgency = Map.groupBy(network.resources.values(), ({ agency }) => agency)
  const ranked = [...byAgency].sort(
    ([one, some], [other, others]) => others.length - some.length || one.localeCompare(other),
  )
  const own = ranked.length > mostRows ? ranked.slice(0, mostRows - 1) : ranked
  const rest = ranked.slice(own.length)
  const rows = own.map(([agency, resources]) => ({ agency, cells: cellsOf(resources) }))
  if (rest.length > 0)
    rows.push({
      agency: `${rest.length} more agencies`,
      cells: cellsOf(rest.flatMap(([, resources]) => resources)),
    })
  return { name: network.name, rows }
}

function cellsOf(resources: readonly Resource[]): ReadonlyMap<ResourceKind, Cell> {
  const count = (some: readonly Resource[], ...states: readonly Resource['state'][]) =>
    some.filter(({ state }) => states.includes(state)).length
  return new Map(
    [...Map.groupBy(resources, ({ kind }) => kind)].map(([kind, some]) => [
      kind,
      {
        standing: count(some, 'on-the-table'),
        used: count(some, 'used'),
        gone: count(some, 'withdrawn', 'lapsed'),
        offered: count(some, 'offered'),
      },
    ]),
  )
}

const short: { readonly [kind in ResourceKind]: string } = {
  money: 'money',
  time: 'time',
  data: 'data',
  space: 'space',
  expertise: 'expertise',
  mandate: 'mandate',
  access: 'access',
}

const rowHeight = 72

export function tableChart({ name, rows }: TablePicture): Chart {
  const bottomUp = [...rows].reverse()
  const cells = bottomUp.flatMap((row, y) =>
    resourceKinds.flatMap((kind, x) => {
      const cell = row.cells.get(kind)
      return cell === undefined
        ? []
        : [{ value: [x, y, cell.standing + cell.used], label: { formatter: marks(cell) } }]
    }),
  )
  const height = 190 + Math.max(1, rows.length) * rowHeight
  return {
    height,
    option: {
      textStyle: words,
      title: {
        text: lineOf(`The table of ${name}`, 38),
        subtext:
          rows.length === 0
            ? 'Nothing was put on the table so far.'
            : '● on the table  ◆ used  ◌ promised  ✕ gone',
        left: 16,
        top: 12,
        textStyle: { ...words, fontSize: 26, fontWeight: 'bold' },
        subtextStyle: { ...words, fontSize: 18, color: colours.faint },
      },
      grid: { left: 168, right: 16, top: 130, bottom: 24 },
      xAxis: {
        type: 'category',
        position: 'top',
        data: resourceKinds.map((kind) => short[kind]),
        axisLabel: { ...words, fontSize: 16, interval: 0, rotate: 28 },
        axisTick: { show: false },
        axisLine: { show: false },
        splitLine: { show: true, lineStyle: { color: colours.line } },
        splitArea: { show: false },
      },
      yAxis: {
        type: 'category',
        data: bottomUp.map(({ agency }) => lineOf(agency, 14)),
        axisLabel: { ...words, fontSize: 18, interval: 0 },
        axisTick: { show: false },
        axisLine: { show: false },
        splitLine: { show: true, lineStyle: { color: colours.line } },
      },
      visualMap: {
        show: false,
        min: 0,
        max: Math.max(1, ...cells.map(({ value }) => value[2] ?? 0)),
        inRange: { color: ['#ffffff', '#bfe3f7'] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells,
          label: { show: true, ...words, fontSize: fontSize - 2, lineHeight: 22 },
          itemStyle: { borderColor: colours.line, borderWidth: 1 },
        },
      ],
    },
  }
}

function marks({ standing, used, offered, gone }: Cell): string {
  const some = (mark: string, count: number) => (count === 0 ? [] : [`${mark}${count}`])
  const all = [...some('●', standing), ...some('◆', used), ...some('◌', offered), ...some('✕', gone)]
  return all.length > 2 ? `${all.slice(0, 2).join(' ')}\n${all.slice(2).join(' ')}` : all.join('\n')
}
