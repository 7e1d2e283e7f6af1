// The blocks of a card as elements of Adaptive Cards.
import { type Block, type Button, plainRun, type Run } from '../../../src/chat/card.ts'
import { type Element, headingStyle, placeForPayload, renderAction } from './elements.ts'
import { formElements } from './modals.ts'
import { dataUrl, type ImageBlock, isInline } from './pictures.ts'
import { type TextContext, type TextStyle, textBlock } from './rich-text.ts'

/** Teams shows six actions in a row, but clients that draw Adaptive Cards by the standard refuse more than five. */
const maxActions = 5
/**
 * Characters of the labels in a row, each with `buttonEdges` for the space around it. A wider row continues beyond the
 * edge of a phone's screen, and nothing shows that it can be moved.
 */
const rowWidth = 46
const buttonEdges = 5

const noteStyle: TextStyle = { size: 'Small', isSubtle: true }
const compactStyle: TextStyle = { spacing: 'Small' }
const buttonStyles = { primary: 'positive', danger: 'destructive' } as const

/** `previous` is the block above it. */
export function renderBlock(block: Block, context: TextContext, previous?: Block): readonly Element[] {
  switch (block.kind) {
    case 'heading':
      return [textBlock([plainRun(block.text)], context, headingStyle)]
    case 'text':
      return renderText(block.runs, context)
    case 'note':
      return renderText(block.runs, context, noteStyle)
    case 'facts':
      return block.facts.map(({ label, value }, index) =>
        textBlock(
          [{ kind: 'words', text: `${label}: `, strong: true }, ...value],
          context,
          itemStyle(index > 0),
        ),
      )
    case 'list':
      return block.items.map((item, index) =>
        textBlock([plainRun('• '), ...item], context, itemStyle(index > 0 || previous?.kind === 'text')),
      )
    case 'table':
      return [renderTable(block, context)]
    case 'quote':
      return [renderQuote(block, context)]
    case 'image':
      return renderPicture(block, context)
    case 'buttons':
      return buttonRows(block.buttons).map((row) => ({
        type: 'ActionSet',
        actions: row.map((button) => renderButton(button, context)),
      }))
    case 'inputs':
      return formElements(block.form, context.view)
  }
}

function renderText(runs: readonly Run[], context: TextContext, style?: TextStyle): readonly Element[] {
  if (runs.length === 0) return []
  return [textBlock(runs, context, style)]
}

/** A line that belongs to the one above it stands close to it. */
function itemStyle(isClose: boolean): TextStyle | undefined {
  if (isClose) return compactStyle
  return undefined
}

function renderTable({ columns, rows }: Block & { kind: 'table' }, context: TextContext): Element {
  const head = columns.map((column) => renderCell([{ kind: 'words', text: column, strong: true }], context))
  const body = rows.map((row) => row.map((runs) => renderCell(runs, context)))
  return {
    type: 'Table',
    columns: columns.map(() => ({ width: 1 })),
    firstRowAsHeader: true,
    rows: [head, ...body].map((cells) => ({ type: 'TableRow', cells })),
  }
}

/** A cell needs text, so an empty one holds a space. */
function renderCell(runs: readonly Run[], context: TextContext): Element {
  const content = runs.length === 0 ? [plainRun(' ')] : runs
  return { type: 'TableCell', items: [textBlock(content, context)] }
}

function renderQuote({ text, by }: Block & { kind: 'quote' }, context: TextContext): Element {
  const runs = [plainRun(text)]
  if (by !== undefined) runs.push(plainRun(` (${by})`))
  return { type: 'Container', style: 'emphasis', items: [textBlock(runs, context)] }
}

function renderPicture(picture: ImageBlock, context: TextContext): readonly Element[] {
  if (isInline(picture)) return [{ type: 'Image', url: dataUrl(picture), altText: picture.alt }]
  if (picture.alt === '') return []
  return [textBlock([plainRun(picture.alt)], context, { isSubtle: true })]
}

function buttonRows(buttons: readonly Button[]): readonly (readonly Button[])[] {
  const rows: Button[][] = []
  let space = 0
  for (const button of buttons) {
    const width = button.label.length + buttonEdges
    const row = rows.at(-1)
    space -= width
    if (row !== undefined && row.length < maxActions && space >= 0) row.push(button)
    else {
      rows.push([button])
      space = rowWidth - width
    }
  }
  return rows
}

function renderButton({ label, action, values, style, opensForm }: Button, { view }: TextContext): Element {
  const payload = { kind: 'press', action, values, place: placeForPayload(view) } as const
  const element = renderAction({ title: label, payload, opensDialog: opensForm === true }, view)
  if (style === undefined) return element
  return { ...element, style: buttonStyles[style] }
}
