// Reads the playground's HTML as a browser would: its text, and which markup in it could do harm.

/** The elements that the page uses itself and that do nothing. */
const harmless = new Set(
  'article p strong span div bdi time button img h2 h3 dl dt dd ul ol li code table thead tbody tr th td figure blockquote figcaption svg path circle form label input textarea select option'.split(
    ' ',
  ),
)

export interface VisibleArticle {
  readonly id: string
  readonly className: string
  readonly html: string
}

/** Returns the messages on a page. */
export function articles(page: string): readonly VisibleArticle[] {
  const found = page.matchAll(/<article class="([^"]*)" id="([^"]*)">([\s\S]*?)<\/article>/g)
  return [...found].map(([, className = '', id = '', html = '']) => ({
    id,
    className: className.trim(),
    html,
  }))
}

/** Returns the whole text, including `alt` texts and the values of controls. */
export function textOf(html: string): string {
  const spoken = html.replace(/<[^>]*?\s(?:alt|value)="([^"]*)"[^>]*>/g, ' $1 ')
  return decode(spoken.replace(/<[^>]*>/g, ''))
}

/** Returns the tags that people's words must not produce: foreign elements, links, handlers, and mentions. */
export function aliveIn(html: string): readonly string[] {
  const tags = [...html.matchAll(/<\/?([^\s>/]+)((?:\s[^>]*)?)>/g)]
  const strange = tags.filter(([, name = '', attributes = '']) => !harmless.has(name) || isAlive(attributes))
  const mentions = [...html.matchAll(/<span class="mention[^>]*>/g)]
  const unclosed = html.replace(/<[^<>]*>/g, '').match(/[<>]/g) ?? []
  return [...strange, ...mentions].map(([whole]) => whole).concat(unclosed)
}

/** Returns the value of each field of a form. */
export function fieldsOf(form: string): Record<string, string> {
  const inputs = [...form.matchAll(/<input type="text"[^>]*?value="([^"]*)"[^>]*?name="([^"]*)"/g)]
  const areas = [...form.matchAll(/<textarea[^>]*?name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g)]
  const selects = [...form.matchAll(/<select[^>]*?name="([^"]*)"[\s\S]*?<\/select>/g)]
  return Object.fromEntries([
    ...inputs.map(([, value = '', name = '']) => [name, decode(value)]),
    ...areas.map(([, name = '', value = '']) => [name, decode(value)]),
    ...selects.map(([whole, name = '']) => [name, decode(/value="([^"]*)" selected/.exec(whole)?.[1] ?? '')]),
  ])
}

function isAlive(attributes: string): boolean {
  const unquoted = attributes.replace(/"[^"]*"/g, '""')
  const foreign = [...attributes.matchAll(/\ssrc="([^"]*)"/g)].some(
    ([, source = '']) => !source.startsWith('/playground/'),
  )
  return /\s(on\w+|href|style|srcdoc|action)\s*=/i.test(unquoted) || foreign
}

function decode(text: string): string {
  const names: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  }
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => names[entity] ?? entity)
}
