// From a chart to SVG and PNG. What draws is large, so it is loaded when the first picture is asked for.
import { createRequire } from 'node:module'
import type { EChartsCoreOption } from 'echarts/core'
import { colours, family, scale, width } from './look.ts'

/** A chart of so many points in height, as `echarts` takes it. */
export interface Chart {
  readonly height: number
  readonly option: EChartsCoreOption
}

async function load() {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ])
  core.use([
    charts.LineChart,
    charts.ScatterChart,
    charts.HeatmapChart,
    charts.GraphChart,
    charts.CustomChart,
    components.GridComponent,
    components.GraphicComponent,
    components.MarkAreaComponent,
    components.MarkLineComponent,
    components.VisualMapComponent,
    components.TitleComponent,
    renderers.SVGRenderer,
  ])
  return core
}

let loaded: ReturnType<typeof load> | undefined

/** A drawing on white paper of its own, so that it is legible in dark chats too. */
export async function drawSvg({ height, option }: Chart): Promise<string> {
  loaded ??= load()
  const { init } = await loaded
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, backgroundColor: colours.paper, ...option })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']

export async function drawPng(chart: Chart): Promise<Uint8Array> {
  const [{ Resvg }, svg] = await Promise.all([import('@resvg/resvg-js'), drawSvg(chart)])
  const require = createRequire(import.meta.url)
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'width', value: width * scale },
    font: {
      fontFiles: fonts.map((font) => require.resolve(`dejavu-fonts-ttf/ttf/${font}`)),
      loadSystemFonts: false,
      defaultFontFamily: family,
    },
  })
  return drawing.render().asPng()
}
