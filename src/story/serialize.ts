// A story as a file: Markdown, or one page of HTML that needs nothing else.
import type { Element, ElementContent, Root as Hast } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Root, RootContent } from 'mdast'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { toHast } from 'mdast-util-to-hast'
import { toMarkdown as mdastToMarkdown } from 'mdast-util-to-markdown'

/** What a reader of Markdown would take for a link or for struck words is only people's words. */
const unsafe = [
  { character: '@', before: '[+\\-.\\w]', after: '[\\-.\\w]', inConstruct: 'phrasing' as const },
  { character: '.', before: '[Ww]', after: '[\\-.\\w]', inConstruct: 'phrasing' as const },
  { character: ':', before: '[ps]', after: '\\/', inConstruct: 'phrasing' as const },
  { character: '~', inConstruct: 'phrasing' as const },
]

export function storyToMarkdown(story: Root): string {
  return mdastToMarkdown(withoutPictures(story), {
    bullet: '-',
    extensions: [gfmTableToMarkdown({ tablePipeAlign: false }), { unsafe }],
  })
}

/** A file of Markdown carries none; their facts stand below them in words. */
function withoutPictures(story: Root): Root {
  const isPicture = (node: RootContent) =>
    node.type === 'paragraph' && node.children.some(({ type }) => type === 'image')
  return { ...story, children: story.children.filter((node) => !isPicture(node)) }
}

export function storyToHtml(story: Root, title: string): string {
  const body = toHast(story) as Hast
  for (const found of elementsIn(body)) if (found.tagName === 'th') found.properties.scope = 'col'
  const page: Hast = {
    type: 'root',
    children: [
      { type: 'doctype' },
      element('html', { lang: 'en' }, [
        element('head', {}, [
          element('meta', { charSet: 'utf-8' }),
          element('meta', { httpEquiv: ['Content-Security-Policy'], content: policy }),
          element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          element('meta', { name: 'color-scheme', content: 'light dark' }),
          element('title', {}, [{ type: 'text', value: title }]),
          element('style', {}, [{ type: 'text', value: style }]),
        ]),
        element('body', {}, [element('main', {}, (body.children as ElementContent[]).map(movable))]),
      ]),
    ],
  }
  return `${toHtml(page)}\n`
}

/** Nothing is fetched, run or sent, whatever people have written. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[] = [],
): Element {
  return { type: 'element', tagName, properties, children }
}

function* elementsIn({ children }: Hast | Element): Generator<Element> {
  for (const child of children) {
    if (child.type !== 'element') continue
    yield child
    yield* elementsIn(child)
  }
}

/** A wide table moves sideways by itself, by keyboard too, so that the page fits a phone. */
function movable(child: ElementContent): ElementContent {
  if (child.type !== 'element' || child.tagName !== 'table') return child
  return element('div', { className: ['wide'], tabIndex: 0, role: 'group', ariaLabel: 'Table' }, [child])
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; color: #1c1c1e; background: #fff; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; overflow-wrap: anywhere; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #8a8a8e; padding-bottom: .25rem; }
p, li, td { unicode-bidi: plaintext; white-space: pre-line; }
p, li { overflow-wrap: anywhere; }
ul { padding-left: 1.25rem; }
blockquote { margin: 1rem 0; padding: .25rem 1rem; border-left: .25rem solid #8a8a8e; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: .4rem .5rem; border-bottom: 1px solid #8a8a8e; }
td:first-child { min-width: 4.4rem; }
tr, li, blockquote { break-inside: avoid; }
img { max-width: 100%; height: auto; }
@media (max-width: 34rem) { th, td { padding: .3rem .15rem; font-size: .75rem; } }
@media (prefers-color-scheme: dark) { body { color: #f2f2f7; background: #1c1c1e; } }
@media print { body { color: #000; background: #fff; } main { max-width: none; padding: 0; } .wide { overflow: visible; } }
`
