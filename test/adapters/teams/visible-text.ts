// Reads Adaptive Cards as people see them: their text, and the markup in them that has an effect.
import MarkdownIt from 'markdown-it'

type Json = Readonly<Record<string, unknown>>

const markdown = new MarkdownIt({ linkify: true })

/** Returns the whole text as a reader sees it. */
export function textIn(element: unknown): string {
  if (Array.isArray(element))
    return element
      .map(textIn)
      .filter((text) => text !== '')
      .join('\n')
  if (typeof element !== 'object' || element === null) return ''
  const one = element as Json
  switch (one.type) {
    case 'RichTextBlock':
      return (one.inlines as Json[]).map(({ text }) => text).join('')
    case 'TextBlock':
      return renderedText(String(one.text))
    case 'Input.Text':
    case 'Input.ChoiceSet':
      return [one.label, one.value, textIn(one.choices)].filter(Boolean).join('\n')
    case undefined:
    case 'AdaptiveCard':
    case 'Container':
    case 'ActionSet':
    case 'Table':
    case 'TableRow':
    case 'TableCell':
      return [
        one.title,
        textIn(one.body),
        textIn(one.items),
        textIn(one.actions),
        textIn(one.rows),
        textIn(one.cells),
      ]
        .filter(Boolean)
        .join('\n')
    case 'Image':
      return String(one.altText)
    default:
      return String(one.title ?? '')
  }
}

/** Returns mentions, links, and everything that Teams would read as markup or as a date. */
export function liveMarkupIn(card: unknown): string[] {
  const mentions = ((card as { msteams?: { entities?: Json[] } }).msteams?.entities ?? []).map((one) =>
    JSON.stringify(one),
  )
  return [...mentions, ...markupIn(card)]
}

function markupIn(element: unknown): string[] {
  if (Array.isArray(element)) return element.flatMap(markupIn)
  if (typeof element !== 'object' || element === null) return []
  const one = element as Json
  // The payload of a button is not visible.
  const { data: _, msteams: __, fallbackText: ___, ...rest } = one
  return [...ownMarkupIn(one), ...Object.values(rest).flatMap(markupIn)]
}

function ownMarkupIn(element: Json): string[] {
  const text = String(element.text)
  if (element.type === 'TextBlock') return liveMarkdown(text)
  const isLive = 'selectAction' in element || functionPattern.test(text)
  return element.type === 'TextRun' && isLive ? [JSON.stringify(element)] : []
}

/** What Teams would replace by a date or a time. */
const functionPattern = /\{\{(DATE|TIME)\(/

function liveMarkdown(text: string): string[] {
  const html = markdown.render(text)
  const tags = (html.match(/<(?!\/?p>|\/?strong>|br)[^>]*>/g) ?? []).filter((tag) => !tag.startsWith('</'))
  return [...tags, ...(functionPattern.test(text) ? [text] : [])]
}

function renderedText(text: string): string {
  return markdown
    .render(text)
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;at&gt;', '')
    .replaceAll('&lt;/at&gt;', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim()
}

export function actionsIn(element: unknown): Json[] {
  if (Array.isArray(element)) return element.flatMap(actionsIn)
  if (typeof element !== 'object' || element === null) return []
  const one = element as Json
  if (one.type === 'ActionSet') return one.actions as Json[]
  return Object.values(one).flatMap(actionsIn)
}

export function inputsIn(element: unknown): Json[] {
  if (Array.isArray(element)) return element.flatMap(inputsIn)
  if (typeof element !== 'object' || element === null) return []
  const one = element as Json
  if (String(one.type).startsWith('Input.')) return [one]
  return Object.values(one).flatMap(inputsIn)
}
