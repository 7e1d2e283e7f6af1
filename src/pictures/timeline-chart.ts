// The timeline as a chart: four strips under one axis of time, with the phases as bands through all of them.
import type { Phase, Severity } from '../network/facts.ts'
import type { Chart } from './draw.ts'
import { colours, lineOf, width, words } from './look.ts'
import type { Timeline } from './timeline.ts'

const numbers: { readonly [phase in Phase]: number } = {
  'before-starting': 1,
  'getting-together': 2,
  'working-together': 3,
  sustaining: 4,
}

/** From the bottom up. */
const severities: readonly Severity[] = ['heads-up', 'warning', 'urgent']
const severityColours = { urgent: colours.vermillion, warning: colours.orange, 'heads-up': colours.sky }
/** An urgent flag is the thickest bar. */
const severityWidths = { urgent: 12, warning: 8, 'heads-up': 4 }

const left = 112
const right = 24
const strips = [
  { name: 'People there   ✕ missed   ○ cancelled', top: 132, height: 130 },
  { name: 'Onto the table, used, and off it', top: 302, height: 92 },
  { name: 'Flags', top: 434, height: 92 },
  { name: 'Meetings with nothing on the table', top: 566, height: 110 },
] as const
const height = 740

export function timelineChart(timeline: Timeline): Chart {
  const { from, to, limit } = timeline
  // A network of a day has an axis too.
  const end = Math.max(to, from + 86_400_000)
  const most = Math.max(1, ...timeline.held.map(({ there }) => there))
  const bare = Math.max(limit ?? 0, ...timeline.counts.map((count) => count.bare), 1)
  return {
    height,
    option: {
      textStyle: words,
      title: {
        text: lineOf(timeline.name, 38),
        subtext: '1 before starting  2 getting together\n3 working together  4 sustaining',
        left: 16,
        top: 12,
        textStyle: { ...words, fontSize: 26, fontWeight: 'bold' },
        subtextStyle: { ...words, fontSize: 17, color: colours.faint },
      },
      graphic: strips.map(({ name, top }) => ({
        type: 'text',
        left: 16,
        top: top - 28,
        style: {
          text: name,
          fill: colours.ink,
          fontSize: 18,
          fontFamily: words.fontFamily,
          fontWeight: 'bold',
        },
      })),
      grid: strips.map(({ top, height: tall }) => ({ left, right, top, height: tall })),
      xAxis: strips.map((_, index) => timeAxis(index, from, end, timeline.zone)),
      yAxis: [
        valueAxis(0, most),
        categoryAxis(1, ['left', 'used', 'came']),
        categoryAxis(2, ['heads-up', 'warning', 'urgent']),
        valueAxis(3, bare),
      ],
      series: [...attendance(timeline), ...table(timeline), ...flagBars(timeline), ...count(timeline, end)],
    },
  }
}

function timeAxis(index: number, min: number, max: number, zone: string) {
  const isLast = index === strips.length - 1
  const months = (max - min) / (30 * 86_400_000)
  const date = new Intl.DateTimeFormat(
    'en-NZ',
    months > 3
      ? { month: 'short', year: '2-digit', timeZone: zone }
      : { day: 'numeric', month: 'short', timeZone: zone },
  )
  return {
    type: 'value',
    gridIndex: index,
    min,
    max,
    interval: (max - min) / 4,
    axisLabel: {
      show: isLast,
      ...words,
      fontSize: 17,
      hideOverlap: true,
      showMaxLabel: true,
      alignMaxLabel: 'right',
      alignMinLabel: 'left',
      formatter: (at: number) => date.format(at),
    },
    axisLine: { lineStyle: { color: colours.faint } },
    axisTick: { show: isLast },
    splitLine: { show: false },
  }
}

/** From 0 up in at most four round steps, with room above for a label. */
function valueAxis(gridIndex: number, most: number) {
  const interval = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((step) => step * 3 >= most) ?? 1000
  return {
    type: 'value',
    gridIndex,
    min: 0,
    max: (Math.floor(most / interval) + 1) * interval,
    interval,
    axisLabel: { ...words, fontSize: 17, showMaxLabel: true },
    splitLine: { lineStyle: { color: colours.line } },
  }
}

function categoryAxis(gridIndex: number, data: readonly string[]) {
  return {
    type: 'category',
    gridIndex,
    data,
    axisLabel: { ...words, fontSize: 17, interval: 0 },
    axisTick: { show: false },
    axisLine: { show: false },
    splitLine: { show: true, lineStyle: { color: colours.line } },
  }
}

/** Each phase shaded in turn, with its number at the top of the first strip. */
function bands({ phases }: Timeline, index: number) {
  return {
    silent: true,
    data: phases.map(({ phase, from, to }, n) => [
      {
        xAxis: from,
        itemStyle: { color: n % 2 === 0 ? colours.shade : colours.paper },
        label: {
          show: index === 0,
          position: 'insideTopLeft',
          formatter: String(numbers[phase]),
          ...words,
          fontWeight: 'bold',
          color: colours.faint,
        },
      },
      { xAxis: to },
    ]),
  }
}

function attendance(timeline: Timeline) {
  const bar = Math.max(3, Math.min(14, Math.floor((width - left - right) / (timeline.held.length + 1) / 1.6)))
  const marks = (instants: readonly number[], symbol: string, colour: string) => ({
    type: 'scatter',
    xAxisIndex: 0,
    yAxisIndex: 0,
    symbol,
    symbolSize: 13,
    z: 5,
    itemStyle: { color: 'none', borderColor: colour, borderWidth: 3 },
    data: instants.map((at) => [at, 0]),
  })
  return [
    {
      type: 'custom',
      xAxisIndex: 0,
      yAxisIndex: 0,
      data: timeline.held.map(({ at, there }) => [at, there]),
      markArea: bands(timeline, 0),
      // Not as bars, which would have an axis of their own width at both ends.
      renderItem: (_: unknown, api: Api) => {
        const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)])
        const [, bottom = 0] = api.coord([api.value(0), 0])
        return {
          type: 'rect',
          shape: { x: x - bar / 2, y, width: bar, height: bottom - y },
          style: { fill: colours.blue },
        }
      },
    },
    marks(timeline.missed, 'path://M0,0L10,10M10,0L0,10', colours.vermillion),
    marks(timeline.cancelled, 'circle', colours.faint),
  ]
}

function table(timeline: Timeline) {
  const strip = (instants: readonly number[], row: number, symbol: string, colour: string, more = {}) => ({
    type: 'scatter',
    xAxisIndex: 1,
    yAxisIndex: 1,
    symbol,
    symbolSize: 15,
    itemStyle: { color: colour },
    data: instants.map((at) => [at, row]),
    ...more,
  })
  return [
    strip(timeline.came, 2, 'triangle', colours.green, { markArea: bands(timeline, 1) }),
    strip(timeline.used, 1, 'diamond', colours.blue),
    strip(timeline.left, 0, 'path://M0,0L10,0L5,10Z', colours.vermillion),
  ]
}

function flagBars(timeline: Timeline) {
  return severities.map((severity, row) => ({
    type: 'custom',
    xAxisIndex: 2,
    yAxisIndex: 2,
    ...(row === 0 && { markArea: bands(timeline, 2) }),
    data: timeline.flags
      .filter((flag) => flag.severity === severity)
      .map((flag) => [flag.from, row, flag.to, flag.isUp ? 1 : 0]),
    renderItem: (_: unknown, api: Api) => {
      const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)])
      const [end = 0] = api.coord([api.value(2), api.value(1)])
      const tall = severityWidths[severity]
      return {
        type: 'rect',
        shape: { x, y: y - tall / 2, width: Math.max(5, end - x), height: tall },
        style: { fill: severityColours[severity], stroke: colours.ink, lineWidth: 1 },
      }
    },
  }))
}

/** What `renderItem` is given, as far as it is used here. */
interface Api {
  coord(point: readonly number[]): readonly number[]
  value(dimension: number): number
}

function count(timeline: Timeline, end: number) {
  const { counts, limit } = timeline
  const last = counts.at(-1)
  return [
    {
      type: 'line',
      xAxisIndex: 3,
      yAxisIndex: 3,
      step: 'end',
      symbol: 'none',
      lineStyle: { color: colours.ink, width: 3 },
      data: [...counts.map(({ at, bare }) => [at, bare]), ...(last === undefined ? [] : [[end, last.bare]])],
      markArea: bands(timeline, 3),
      ...(limit !== undefined && {
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colours.vermillion, type: 'dashed', width: 2 },
          label: {
            ...words,
            fontSize: 17,
            formatter: `limit ${limit}`,
            position: 'insideStartTop',
          },
          data: [{ yAxis: limit }],
        },
      }),
    },
  ]
}
